/** `npm run bench`: Tributary beside its peers, over the same upstreams, under the same load, in turn. */
import { writeFileSync } from 'node:fs';
import { PEERS, installPeers, peerVersions } from './contenders/peers.ts';
import { endWithUs, pinUs } from './measure/process.ts';
import { doubtsAbout } from './report/doubts.ts';
import { HEADINGS, rowsOf, textTable } from './report/table.ts';
import { verdicts } from './report/targets.ts';
import { runAll } from './rounds/run-all.ts';
import { readCommandLine } from './settings/command-line.ts';
import { disturbance, machine, versions } from './settings/machine.ts';

const tell = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const commandLine = readCommandLine(process.argv.slice(2));
  const { cpu, cores, memoryGiB, system } = machine();
  pinUs();
  if (commandLine.contenders.some((contender) => PEERS.includes(contender)) && !peerVersions())
    installPeers(tell);
  const { rounds, seconds, warmSeconds, connections, json } = commandLine;
  tell(`${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}`);
  for (const [name, version] of Object.entries(versions())) tell(`${name} ${version}`);
  tell(`${rounds} rounds of ${seconds} s after ${warmSeconds} s of warm-up, ${connections} connections`);
  const disturbed = disturbance();
  if (disturbed !== null) tell(`Warning: ${disturbed}`);

  const results = await runAll(commandLine, tell, (run) => {
    tell(`\n${textTable(HEADINGS, rowsOf(run))}`);
    for (const doubt of doubtsAbout(run)) tell(`Warning: ${doubt}`);
  });
  const rows = verdicts(results).map(({ workload, what, measured, target, reached }) => [
    `${workload}: ${what}`,
    measured,
    target,
    reached ? 'yes' : 'NO',
  ]);
  if (rows.length > 0) tell(`\n${textTable(['what', 'Tributary', 'target', 'reached'], rows)}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
}

endWithUs();
try {
  await main();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
