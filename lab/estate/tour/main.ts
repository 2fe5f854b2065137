/** `npm run tour`: through the estate that runs, or through one of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NoEstateError, runningEstate } from '../scenarios/running-estate.ts';
import { untilInSync } from '../until-in-sync.ts';
import { ClaimError } from './claim.ts';
import { tour } from './tour.ts';

const ESTATE = fileURLToPath(new URL('../main.ts', import.meta.url));

async function main(): Promise<void> {
  try {
    await guided(process.env['TRIBUTARY_STATE'] ?? '.tributary');
  } catch (error) {
    if (!(error instanceof NoEstateError)) throw error;
    console.log('No estate runs; the tour starts one of its own.');
    await inItsOwn();
  }
}

async function guided(stateRoot: string): Promise<void> {
  const estate = await runningEstate(stateRoot);
  await untilInSync(estate.gateway);
  await tour(estate, (text) => console.log(text));
}

async function inItsOwn(): Promise<void> {
  const stateRoot = mkdtempSync(join(tmpdir(), 'tour-'));
  const env = { ...process.env, TRIBUTARY_STATE: stateRoot, PORT: '0' };
  const child = spawn(process.execPath, [ESTATE], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    // Its banner: by then it stands.
    await Promise.race([once(child.stdout, 'data'), ended]);
    child.stdout.resume();
    await guided(stateRoot);
  } finally {
    child.kill('SIGTERM');
    await ended;
    rmSync(stateRoot, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof ClaimError || error instanceof NoEstateError)) throw error;
  console.error(`\nThe tour ends here. ${error.message}`);
  process.exitCode = 1;
}
