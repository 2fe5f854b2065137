/** What a database counts is not counted again as long as nobody has written, and no longer. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SqlClient } from './client.ts';
import { Counts } from './counts.ts';
import { dialectOf } from './dialects/dialects.ts';
import { bound, sql, trusted } from './sql.ts';

const { signal } = new AbortController();
const ALL = trusted('SELECT count(*) FROM card');
const slot = (value: bigint) =>
  sql`SELECT count(*) FROM card WHERE slot = ${bound({ kind: 'number', value })}`;
const folder = mkdtempSync(join(tmpdir(), 'tributary-counts-'));
let files = 0;
let writer: DatabaseSync;
let client: SqlClient;
let counts: Counts;
let now: number;

beforeEach(() => {
  const file = join(folder, `${(files += 1)}.db`);
  writer = new DatabaseSync(file);
  writer.exec('CREATE TABLE card (slot INTEGER); INSERT INTO card VALUES (1), (1), (2)');
  client = clientOf(file, 1);
  now = 0;
  counts = new Counts(client, () => now);
});
afterEach(async () => {
  await client.close();
  writer.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

function clientOf(file: string, maxConnections: number): SqlClient {
  return new SqlClient({
    source: 'legacy',
    dialect: dialectOf('sqlite'),
    settings: { target: () => file, schema: null, statementTimeoutMs: 5000 },
    maxConnections,
    sent: () => undefined,
    heard: () => undefined,
  });
}

/** How many statements were sent for it. */
async function sent(asked: () => Promise<unknown>): Promise<number> {
  const before = client.statements;
  await asked();
  return client.statements - before;
}

test('each by its values, and again as soon as somebody has written', async () => {
  expect(await counts.of([ALL, slot(1n), slot(2n)], signal)).toEqual([3, 2, 1]);
  expect(await sent(async () => expect(await counts.of([ALL, slot(1n)], signal)).toEqual([3, 2]))).toBe(1);
  writer.exec('INSERT INTO card VALUES (1)');
  expect(await counts.of([ALL, slot(1n), slot(2n)], signal)).toEqual([4, 3, 1]);
});

test('again after half a minute: a relation may look at the clock', async () => {
  await counts.of([ALL], signal);
  now = 29_999;
  expect(await sent(() => counts.of([ALL], signal))).toBe(1);
  now = 30_000;
  expect(await sent(() => counts.of([ALL], signal))).toBe(2);
  now = 59_999;
  expect(await sent(() => counts.of([ALL], signal))).toBe(1);
});

test('what is written while it is counted makes it another one', async () => {
  const rows = client.rows.bind(client);
  const between = {
    mark: (aborts: AbortSignal) => client.mark(aborts),
    async rows(...asked: Parameters<typeof rows>) {
      const found = await rows(...asked);
      writer.exec('INSERT INTO card VALUES (9)');
      return found;
    },
  };
  counts = new Counts(between, () => now);
  expect(await counts.of([ALL], signal)).toEqual([3]);
  expect(await counts.of([ALL], signal)).toEqual([4]);
});

test('nothing is asked where nothing is counted', async () => {
  expect(await sent(async () => expect(await counts.of([], signal)).toEqual([]))).toBe(0);
});

describe('nothing is kept', () => {
  test('where the database cannot tell', async () => {
    const several = clientOf(join(folder, `${files}.db`), 2);
    counts = new Counts(several, () => now);
    await counts.of([ALL], signal);
    await counts.of([ALL], signal);
    expect(several.statements).toBe(2);
    await several.close();
  });

  test('of what is longer than it is worth', async () => {
    const slots = Array.from({ length: 3000 }, (_, i) => i).join();
    const long = trusted(`SELECT count(*) FROM card WHERE slot IN (${slots})`);
    expect(await counts.of([long], signal)).toEqual([3]);
    expect(await sent(() => counts.of([long], signal))).toBe(2);
  });

  test('without end', async () => {
    await counts.of([slot(0n)], signal);
    for (let i = 1n; i <= 1000n; i += 1n) await counts.of([slot(i)], signal);
    expect(await sent(() => counts.of([slot(1000n)], signal))).toBe(1);
    expect(await sent(() => counts.of([slot(0n)], signal))).toBe(2);
  });
});
