import { mkdtempSync, rmSync } from 'node:fs';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sqlite } from './dialects/sqlite.ts';
import { keyAfter, keyIn } from './keys.ts';
import { selectRecords } from './query.ts';
import { type KeyPart, type Sql, render } from './sql.ts';
import { compiledForTest } from './testing/compiled.ts';
import { makeLegacyDatabase } from './testing/legacy-database.ts';

const dir = mkdtempSync(join(tmpdir(), 'tributary-sql-'));
const text = readFileSync(new URL('./mappings/legacy-inventory.yaml', import.meta.url), 'utf8');
const catalog = compiledForTest(text, 'sqlite');
let database: DatabaseSync;

beforeAll(() => {
  makeLegacyDatabase(join(dir, 'legacy.db'));
  database = new DatabaseSync(join(dir, 'legacy.db'), { readOnly: true });
});
afterAll(() => {
  database.close();
  rmSync(dir, { recursive: true });
});

function plan(statement: Sql): string[] {
  const explained = database.prepare(`EXPLAIN QUERY PLAN ${render(statement, sqlite.placeholder)}`);
  const values = sqlite.parameters(statement.values) as (string | bigint)[];
  return explained.all(...values).map((row) => String(row['detail']));
}

function key(...numbers: bigint[]): KeyPart[] {
  return numbers.map((value) => ({ kind: 'number', value }));
}

test.each([
  ['card', key(23n)],
  ['device', key(11n)],
  ['link', key(12n, 1n)],
  ['port', key(90n)],
  ['trail', key(11n)],
])('a page of %s is read by its key, the last as the first', (name, last) => {
  const type = catalog.resources.find((one) => one.name === name);
  if (!type) throw new TypeError('The mapping has it.');
  const first = plan(selectRecords(type, { where: [], byName: false, limit: 51 }, sqlite));
  const later = plan(
    selectRecords(type, { where: [keyAfter(type.key, last, sqlite)], byName: false, limit: 51 }, sqlite),
  );
  expect(later).toEqual(first);
  expect(first[0]).toMatch(/^SEARCH \w+ USING (INTEGER PRIMARY KEY|INDEX)/);
  expect(first.join()).not.toMatch(/SCAN|TEMP B-TREE|CO-ROUTINE|MATERIALIZE/);
});

test('records by their ids are searched, not scanned', () => {
  for (const type of catalog.resources.filter(({ name }) => name !== 'site')) {
    const keys = [key(...type.key.map(() => 1n)), key(...type.key.map(() => 2n))];
    const steps = plan(
      selectRecords(type, { where: [keyIn(type.key, keys, sqlite)], byName: false, limit: null }, sqlite),
    );
    expect(steps.join()).not.toMatch(/SCAN|MATERIALIZE/);
  }
});
