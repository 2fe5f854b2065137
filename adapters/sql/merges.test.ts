import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { contractRules } from '#schema/rules.ts';
import { type TestSource, openForTest } from './testing/open-for-test.ts';

const MAPPING = `
version: 1
resources:
  device:
    kind: DEVICE
    relation: SELECT id, name FROM device
    key: { column: id, type: number }
    name: name
    formerKeys: { relation: "SELECT old_id, new_id FROM merged", former: old_id, current: new_id }
  port:
    kind: PORT
    relation: SELECT device, label FROM port
    key: [{ column: device, type: number }, { column: label, type: text }]
    ancestors: [{ type: device, column: device }]
    identifiers: [{ type: PORT_NAME, column: label, scope: device }]
    formerKeys: { relation: "SELECT * FROM moved", former: [d0, l0], current: [d1, l1] }
  site: { kind: SITE, relation: "SELECT 1 AS id", key: { column: id, type: number } }
services:
  circuit: { relation: "SELECT id FROM circuit", key: { column: id, type: number } }
supports:
  - { relation: "SELECT id, device FROM circuit", service: { type: circuit, column: id }, resource: { type: device, column: device } }
relationships:
  - { type: CONNECTS, relation: "SELECT id, device FROM circuit", from: { type: device, column: device }, to: { type: device, column: id } }
`;

jest.setTimeout(60_000);

const call = { signal: new AbortController().signal };
const dir = mkdtempSync(join(tmpdir(), 'tributary-sql-'));
const device = (number: number): string => `legacy/device.a${number}`;
let database: DatabaseSync;
let source: TestSource;

beforeAll(() => {
  database = new DatabaseSync(join(dir, 'west.db'));
  database.exec(`CREATE TABLE device (id INTEGER, name TEXT); CREATE TABLE merged (old_id INTEGER, new_id INTEGER);
    CREATE TABLE port (device INTEGER, label TEXT); CREATE TABLE moved (d0 INTEGER, l0 TEXT, d1 INTEGER, l1 TEXT);
    CREATE TABLE circuit (id INTEGER, device INTEGER);`);
  writeFileSync(join(dir, 'mapping.yaml'), MAPPING);
  source = openForTest({ file: 'west.db', mapping: 'mapping.yaml' }, { configDir: dir });
});
beforeEach(() => {
  database.exec(
    'DELETE FROM device; DELETE FROM merged; DELETE FROM port; DELETE FROM moved; DELETE FROM circuit',
  );
});
afterAll(async () => {
  await source.adapter.close();
  database.close();
  rmSync(dir, { recursive: true });
});

function fill(there: readonly number[], merged: readonly (readonly [number, number])[]): void {
  for (const id of there) database.exec(`INSERT INTO device VALUES (${id}, 'D${id}')`);
  for (const pair of merged) database.exec(`INSERT INTO merged VALUES (${pair.join()})`);
}

async function led(ids: readonly string[]): Promise<(string | null)[]> {
  const records = await source.adapter.inventory.resourcesByIds(ids, call);
  return records.map((record) => record?.id ?? null);
}

function listRequest<Filter>(filter: Filter | null) {
  return { order: contractRules('inventory').order('Query', 'resources'), first: 50, after: null, filter };
}

test('an old id answers with the record that is now there, whole chains of merges later', async () => {
  fill([3, 4], [[1, 2], [2, 3]]); // prettier-ignore
  expect(await led([device(1), device(2), device(3), device(4), device(5)])).toEqual([
    device(3),
    device(3),
    device(3),
    device(4),
    null,
  ]);
  const [record] = await source.adapter.inventory.resourcesByIds([device(1)], call);
  expect(record).toMatchObject({ name: 'D3', formerIds: [device(1), device(2)] });
});

test('a record that is there is itself, and rows that contradict each other lead nowhere', async () => {
  fill([1, 2, 3], [[1, 2], [7, 2], [7, 3], [8, 9], [9, 8], [6, 5]]); // prettier-ignore
  expect(await led([1, 7, 8, 9, 6].map(device))).toEqual([device(1), null, null, null, null]);
  const page = await source.adapter.inventory.resources(listRequest(null), call);
  const former = page.items.map(({ id, formerIds }) => [id, formerIds]);
  expect(former).toEqual([...[1, 2, 3].map((id) => [device(id), []]), ['legacy/site.a1', undefined]]);
});

