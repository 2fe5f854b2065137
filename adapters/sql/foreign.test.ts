import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contractRules } from '#schema/rules.ts';
import { ForeignObjects } from './foreign.ts';
import type { Key } from './keys.ts';
import { FakeBinder, type TestSource, openForTest } from './testing/open-for-test.ts';

// A link of this region ends in the next one: there it is known by what this database calls the far end.
const MAPPING = `
version: 1
region: west
resources:
  site:
    kind: SITE
    relation: SELECT code FROM site
    key: { column: code, type: text }
  device:
    kind: DEVICE
    relation: SELECT id, name FROM device
    key: { column: id, type: number }
    name: name
  cabinet:
    kind: CARD
    relation: SELECT id, host FROM cabinet
    key: { column: id, type: number }
    ancestors: [{ foreign: { name: host, type: NAME, kind: DEVICE } }]
  socket:
    kind: PORT
    relation: SELECT id, trunk FROM socket
    key: { column: id, type: number }
    port: { link: { foreign: { name: trunk, type: CIRCUIT_ID, kind: LINK } } }
  guest:
    kind: VIRTUAL_FUNCTION
    relation: SELECT id, device_id, blade FROM guest
    key: { column: id, type: number }
    function:
      functionType: { value: firewall }
      host:
        - { type: device, column: device_id }
        - foreign: { name: blade, type: NAME, kind: DEVICE }
  span:
    kind: LINK
    relation: SELECT * FROM span
    key: { column: id, type: number }
    link:
      aEnd: { type: device, column: a_id }
      zEnd:
        - { type: device, column: z_id }
        - foreign: { name: far_port, type: PORT_NAME, kind: PORT, within: { name: far_ne, type: NAME } }
        - foreign: { name: far_ne, type: NAME, kind: DEVICE }
services:
  circuit:
    relation: SELECT id FROM circuit
    key: { column: id, type: number }
  product:
    relation: SELECT id FROM product
    key: { column: id, type: number }
supports:
  - relation: SELECT c.id, c.span_id, s.far_ne, s.a_id FROM circuit c JOIN span s ON s.id = c.span_id
    service: { type: circuit, column: id }
    resource: { type: span, column: span_id }
    inside:
      - { type: device, column: a_id }
      - foreign: { name: far_ne, type: NAME }
  - relation: SELECT id, far_ne FROM span
    service: { type: circuit, column: id }
    resource: { foreign: { name: far_ne, type: NAME } }
    role: { value: ENDPOINT }
relationships:
  - type: CONNECTS
    relation: SELECT id, z_id, far_ne FROM span
    from: { type: span, column: id }
    to:
      - { type: device, column: z_id }
      - foreign: { name: far_ne, type: NAME }
builds:
  - relation: SELECT product_id, circuit_id FROM part
    service: { type: product, column: product_id }
    builtFrom: { type: circuit, column: circuit_id }
`;

const call = { signal: new AbortController().signal };
const dir = mkdtempSync(join(tmpdir(), 'tributary-sql-'));
const DEVICE = 'far-end:NAME:["PAR-CR1"]';
const PORT = 'far-end:PORT_NAME:["PAR-CR1","ge-0/0/1"]';
let source: TestSource;

