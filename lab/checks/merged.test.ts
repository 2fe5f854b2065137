/** Two records of a device are merged: its old id, and whoever is bound to it, lead to the one that is left. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { within } from '../real/testing/within.ts';
import { dataOf } from './ask.ts';
import { type Stand, startStand } from './stand.ts';

jest.setTimeout(60_000);

const OLD = 'core/device.a1';
const NEW = 'core/device.a2';
const folder = mkdtempSync(join(tmpdir(), 'tributary-checks-'));
const FILES: Readonly<Record<string, string>> = {
  'core.yaml': `
version: 1
resources:
  device:
    kind: DEVICE
    relation: SELECT id, name FROM device
    key: { column: id, type: number }
    name: name
    identifiers: [{ type: NAME, column: name }]
    formerKeys: { relation: "SELECT old_id, new_id FROM merged", former: old_id, current: new_id }
`,
  // Knows the device by what it is called.
  'services.yaml': `
version: 1
services:
  circuit: { relation: "SELECT id FROM circuit", key: { column: id, type: number } }
supports:
  - relation: SELECT id, ne FROM circuit
    service: { type: circuit, column: id }
    resource: { foreign: { name: ne, type: NAME } }
`,
  'tributary.yaml': `
version: 1
sources:
  - { name: core, adapter: sql, regions: [west], options: { file: core.db, mapping: core.yaml } }
  - name: order
    adapter: sql
    regions: [west]
    identity: { namespaces: [core], refreshSeconds: 1 }
    options: { file: order.db, mapping: services.yaml }
`,
};
let core: DatabaseSync;
let stand: Stand;

beforeAll(async () => {
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  core = new DatabaseSync(join(folder, 'core.db'));
  core.exec(`CREATE TABLE device (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE merged (old_id INTEGER, new_id INTEGER);
    INSERT INTO device VALUES (1, 'PAR-CR1'), (2, 'paris core one');`);
  const order = new DatabaseSync(join(folder, 'order.db'));
  order.exec("CREATE TABLE circuit (id INTEGER, ne TEXT); INSERT INTO circuit VALUES (7, 'par-cr1')");
  // More than one query about places may ask for.
  for (let id = 1000; id < 1300; id++) {
    core.exec(`INSERT INTO device VALUES (${id}, 'D${id}')`);
    order.exec(`INSERT INTO circuit VALUES (${id}, 'D${id}')`);
  }
  order.close();
  stand = await startStand({
    configuration: join(folder, 'tributary.yaml'),
    stateRoot: join(folder, 'state'),
  });
});
afterAll(async () => {
  await stand.close();
  core.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Node {
  readonly id: string;
  readonly name: string | null;
}

/** What the service stands on. */
async function supporting(): Promise<Node | null | undefined> {
  const { service } = await dataOf<{ service: { supportingResources: { edges: { node: Node | null }[] } } }>(
    stand.url,
    '{ service(id: "order/circuit.a7") { supportingResources { edges { node { id name } } } } }',
  );
  return service.supportingResources.edges[0]?.node;
}

interface Told {
  readonly resource: {
    readonly id: string;
    readonly name: string;
    readonly formerIds: readonly string[] | null;
    readonly services: { readonly edges: { readonly node: { readonly id: string } }[] };
  } | null;
}

function told(id: string): Promise<Told> {
  return dataOf<Told>(
    stand.url,
    `query ($id: ID!) { resource(id: $id) { id name formerIds services { edges { node { id } } } } }`,
    { id },
  );
}

test('before and after the merge', async () => {
  await within(20_000, 'The binding', async () => (await supporting())?.id === OLD);
  const circuit = { edges: [{ node: { id: 'order/circuit.a7' } }] };
  expect(await told(OLD)).toEqual({
    resource: { id: OLD, name: 'PAR-CR1', formerIds: [], services: circuit },
  });
  expect((await told(NEW)).resource?.services).toEqual({ edges: [] });

  core.exec('BEGIN; DELETE FROM device WHERE id = 1; INSERT INTO merged VALUES (1, 2); COMMIT');
  // Bound to the old id still, or to the new one already: in either case it is told what is now there.
  expect((await supporting())?.name).toBe('paris core one');
  const now = { id: NEW, name: 'paris core one', formerIds: [OLD] };
  expect((await told(OLD)).resource).toMatchObject(now);
  await within(20_000, 'The binding', async () => (await supporting())?.id === NEW);
  for (const id of [OLD, NEW]) expect(await told(id)).toEqual({ resource: { ...now, services: circuit } });

  const kept = new DatabaseSync(join(folder, 'state', 'order', 'bindings.sqlite'), { readOnly: true });
  const rows = kept
    .prepare('SELECT action, before_id, after_id FROM history WHERE native_id LIKE ? ORDER BY number')
    .all('%par-cr1%');
  kept.close();
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['BOUND', null, OLD],
    ['MERGED', OLD, NEW],
  ]);
});

test('who asks by the native id of before is told the record of now', async () => {
  const { resolve } = await dataOf<{ resolve: { candidates: { id: string }[] }[] }>(
    stand.url,
    '{ resolve(keys: [{ type: NATIVE_ID, scope: "core", value: "device.1" }]) { candidates { id } } }',
  );
  expect(resolve).toEqual([{ candidates: [{ id: NEW }] }]);
});
