import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from '@jest/globals';
import { contractRules } from '#schema/rules.ts';
import { makeLegacyDatabase } from './testing/legacy-database.ts';
import { type TestSource, openForTest } from './testing/open-for-test.ts';

const call = { signal: new AbortController().signal };
const order = contractRules('inventory').order('Query', 'resources');
const everything = { order, first: 100, after: null, filter: null };
const MAPPING = 'adapters/sql/mappings/legacy-inventory.yaml';
const cleanups: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tributary-sql-'));
  cleanups.push(() => rmSync(dir, { recursive: true }));
  return dir;
}

function open(options: Parameters<typeof openForTest>[0], configDir?: string): TestSource {
  const source = openForTest(options, configDir === undefined ? {} : { configDir });
  cleanups.unshift(() => source.adapter.close());
  return source;
}

function database(tables: string): { dir: string; file: string } {
  const dir = folder();
  const file = join(dir, 'db.sqlite');
  const made = new DatabaseSync(file);
  made.exec(tables);
  made.close();
  return { dir, file };
}

test('the messy shapes of a legacy schema', async () => {
  const file = join(folder(), 'legacy.db');
  makeLegacyDatabase(file);
  const { adapter } = open({ file, mapping: MAPPING });
  const [device, unknown, orphan, port, site] = await adapter.inventory.resourcesByIds(
    ['legacy/device.a4', 'legacy/device.a9', 'legacy/port.b50', 'legacy/port.a4', 'legacy/site.MAD01'],
    call,
  );
  // Trailing blanks, a synonym of a vendor, an unknown status and an unknown date that are kept as texts.
  expect(device).toMatchObject({
    name: 'MAD04-ROUTER-4',
    lifecycleState: null,
    equipment: { vendor: 'Unheard of', serialNumber: 'S1004' },
    container: { id: 'legacy/site.MAD04' },
    characteristics: expect.arrayContaining([
      { name: 'status_cd', value: 'XX' },
      { name: 'install_dt', value: '15-ENE-99' },
    ]),
  });
  expect(unknown?.equipment?.vendor).toBe('Unheard of');
  // A card that never was: the port is there, in nothing.
  expect(orphan).toMatchObject({ container: null, device: null, site: null, ancestorIds: [], name: null });
  expect(port).toMatchObject({
    port: { speed: null },
    characteristics: expect.arrayContaining([{ name: 'rate', value: 'as ordered' }]),
  });
  expect(site).toMatchObject({ location: { latitude: 40.4168, longitude: -3.7038 } });
});

const STRANGE = `
version: 1
resources:
  box:
    kind: DEVICE
    relation: SELECT id, name, card FROM box
    key: { column: id, type: number }
    name: { column: name, required: true }
    technology: { column: card, separator: ',' }
`;

test('rows without what they need are left out, counted, and logged once', async () => {
  const { dir, file } = database(
    `CREATE TABLE box (id INTEGER, name TEXT, card TEXT);
     INSERT INTO box VALUES (NULL, 'a', ''), (NULL, 'b', ''), (-1, 'c', ''), (1, '  ', ''), (2, NULL, ''), (3, 'ok', 'IP, RAN'), (4, 'fine', 'OPTICAL');`,
  );
  writeFileSync(join(dir, 'mapping.yaml'), STRANGE);
  const { adapter, logged } = open({ file, mapping: 'mapping.yaml' }, dir);
  await adapter.start();
  const page = await adapter.inventory.resources(everything, call);
  expect(page.items.map(({ id }) => id)).toEqual(['legacy/box.a3', 'legacy/box.a4']);
  expect(await page.totalCount()).toBe(2);
  await adapter.inventory.resources(everything, call);
  expect(adapter.skipped).toEqual({ 'box: no key that it could be known by': 3, 'box: no name': 2 });
  expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(2);
});