beforeAll(async () => {
  const database = new DatabaseSync(join(dir, 'west.db'));
  database.exec(`
    CREATE TABLE site (code TEXT); INSERT INTO site VALUES ('MAD');
    CREATE TABLE device (id INTEGER, name TEXT); INSERT INTO device VALUES (1, 'MAD-1'), (2, 'MAD-2');
    CREATE TABLE cabinet (id INTEGER, host TEXT); INSERT INTO cabinet VALUES (1, 'PAR-CR1'), (2, 'LYS-CR9');
    CREATE TABLE socket (id INTEGER, trunk TEXT); INSERT INTO socket VALUES (1, 'TRK/1'), (2, NULL), (3, 'TRK/3');
    CREATE TABLE guest (id INTEGER, device_id INTEGER, blade TEXT); INSERT INTO guest VALUES (1, 1, NULL), (2, NULL, 'BLADE-7');
    CREATE TABLE span (id INTEGER, a_id INTEGER, z_id INTEGER, far_ne TEXT, far_port TEXT);
    INSERT INTO span VALUES (1, 1, 2, NULL, NULL), (2, 1, NULL, 'PAR-CR1  ', 'ge-0/0/1'), (3, 2, NULL, 'LYS-CR9', NULL);
    CREATE TABLE circuit (id INTEGER, span_id INTEGER); INSERT INTO circuit VALUES (1, 1), (2, 2), (3, 3);
    CREATE TABLE product (id INTEGER); INSERT INTO product VALUES (7), (8);
    CREATE TABLE part (product_id INTEGER, circuit_id INTEGER); INSERT INTO part VALUES (7, 1), (7, 2), (8, 2), (8, 3);`);
  database.close();
  writeFileSync(join(dir, 'mapping.yaml'), MAPPING);
  source = openForTest({ file: 'west.db', mapping: 'mapping.yaml' }, { configDir: dir });
  await source.adapter.start();
});
afterAll(async () => {
  await source.adapter.close();
  rmSync(dir, { recursive: true });
});

async function zEnds(): Promise<(string | null)[]> {
  const spans = await source.adapter.inventory.resourcesByIds(
    ['legacy/span.a1', 'legacy/span.a2', 'legacy/span.a3'],
    call,
  );
  return spans.map((span) => span?.link?.zEnd?.id ?? null);
}

const serviceRequest = {
  order: contractRules('services').order('Query', 'services'),
  first: 10,
  after: null,
  filter: null,
};

test('the far ends are told to the binder, ports within their devices', () => {
  expect(source.binder.objects.get(DEVICE)).toEqual({
    nativeId: DEVICE,
    name: 'PAR-CR1',
    identifiers: [{ type: 'NAME', value: 'PAR-CR1' }],
  });
  expect(source.binder.objects.get(PORT)).toEqual({
    nativeId: PORT,
    name: 'PAR-CR1 ge-0/0/1',
    identifiers: [{ type: 'PORT_NAME', value: 'ge-0/0/1', within: DEVICE }],
  });
  expect(source.binder.objects.size).toBe(6);
});

test('what no row names any more is forgotten after a round through all of them', () => {
  const binder = new FakeBinder();
  const foreign = new ForeignObjects(binder, () => 0);
  const spec = { name: 'z', type: 'NAME', plain: false } as const;
  const keyOf = (name: string): Key => [{ kind: 'text', value: name }];
  const named = (...names: string[]) => names.map((name) => ({ key: keyOf(name), name, withinName: null }));
  const known = (): string[] => [...binder.objects.values()].map(({ name }) => name);
  foreign.beginRound();
  foreign.observe(spec, named('a', 'b'));
  foreign.endRound();
  foreign.beginRound();
  foreign.observe(spec, named('b'));
  foreign.id(spec, keyOf('c'), 'c', null);
  expect(known()).toEqual(['a', 'b', 'c']);
  foreign.endRound();
  expect(known()).toEqual(['b', 'c']);
  foreign.id(spec, keyOf('a'), 'a', null);
  expect(known()).toEqual(['b', 'c', 'a']);
});

test('before the database has been read for what it names, nobody knows what another source’s resource has', async () => {
  const fresh = openForTest({ file: 'west.db', mapping: 'mapping.yaml' }, { configDir: dir });
  const complete = async (): Promise<boolean | undefined> => {
    const request = { ...serviceRequest, scope: 'CONTAINED' } as const;
    const [page] = await fresh.adapter.services.servicesOfResources(['east/device.a9'], request, call);
    return page?.complete;
  };
  try {
    expect(await complete()).toBe(false);
    await fresh.adapter.start();
    expect(await complete()).toBe(true);
  } finally {
    await fresh.adapter.close();
  }
});

