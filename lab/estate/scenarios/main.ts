/** `npm run scenario -- NAME`: something happens in the running estate. */
import { readableQuery } from '../readable-query.ts';
import { SCENARIOS } from './catalogue.ts';
import { NoEstateError, runningEstate } from './running-estate.ts';

const WIDTH = 96;
const names = [...SCENARIOS.map(({ name }) => name), 'restore'];
const width = Math.max(...names.map(({ length }) => length));
const usage = [
  'npm run scenario -- NAME',
  '',
  ...SCENARIOS.map(({ name, story }) => `  ${name.padEnd(width)}  ${story}`),
  `  ${'restore'.padEnd(width)}  Everything is as it was before.`,
].join('\n');

async function main(name: string | undefined): Promise<void> {
  if (name === undefined || name === '--help') {
    console.log(usage);
    return;
  }
  if (!names.includes(name)) {
    console.error(`A scenario must be one of these, but got: "${name}".\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const scenario = SCENARIOS.find((one) => one.name === name);
  const estate = await runningEstate(process.env['TRIBUTARY_STATE'] ?? '.tributary');
  const did = await estate.play(name);
  const lines = did.map((line) => `  ${line}`);
  const watch = scenario
    ? [
        '',
        `Watch it: paste this into GraphiQL, ${estate.gateway}/`,
        '',
        readableQuery(scenario.watch, WIDTH),
        '',
        'npm run scenario -- restore undoes it.',
      ]
    : [];
  console.log([...(scenario ? [scenario.story, ''] : []), ...lines, ...watch].join('\n'));
}

try {
  await main(process.argv[2]);
} catch (error) {
  if (!(error instanceof NoEstateError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
