/** docs/scale.md, from the figures that are kept in bench/scale.json. */
import { LIMITED, LIMIT_MS, dearer } from '../scale/limits.ts';
import type { ScaleResults } from '../scale/results.ts';
import type { QuestionResult, ScaleRun } from '../scale/run.ts';
import { markdownTable } from './table.ts';

const HEAD = `<!-- Generated from bench/scale.json by \`npm run generate\`. Do not edit. -->

# At scale

The embedded estate many times over: what the questions take that people ask of the small one, and what they cost the sources.
\`npm run bench:scale\` measures, [bench/](../bench/README.md) says how.
`;

const NONE = `
No run is kept yet: \`npm run bench:scale -- --json bench/scale.json && npm run generate\` makes this page.
`;

/** Null where no run is kept. */
export function scalePage(results: ScaleResults | null): string {
  if (!results) return HEAD + NONE;
  return [HEAD, questions(results), calls(results), processes(results), HOW].join('\n\n');
}

function questions({ small, large }: ScaleResults): string {
  const rows = large.questions.map(({ name, p50, p95, max }) => [
    name,
    String(p50),
    String(p95),
    String(max),
    String(named(small, name)?.p95 ?? ''),
    LIMITED.includes(name) ? `${LIMIT_MS}: ${p95 < LIMIT_MS ? 'kept' : '**missed**'}` : '',
  ]);
  return `## What questions take

${standing(large)} Milliseconds, seen by a client on the same machine, one question at a time.

${markdownTable(['question', 'p50', 'p95', 'most', 'p95 of the small estate', 'limit of p95'], rows)}`;
}

function calls({ small, large }: ScaleResults): string {
  const rows = large.questions.map(({ name, upstreamCalls, firstNetworkCalls }) => [
    name,
    told(named(small, name)?.firstNetworkCalls ?? {}),
    told(firstNetworkCalls),
    told(upstreamCalls),
  ]);
  const more = dearer(small, large).map(
    ({ question, source, calls: now, before }) =>
      `- ${question}: ${now} calls of ${source} instead of ${before}.`,
  );
  return `## What they cost the sources

HTTP requests and SQL statements, the most that one turn cost. The first network is in both estates; networks elsewhere have sites whose
first pages hold things of more types, and each type is a call.

${markdownTable(['question', 'small estate', 'the same places of the large one', 'places all over the large one'], rows)}

${more.length === 0 ? 'No question costs a source more than on the small estate, where it is of the same places.' : `More than on the small estate:\n\n${more.join('\n')}`}`;
}

function processes({ at, node, machine, small, large }: ScaleResults): string {
  const names = Object.keys(large.memory);
  const rows = names.map((name) => [name, String(large.memory[name]), String(small.memory[name] ?? '')]);
  return `## Processes

The most memory that each held, MB. The gateway has all adapters in its process; the systems are all emulated ones in another.

${markdownTable(['process', `${large.scale} times`, 'once'], rows)}

${large.settledAfter} s after its start the large gateway had read and bound everything for the first time, and was at rest; the small one after
${small.settledAfter} s. A restart reads what is kept. ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; Node ${node.slice(1)}; ${at.slice(0, 10)}.`;
}

const HOW = `## How

Every question is asked at least 200 times, and of each of 400 devices, 400 sites and four regions at least once; an answer
with an error ends the run. It is measured when everything is bound and the gateway is at rest, and nothing is written to the systems meanwhile:
totals of a SQLite file and of open alarms are counted once until something changes, and so they are here. The longest turns met a collection of
garbage. Bindings are reviewed once an hour on the
large estate (\`reviewSeconds\`), since a review of everything takes minutes.

    npm ci
    npm run bench:scale -- --json bench/scale.json
    npm run generate
`;

function standing({ resources, services, openAlarms, members }: ScaleRun): string {
  const [r, s, a] = [resources, services, openAlarms].map((count) => count.toLocaleString('en'));
  return `${r} resources, ${s} services, ${a} open alarms, ${members} members.`;
}

function named({ questions: all }: ScaleRun, name: string): QuestionResult | undefined {
  return all.find((question) => question.name === name);
}

function told(upstreamCalls: Readonly<Record<string, number>>): string {
  return Object.entries(upstreamCalls)
    .filter(([, count]) => count > 0)
    .map(([source, count]) => `${source} ${count}`)
    .join(', ');
}