test('what the database cannot filter is filtered here, page by page', async () => {
  const rows = Array.from(
    { length: 300 },
    (_, i) => `(${i}, 'box ${i}', '${i % 50 === 0 ? 'IP, RAN' : 'POWER'}')`,
  );
  const { dir, file } = database(
    `CREATE TABLE box (id INTEGER, name TEXT, card TEXT); INSERT INTO box VALUES ${rows.join(', ')};`,
  );
  writeFileSync(join(dir, 'mapping.yaml'), STRANGE);
  const { adapter } = open({ file, mapping: 'mapping.yaml' }, dir);
  const page = await adapter.inventory.resources(
    { ...everything, first: 3, filter: { technology: ['RAN'] } },
    call,
  );
  expect(page.items.map(({ id }) => id)).toEqual(['legacy/box.a0', 'legacy/box.b50', 'legacy/box.c100']);
  expect(page.hasNextPage).toBe(true);
  expect(await page.totalCount()).toBeNull();
  const last = await adapter.inventory.resources(
    { ...everything, first: 3, after: ['legacy/box.c100'], filter: { technology: ['RAN'] } },
    call,
  );
  expect([last.items.length, last.hasNextPage]).toEqual([3, false]);
});

test('a database that is away says so, and is used as soon as it is back', async () => {
  const dir = folder();
  const file = join(dir, 'legacy.db');
  const { adapter, logged } = open({ file, mapping: MAPPING });
  await adapter.start();
  expect(adapter.status()).toMatchObject({
    state: 'DOWN',
    version: null,
    asOf: null,
    error: { code: 'SOURCE_UNAVAILABLE' },
  });
  await expect(adapter.inventory.resources(everything, call)).rejects.toMatchObject({
    code: 'SOURCE_UNAVAILABLE',
    source: 'legacy',
  });
  expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(1);
  makeLegacyDatabase(join(dir, 'new.db'));
  renameSync(join(dir, 'new.db'), file);
  await adapter.inventory.resources(everything, call);
  expect(adapter.status()).toMatchObject({
    version: expect.stringMatching(/^SQLite 3/),
    asOf: '2026-11-23T00:00:00.000Z',
  });
});

test('a mapping that does not fit the schema is told, with its place', async () => {
  const { dir, file } = database('CREATE TABLE box (id INTEGER, label TEXT);');
  writeFileSync(join(dir, 'mapping.yaml'), STRANGE);
  const { adapter } = open({ file, mapping: 'mapping.yaml' }, dir);
  await adapter.start();
  const { state, error } = adapter.status();
  expect([state, error?.code]).toEqual(['DOWN', 'SOURCE_REFUSED']);
  expect(error?.message).toMatch(/^resources\.box: no such column: name/);
});

test('a file that is no database is refused', async () => {
  const dir = folder();
  writeFileSync(join(dir, 'x.db'), 'This is a letter to the operator, not a database at all. '.repeat(50));
  const { adapter } = open({ file: join(dir, 'x.db'), mapping: MAPPING });
  await adapter.start();
  expect(adapter.status()).toMatchObject({ state: 'DOWN', error: { code: 'SOURCE_REFUSED' } });
});

test('nothing is ever written', async () => {
  const { dir, file } = database(
    'CREATE TABLE box (id INTEGER, name TEXT, card TEXT); INSERT INTO box VALUES (1, 1, 1);',
  );
  writeFileSync(
    join(dir, 'mapping.yaml'),
    STRANGE.replace('SELECT id, name, card FROM box', 'WITH x AS (SELECT 1) DELETE FROM box RETURNING *'),
  );
  const { adapter } = open({ file, mapping: 'mapping.yaml' }, dir);
  await expect(adapter.inventory.resources(everything, call)).rejects.toMatchObject({
    code: 'SOURCE_REFUSED',
  });
});

test('an aborted call ends with its reason, and a closed source answers nothing', async () => {
  const file = join(folder(), 'legacy.db');
  makeLegacyDatabase(file);
  const { adapter } = open({ file, mapping: MAPPING });
  const gone = new Error('gone');
  await expect(adapter.inventory.resources(everything, { signal: AbortSignal.abort(gone) })).rejects.toBe(
    gone,
  );
  await adapter.close();
  await adapter.close();
  await expect(adapter.inventory.resources(everything, call)).rejects.toMatchObject({
    code: 'SOURCE_UNAVAILABLE',
  });
});