test('the link of a port and the host of a function may be of another source: null until they are bound', async () => {
  const told = async () => {
    const ids = ['socket.a1', 'socket.a2', 'socket.a3', 'guest.a1', 'guest.a2'].map((id) => `legacy/${id}`);
    const records = await source.adapter.inventory.resourcesByIds(ids, call);
    return records.map((record) => (record?.port?.link ?? record?.function?.host)?.id ?? null);
  };
  expect(await told()).toEqual([null, null, null, 'legacy/device.a1', null]);
  source.binder.bind('far-end:CIRCUIT_ID:["TRK/1"]', 'east/link.a5');
  source.binder.bind('far-end:NAME:["BLADE-7"]', 'east/device.a70');
  expect(await told()).toEqual(['east/link.a5', null, null, 'legacy/device.a1', 'east/device.a70']);
});

test('who asks without end does not keep others out of the process', async () => {
  let others = 0;
  const count = (): void => {
    others += 1;
    if (others < 50) setImmediate(count);
  };
  setImmediate(count);
  for (let i = 0; i < 100; i++) await source.adapter.inventory.resourcesByIds(['legacy/device.a1'], call);
  expect(others).toBe(50);
});

test('what is asked for and not bound is looked up first', async () => {
  source.binder.hurried.clear();
  await source.adapter.inventory.resourcesByIds(['legacy/socket.a3', 'legacy/socket.a1'], call);
  expect([...source.binder.hurried]).toEqual(['far-end:CIRCUIT_ID:["TRK/3"]']);
});

test('an end is null until it is bound, then the nearest thing that is', async () => {
  expect(await zEnds()).toEqual(['legacy/device.a2', null, null]);
  source.binder.bind(DEVICE, 'east/device.a9', ['east/site.PAR']);
  expect(await zEnds()).toEqual(['legacy/device.a2', 'east/device.a9', null]);
  source.binder.bind(PORT, 'east/port.c123', ['east/device.a9', 'east/site.PAR']);
  expect(await zEnds()).toEqual(['legacy/device.a2', 'east/port.c123', null]);
});

test('what its rows call it leads to what it is bound to; before all rows were read, that is not complete', async () => {
  const keys = [{ type: 'NAME' as const, value: 'BLADE-7' }];
  const fresh = openForTest({ file: 'west.db', mapping: 'mapping.yaml' }, { configDir: dir });
  fresh.binder.bind('far-end:NAME:["BLADE-7"]', 'east/device.a70');
  try {
    expect(await fresh.adapter.inventory.knownAs(keys)).toEqual([{ bound: [], complete: false }]);
    await fresh.adapter.start();
    expect(await fresh.adapter.inventory.knownAs(keys)).toEqual([
      { bound: [{ id: 'east/device.a70', region: null }], complete: true },
    ]);
  } finally {
    await fresh.adapter.close();
  }
});

test('another source’s resource has our services on it and our resources in it', async () => {
  source.binder.bind(DEVICE, 'east/device.a9', ['east/site.PAR']);
  const { services, inventory } = source.adapter;
  const of = async (ids: string[], scope: 'SELF' | 'CONTAINED') =>
    (await services.servicesOfResources(ids, { ...serviceRequest, scope }, call)).map(
      ({ items, complete }) => [items.map(({ id }) => id), complete],
    );
  expect(await of(['east/device.a9', 'east/site.PAR', 'legacy/device.a1'], 'CONTAINED')).toEqual([
    [['legacy/circuit.a2'], true],
    [['legacy/circuit.a2'], true],
    [['legacy/circuit.a1', 'legacy/circuit.a2'], true],
  ]);
  expect(await of(['east/site.PAR', 'east/device.a9'], 'SELF')).toEqual([
    [[], true],
    [['legacy/circuit.a2'], true],
  ]);
  const order = contractRules('inventory').order('Query', 'resources');
  const [inside] = await inventory.contained(['east/device.a9'], { ...serviceRequest, order }, call);
  expect(inside?.items.map(({ id, device }) => [id, device?.id])).toEqual([
    ['legacy/cabinet.a1', 'east/device.a9'],
  ]);
  const within = await inventory.resources(
    { ...serviceRequest, order, filter: { within: ['east/site.PAR'] } },
    call,
  );
  expect(within.items.map(({ id }) => id)).toEqual(['legacy/cabinet.a1']);
});