test('an id leads where every way of the rows leads, and is listed just there', async () => {
  const key = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(key),
      fc.array(fc.tuple(key, key), { maxLength: 8 }),
      async (there, rows) => {
        database.exec('DELETE FROM device; DELETE FROM merged');
        fill(there, rows);
        const ends = (id: number, passed: readonly number[]): (number | null)[] => {
          if (there.includes(id)) return [id];
          const next = rows.filter(([old, now]) => old === id && now !== id).map(([, now]) => now);
          if (passed.includes(id) || next.length === 0) return [null];
          return next.flatMap((one) => ends(one, [...passed, id]));
        };
        const all = [1, 2, 3, 4, 5, 6];
        const expected = all.map((id) => {
          const [end = null, second] = new Set(ends(id, []));
          return end === null || second !== undefined ? null : device(end);
        });
        expect(await led(all.map(device))).toEqual(expected);
        const records = await source.adapter.inventory.resourcesByIds(there.map(device), call);
        for (const record of records)
          expect(record?.formerIds).toEqual(
            all.flatMap((id, i) =>
              expected[i] === record?.id && device(id) !== record?.id ? [device(id)] : [],
            ),
          );
      },
    ),
    { numRuns: 150 },
  );
});

test('keys of several columns', async () => {
  database.exec("INSERT INTO port VALUES (2, 'b'); INSERT INTO moved VALUES (1, 'a', 2, 'b')");
  const [port] = await source.adapter.inventory.resourcesByIds(['legacy/port.a1+a'], call);
  expect([port?.id, port?.formerIds]).toEqual(['legacy/port.a2+b', ['legacy/port.a1+a']]);
});

test('whatever is asked about an old id is asked about the record that is now there', async () => {
  fill([2, 5], [[1, 2]]);
  database.exec("INSERT INTO port VALUES (2, 'x'); INSERT INTO circuit VALUES (5, 2)");
  const { inventory, services } = source.adapter;
  const ids = [device(1), device(2), device(9)];
  const [ports, order] = [listRequest(null), contractRules('services').order('Query', 'services')];
  const idsOf = (pages: readonly { readonly items: readonly { readonly id: string }[] }[]) =>
    pages.map(({ items }) => items.map(({ id }) => id));
  const port = ['legacy/port.a2+x'];
  expect(idsOf(await inventory.contained(ids, ports, call))).toEqual([port, port, []]);
  expect(idsOf([await inventory.resources(listRequest({ within: [device(1)] }), call)])).toEqual([port]);
  const related = { ...ports, order: contractRules('inventory').order('Resource', 'relationships') };
  expect(
    idsOf(await inventory.relationships(ids, { ...related, type: null, direction: 'OUT' }, call)),
  ).toEqual([[device(5)], [device(5)], []]);
  const request = { ...listRequest(null), order, scope: 'SELF' } as const;
  const circuit = ['legacy/circuit.a5'];
  expect(idsOf(await services.servicesOfResources(ids, request, call))).toEqual([circuit, circuit, []]);
});

test('a record is known by a native key that it had, and what is in it by the id that it had', async () => {
  fill([2], [[1, 2]]);
  database.exec("INSERT INTO port VALUES (2, 'x')");
  const known = await source.adapter.inventory.resolve(
    [
      { type: 'NATIVE_ID', scope: 'legacy', value: 'device.1' },
      { type: 'NATIVE_ID', scope: 'legacy', value: 'device.2' },
      { type: 'NATIVE_ID', scope: 'legacy', value: 'device.9' },
      { type: 'PORT_NAME', scope: device(1), value: 'X' },
    ],
    call,
  );
  expect(known.map((candidates) => candidates.map(({ id }) => id))).toEqual([
    [device(2)],
    [device(2)],
    [],
    ['legacy/port.a2+x'],
  ]);
});

test('as long as nothing was merged an id costs one statement more, a list one for each type', async () => {
  fill([1, 2], []);
  const counted = async (run: () => Promise<unknown>): Promise<number> => {
    const before = source.adapter.statements;
    await run();
    return source.adapter.statements - before;
  };
  const { inventory } = source.adapter;
  expect(await counted(() => inventory.resourcesByIds([device(1)], call))).toBe(2);
  expect(await counted(() => inventory.contained([device(1)], listRequest(null), call))).toBe(2);
});
