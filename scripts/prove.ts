/**
 * `npm run proof`: a hundred thousand cases over all laws, or as many as RUNS or --cases say. `--law NAME --seed N` replays what a
 * broken law has printed. Ends with 1 where a law is broken.
 */
import { parseArgs } from 'node:util';
import { LAWS } from '#gateway/laws/all-laws.ts';
import { LawBroken, type Law } from '#gateway/laws/law.ts';

const { values: given } = parseArgs({
  options: {
    law: { type: 'string', multiple: true },
    seed: { type: 'string' },
    cases: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
});
const seed = number('--seed', given.seed) ?? Date.now() % 1_000_000_000;
const all = number('--cases', given.cases) ?? number('RUNS', process.env['RUNS']) ?? 100_000;
const laws = given.law ? given.law.map(named) : LAWS;
const shares = laws.reduce((sum, { share }) => sum + share, 0);
const replays = given.law !== undefined && given.seed !== undefined && given.cases === undefined;
const started = performance.now();
const seconds = () => `${((performance.now() - started) / 1000).toFixed(0)} s`;

console.log(`Seed ${seed}.`);
let done = 0;
for (const law of laws) {
  const cases = replays ? 200 : Math.ceil((all * law.share) / shares);
  let shownAt = performance.now();
  try {
    const proof = await law.prove({
      cases,
      seed,
      onProgress: (soFar) => {
        if (given.quiet || performance.now() - shownAt < 5000) return;
        shownAt = performance.now();
        console.log(`${law.name}: ${soFar.cases} of ${cases} cases, ${seconds()}`);
      },
    });
    done += proof.cases;
    const useful = proof.measured > 0 ? `, in ${proof.measured} of them references lie apart` : '';
    console.log(`${law.name}: holds in ${proof.cases} cases${useful}, ${seconds()}`);
  } catch (error) {
    console.error(error instanceof LawBroken ? error.message : error);
    process.exit(1);
  }
}
console.log(`Every law held: ${done} cases, ${seconds()}.`);
process.exit(0);

function named(name: string): Law {
  const law = LAWS.find((one) => one.name === name);
  if (law) return law;
  const known = LAWS.map((one) => one.name).join(', ');
  throw new TypeError(`\`--law\` must be one of ${known}, but got: ${JSON.stringify(name)}.`);
}

function number(what: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (!/^\d{1,12}$/.test(text))
    throw new TypeError(`\`${what}\` must be a whole number, but got: ${JSON.stringify(text)}.`);
  return Number(text);
}
