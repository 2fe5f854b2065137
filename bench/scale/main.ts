/**
 * `npm run bench:scale`: the estate once and N times over; how long the same questions take, what they cost the sources, and what the
 * processes hold. Ends with 1 where a question that has a limit takes longer, or costs a source more calls than of the same places on the
 * small estate.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { machine } from '../settings/machine.ts';
import { LIMITED, LIMIT_MS, dearer } from './limits.ts';
import type { ScaleResults } from './results.ts';
import { type ScaleRun, runAt } from './run.ts';

const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '167' },
    turns: { type: 'string', default: '200' },
    json: { type: 'string' },
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const say = (what: string): void => console.log(what);
const small = await runAt(1, Number(values.turns), say);
const large = await runAt(Number(values.scale), Number(values.turns), say);
const missed = [small, large].map(told).flat();
missed.push(
  ...dearer(small, large).map(
    ({ question, source, calls, before }) =>
      `"${question}" costs ${source} ${calls} calls, and ${before} on the small estate.`,
  ),
);
for (const what of missed) say(`Missed: ${what}`);
if (values.json !== undefined) {
  const run: ScaleResults = {
    at: new Date().toISOString(),
    node: process.version,
    machine: machine(),
    small,
    large,
  };
  writeFileSync(values.json, `${JSON.stringify(run, null, 2)}\n`);
}
process.exitCode = missed.length === 0 ? 0 : 1;

/** Prints a run; gives what is over its limit. */
function told({ scale, resources, services, openAlarms, members, memory, questions }: ScaleRun): string[] {
  say(
    `\nScale ${scale}: ${resources} resources, ${services} services, ${openAlarms} open alarms, ${members} members`,
  );
  say(
    `Memory: ${Object.entries(memory)
      .map(([name, peak]) => `${name} ${peak} MB`)
      .join(', ')}`,
  );
  for (const { name, p50, p95, max, upstreamCalls } of questions) {
    const calls = Object.entries(upstreamCalls).map(([source, count]) => `${source} ${count}`);
    say(`  ${name.padEnd(34)} p50 ${p50} ms, p95 ${p95} ms, most ${max} ms; ${calls.join(', ')}`);
  }
  return questions
    .filter(({ name, p95 }) => LIMITED.includes(name) && p95 > LIMIT_MS)
    .map(({ name, p95 }) => `at scale ${scale} "${name}" takes ${p95} ms at p95, and may take ${LIMIT_MS}.`);
}
