/**
 * `npm run upstream-calls`: what the named queries cost in an estate of its own, held against upstream-calls.json. With --write that is
 * written anew; with --url an estate that runs is asked instead, of whatever scale.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { startEstate } from '../main.ts';
import { Graph } from '../tour/graph.ts';
import { untilInSync } from '../until-in-sync.ts';
import { type Counts, differences, readCommitted, remedy, writeCommitted } from './committed.ts';
import { measured } from './count.ts';
import { NAMED_QUERIES } from './named-queries.ts';

async function main(): Promise<void> {
  const { write, url } = choices();
  const counts = url === undefined ? await countsOfItsOwn() : await countsAt(url);
  for (const [name, calls] of Object.entries(counts)) {
    const each = Object.entries(calls).map(([source, sent]) => `${source} ${sent}`);
    console.log(`${name}: ${each.join(', ')}`);
  }
  if (write) return writeCommitted(counts);
  const changes = differences(readCommitted(), counts);
  if (changes.length === 0) return;
  console.error(`\n${remedy(changes)}`);
  process.exitCode = 1;
}

function choices(): { readonly write: boolean; readonly url: string | undefined } {
  const { values } = parseArgs({ options: { write: { type: 'boolean' }, url: { type: 'string' } } });
  const { write = false, url } = values;
  if (write && url !== undefined)
    throw new TypeError(
      '`--write` must stand without `--url`: what is written down is of an estate as it starts.',
    );
  if (url !== undefined && !URL.canParse(url))
    throw new TypeError(`\`--url\` must be that of a gateway, but got: ${JSON.stringify(url)}.`);
  return { write, url: url?.replace(/\/+$/, '') };
}

async function countsAt(url: string): Promise<Counts> {
  await untilInSync(url);
  return measured(new Graph(url, 0), NAMED_QUERIES);
}

async function countsOfItsOwn(): Promise<Counts> {
  const stateRoot = mkdtempSync(join(tmpdir(), 'upstream-calls-'));
  const log = pino({ level: 'silent' });
  const estate = await startEstate({ host: '127.0.0.1', port: 0, stateRoot, log });
  try {
    return await countsAt(estate.url);
  } finally {
    await estate.close();
    rmSync(stateRoot, { recursive: true });
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