test('while bindings are pending, an answer about another source’s resource is not complete', async () => {
  source.binder.pending = 1;
  const pages = await source.adapter.services.servicesOfResources(
    ['east/site.PAR', 'legacy/device.a1'],
    { ...serviceRequest, scope: 'CONTAINED' },
    call,
  );
  expect(pages.map(({ complete }) => complete)).toEqual([false, true]);
  source.binder.pending = 0;
});

test('while bindings are pending, it is not known what another source has in a place of this one', async () => {
  const { services, inventory } = source.adapter;
  const order = contractRules('inventory').order('Query', 'resources');
  const known = async (): Promise<boolean[]> => {
    const [inside] = await services.servicesOfResources(
      ['legacy/site.MAD'],
      { ...serviceRequest, scope: 'CONTAINED' },
      call,
    );
    const [itself] = await services.servicesOfResources(
      ['legacy/site.MAD'],
      { ...serviceRequest, scope: 'SELF' },
      call,
    );
    const listed = await inventory.resources(
      { ...serviceRequest, order, filter: { within: ['legacy/site.MAD'] } },
      call,
    );
    return [inside, itself, listed].map((page) => page?.complete ?? false);
  };
  source.binder.pending = 1;
  expect(await known()).toEqual([false, true, false]);
  source.binder.pending = 0;
  expect(await known()).toEqual([true, true, true]);
});

test('while bindings are pending, a relationship to what is not bound is missing, and the answer says so', async () => {
  const order = contractRules('inventory').order('Resource', 'relationships');
  const pages = async () => {
    const request = { ...serviceRequest, order, type: null, direction: 'BOTH' } as const;
    const found = await source.adapter.inventory.relationships(
      ['legacy/span.a1', 'legacy/span.a3'],
      request,
      call,
    );
    return found.map(({ items, complete }) => [items.map(({ id }) => id), complete]);
  };
  source.binder.pending = 1;
  expect(await pages()).toEqual([
    [['legacy/device.a2'], true],
    [[], false],
  ]);
  source.binder.pending = 0;
  expect(await pages()).toEqual([
    [['legacy/device.a2'], true],
    [[], true],
  ]);
});

test('what no inventory knows has a place among what a service stands on', async () => {
  const order = contractRules('services').order('Service', 'supportingResources');
  const [page] = await source.adapter.services.supportingResources(
    ['legacy/circuit.a3'],
    { ...serviceRequest, order },
    call,
  );
  expect(page?.items).toEqual([
    { role: 'ENDPOINT', id: expect.stringMatching(/^legacy\/~\./), protectionGroup: null, node: null },
    { role: null, id: 'legacy/span.a3', protectionGroup: null, node: { id: 'legacy/span.a3' } },
  ]);
});

test('what contains a resource is not told in part, and goes on in the other source', async () => {
  const around = async (): Promise<unknown> => {
    const [cabinet] = await source.adapter.inventory.resourcesByIds(['legacy/cabinet.a2'], call);
    return cabinet?.ancestorIds;
  };
  const named = 'far-end:NAME:["LYS-CR9"]';
  source.binder.awaited.add(named);
  expect(await around()).toBeNull();
  source.binder.awaited.clear();
  // Nobody knows it: that is all there is to say.
  expect(await around()).toEqual([]);
  source.binder.bind(named, 'east/device.b77', null);
  expect(await around()).toBeNull();
  source.binder.bind(named, 'east/device.b77', ['east/site.LYS']);
  expect(await around()).toEqual(['east/device.b77', 'east/site.LYS']);
});

test('services are built from services', async () => {
  const { services } = source.adapter;
  const ids = (pages: Awaited<ReturnType<typeof services.supportingServices>>) =>
    pages.map(({ items }) => items.map(({ id }) => id));
  expect(
    ids(await services.supportingServices(['legacy/product.a7', 'legacy/circuit.a1'], serviceRequest, call)),
  ).toEqual([['legacy/circuit.a1', 'legacy/circuit.a2'], []]);
  expect(ids(await services.dependentServices(['legacy/circuit.a2', 'x/y'], serviceRequest, call))).toEqual([
    ['legacy/product.a7', 'legacy/product.a8'],
    [],
  ]);
});
