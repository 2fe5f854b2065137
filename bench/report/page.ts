/** docs/performance.md, from the figures that are kept in bench/results.json. */
import { doubtsAbout } from './doubts.ts';
import type { Results, RunFigures } from './figures.ts';
import { HEADINGS, markdownTable, rowsOf } from './table.ts';
import { verdicts } from './targets.ts';

const HEAD = `<!-- Generated from bench/results.json by \`npm run generate\`. Do not edit. -->

# Performance

Tributary beside its peers: one run, one machine, the same upstreams, the same load, in turn. \`npm run bench\` measures,
[bench/](../bench/README.md) says how.
`;

const NONE = `
No run is kept yet: \`npm run bench -- --json bench/results.json && npm run generate\` makes this page.
`;

/** Null where no run is kept. */
export function performancePage(results: Results | null): string {
  if (!results) return HEAD + NONE;
  return [HEAD, targets(results), ...results.runs.map(workload), HOW, machine(results), LIMITS].join('\n\n');
}

function targets(results: Results): string {
  const rows = verdicts(results).map(({ workload, what, target, measured, reached }) => [
    workload,
    what,
    measured,
    target,
    reached ? 'yes' : '**no**',
  ]);
  const doubts = results.runs.flatMap(doubtsAbout);
  return `## In short

${markdownTable(['workload', 'what', 'Tributary', 'target', 'reached'], rows)}

× says how many times as much Tributary has, with the 95 % interval in brackets: ratios are taken round by round, and the median of them is shown.
The last line of noc says the same of the hand-written backend: what is missing to 1 is what it takes to make the answer of what was read.
${doubts.length === 0 ? '' : `\nWhat speaks against these figures:\n\n${doubts.map((doubt) => `- ${doubt}`).join('\n')}\n`}`;
}

const EXPLAINED: Readonly<Record<RunFigures['workload'], string>> = {
  standard: `The query of the public [gateways benchmark](https://github.com/graphql-hive/graphql-gateways-benchmark) over four subgraphs of the
same shape: users, products, stock, reviews. The same few entities come again and again in one answer.`,
  distinct: `The same subgraphs; every entity of an answer comes once, and the variables differ from request to request.`,
  noc: `The fifty worst alarms with their resources, sites, services and customers, over eight members of the contracts: three inventories, two
fault managers, three service catalogues. Beside it a backend that was written by hand for this one screen (Fastify, undici): it makes the
same calls in the same batches and gives the same answer, which a test holds. And what the calls alone cost: the same calls, their answers
read and parsed, and always the same answer, serialised like any other.`,
};

function workload(run: RunFigures): string {
  const { workload, title, coalesced, answerBytes, contenders } = run;
  const heading = coalesced ? `## ${workload}, requests sharing answers` : `## ${workload}: ${title}`;
  const text = coalesced
    ? `The same, but requests that ask the same at the same time may share what comes back, wherever a gateway can do that. All
connections send one and the same request here, so this shows what sharing does at its best, and says little of the gateway.`
    : `${EXPLAINED[workload]} An answer has some ${Math.round(answerBytes / 1000)} kB. No two requests share anything.`;
  const most = Math.max(...contenders.map(({ measures }) => measures.throughput.median));
  return `${heading}

${text}

${markdownTable(HEADINGS, rowsOf(run))}

\`\`\`mermaid
xychart-beta horizontal
  title "answers a second"
  x-axis [${contenders.map(({ title }) => JSON.stringify(title)).join(', ')}]
  y-axis 0 --> ${Math.ceil(most * 1.05)}
  bar [${contenders.map(({ measures }) => measures.throughput.median.toFixed(0)).join(', ')}]
\`\`\``;
}

const HOW = `## What is measured

- Who is measured has one core for itself, with all its processes. Load ([wrk](https://github.com/wg/wrk)) and upstreams share another one. A column
  says how much of its core it used: where that is less than all of it, something else held it up.
- Rounds go in turn: everybody is loaded once in each round, and everybody is the first in some. Figures are medians of rounds. The interval is between
  two of the rounds in order, which assumes nothing of how they are distributed.
- Every answer is looked at: status, errors, length. Every so many, and four a second beside the load, are read whole: each value must be the right one, and
  of an upstream answer that was given after the request was sent. Upstreams put another number into each answer, so nobody can answer from a store of
  answers. A wrong answer or a gateway that dies ends the run.
- Memory is the most that all processes of a contender had together at any time, npm's among them.
- Tributary runs as \`npm run gateway\` starts it, with its limits, deadlines, checks of what members say, partial answers and a line of log per
  operation. The peers run as their documentation starts them, Hive Gateway with \`--jit\`, where it can (with the Rust planner that answers
  nulls), and with request sharing switched off where the table says so.

Again, on a Linux machine with two idle cores:

    npm ci && apt-get install wrk
    npm run bench -- --json bench/results.json
    npm run generate`;

const LIMITS = `## What is not

Loopback has no latency and never fails; upstreams answer from memory. Real ones do not, and then waiting counts for more than what a gateway does. One core
and one process; no TLS, no cold starts, no large schemas, no subscriptions. Gateways in Rust and Go are not here: in the public benchmark several of
them answer more than anything on Node. Load is closed: connections that wait for their answers, so a slow contender is asked less, and p99 is what
these connections saw. The bench is ours, and so is Tributary: run it yourself.
`;

function machine({ machine, versions, settings, measuredAt }: Results): string {
  const { rounds, seconds, warmSeconds, connections, gatewayCore, loadCore } = settings;
  const rows = Object.entries(versions).map(([name, version]) => [name, version]);
  return `## Where and with what

${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ${measuredAt.slice(0, 10)}. ${rounds} rounds of ${seconds} s after ${warmSeconds} s of
warm-up, ${connections} connections, contenders on core ${gatewayCore}, load and upstreams on core ${loadCore}.

${markdownTable(['what', 'version'], rows)}`;
}
