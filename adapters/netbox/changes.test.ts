/** What people do in NetBox is seen: renamings, moves, deletions, and what they do not let us see. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { call } from '#adapters/kit/suite/adapter-contract.ts';
import { type Opened, openForSuite } from '#adapters/kit/suite/opened.ts';
import { smallNetwork } from '#lab/estate/netbox/small-network.ts';
import {
  type NetboxEmulation,
  type NetboxEmulationOptions,
  startNetboxEmulation,
} from '#lab/estate/netbox/start-netbox-emulation.ts';
import { type InventoryEnumerator, enumeratesInventory } from '#schema/ports/inventory.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { Page } from '#schema/ports/page.ts';
import { contractRules } from '#schema/rules.ts';
import type { IdentifierInput, ResourceFilter } from '#schema/types/inventory.ts';
import { netbox } from './module.ts';

interface Bench {
  readonly emulation: NetboxEmulation;
  readonly opened: Opened;
  readonly inventory: InventoryEnumerator;
  close(): Promise<void>;
}

const TOKEN = 'token-of-a-bench-0123456789';

async function openBench(
  emulated: Partial<NetboxEmulationOptions> = {},
  options: object = {},
  /** How often it does not give its cables, so that not everything can be read. */
  refusals = 0,
): Promise<Bench> {
  const emulation = await startNetboxEmulation({ rows: smallNetwork(), token: TOKEN, ...emulated });
  emulation.refuse('/api/dcim/cables/', refusals);
  const text = {
    options: { url: emulation.url, token: { env: 'NETBOX_TOKEN' }, pollSeconds: 0.05, ...options },
    env: { NETBOX_TOKEN: TOKEN },
  };
  const opened = openForSuite(netbox, text, { query: () => Promise.resolve({}) });
  const { inventory } = opened.adapter;
  if (!inventory || !enumeratesInventory(inventory)) throw new TypeError('It must enumerate.');
  await opened.adapter.start();
  return {
    emulation,
    opened,
    inventory,
    async close() {
      await opened.close();
      await emulation.close();
    },
  };
}

const BY_NAME = contractRules('inventory').order('Query', 'resources', 'NAME');
let bench: Bench;
afterEach(() => bench.close());

function list(filter: ResourceFilter | null): Promise<Page<ResourceRecord>> {
  return bench.inventory.resources({ order: BY_NAME, first: 100, after: null, filter }, call());
}

async function names(filter: ResourceFilter): Promise<(string | null)[]> {
  return (await list(filter)).items.map(({ name }) => name ?? null);
}

async function one(id: string): Promise<ResourceRecord | null> {
  return (await bench.inventory.resourcesByIds([id], call()))[0] ?? null;
}

/** Looks again until it is so; the runner's time limit bounds it. */
async function seen(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 10));
}

test.each(['3.7.8', '4.2.9', '4.6.8'])(
  '%s: a renamed device keeps its id, and its place by name follows',
  async (version) => {
    bench = await openBench({ version });
    const devices: ResourceFilter = { kind: ['DEVICE'] };
    expect(await names(devices)).toEqual(['MMA-PE1', 'ROM-PE1', 'STO-PE1', null]);
    bench.emulation.control.update('devices', 7, { name: 'AAA-PE1' });
    expect((await one('suite/device.a7'))?.name).toBe('AAA-PE1');
    await seen(async () => (await names(devices))[0] === 'AAA-PE1');
    expect(await names(devices)).toEqual(['AAA-PE1', 'MMA-PE1', 'ROM-PE1', null]);
    const [candidates] = await bench.inventory.resolve([{ type: 'NAME', value: 'aaa-pe1' }], call());
    expect(candidates?.map(({ id }) => id)).toEqual(['suite/device.a7']);
  },
);

test('who has an identifier is known without a question, and is read as it is now', async () => {
  const rules = [{ on: 'device', field: 'cf.tid', type: 'TL1_TID' }];
  bench = await openBench({}, { identifiers: rules });
  const keys: IdentifierInput[] = [
    { type: 'NAME', value: ' sto-pe1 ' },
    { type: 'SERIAL_NUMBER', value: 'NS1234' },
    { type: 'SERIAL_NUMBER', value: 'ns1234' },
    { type: 'NAME', value: 'nobody' },
  ];
  await list(null);
  const found = async () => {
    const before = bench.emulation.requests.length;
    const candidates = await bench.inventory.resolve(keys, call());
    const paths = bench.emulation.requests.slice(before).filter((path) => /__ie=|[?&]serial=/.test(path));
    return [candidates.map((some) => some.map(({ id }) => id)), paths];
  };
  expect(await found()).toEqual([[['suite/device.a7'], ['suite/device.a7'], [], []], []]);
  bench.emulation.control.update('devices', 7, { name: 'AAA-PE1' });
  expect(await found()).toEqual([[[], ['suite/device.a7'], [], []], []]);
  bench.emulation.control.remove('devices', 7);
  expect(await found()).toEqual([[[], [], [], []], []]);
});

test('a page that does not come at once is asked for again, and nothing else is', async () => {
  bench = await openBench({}, { pollSeconds: 3600 }, 1);
  await list(null);
  const asked = bench.emulation.requests.filter((path) => path.startsWith('/api/dcim/'));
  const models = asked.filter((path) => !path.includes('&id=')).map((path) => path.split('?')[0]);
  expect(models.filter((path) => path === '/api/dcim/cables/')).toHaveLength(2);
  expect(models.filter((path) => path === '/api/dcim/devices/')).toHaveLength(1);
  expect(bench.opened.lines.join()).not.toContain('it is tried again');
});

test('a page is never in an order that its records have left', async () => {
  bench = await openBench({}, { pollSeconds: 3600 });
  await list(null);
  bench.emulation.control.update('devices', 8, { name: 'ZZZ-PE1' });
  expect(await names({ kind: ['DEVICE'] })).toEqual(['ROM-PE1', 'STO-PE1', 'ZZZ-PE1', null]);
  bench.emulation.control.remove('devices', 100);
  const page = await list({ kind: ['DEVICE'] });
  expect([page.items.length, await page.totalCount(), page.complete]).toEqual([3, 3, true]);
});

test('what is deleted is gone from lists without being asked for; what comes is there', async () => {
  bench = await openBench();
  const ports: ResourceFilter = { within: ['suite/site.a2'], kind: ['PORT'] };
  expect(await names(ports)).toEqual(['1/1/c1/1', '1/1/c3/1', 'CL-1', 'lag-1']);
  bench.emulation.control.remove('interfaces', 200);
  bench.emulation.control.create('interfaces', { id: 400, device: 8, name: 'new', type: 'virtual' });
  await seen(async () => (await names(ports)).join() === '1/1/c1/1,1/1/c3/1,lag-1,new');
});

test('a card that moves takes its ports along', async () => {
  bench = await openBench();
  const there: ResourceFilter = { within: ['suite/site.a2'], kind: ['CARD', 'PORT'] };
  expect((await list(there)).items.length).toBe(4);
  bench.emulation.control.update('modules', 5, { device: 8 });
  for (const id of [2, 3]) bench.emulation.control.update('interfaces', id, { device: 8 });
  await seen(async () => (await list(there)).items.length === 7);
  expect((await one('suite/interface.a2'))?.ancestorIds).toEqual([
    'suite/module.a5',
    'suite/device.a8',
    'suite/site.a2',
  ]);
  expect((await one('suite/interface.a2'))?.site).toEqual({ id: 'suite/site.a2' });
});

test('everything is read again from time to time, for what no change log tells', async () => {
  bench = await openBench({ forbidden: ['core.objectchange'] }, { reconcileSeconds: 1 });
  bench.emulation.control.create('sites', { id: 50, name: 'Aarhus', slug: 'aar' });
  await seen(async () => (await names({ kind: ['SITE'] }))[0] === 'Aarhus');
  expect(bench.opened.lines.join('\n')).toContain('The change log may not be read');
});

test('a model that may not be seen is missing, and lists say so', async () => {
  bench = await openBench({ forbidden: ['dcim.cable', 'ipam.ipaddress'] });
  const page = await list({ kind: ['LINK'] });
  expect([page.items.map(({ id }) => id), page.complete, await page.totalCount()]).toEqual([
    ['suite/circuit.a2', 'suite/circuit.a1'],
    false,
    null,
  ]);
  await expect(one('suite/cable.a1')).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN' });
  // Nobody knows its addresses; that it has none was not said.
  expect((await one('suite/interface.a2'))?.port).toMatchObject({
    ipAddresses: null,
    link: { id: 'suite/cable.a1' },
  });
});

test('what contains a record is told whole or not at all', async () => {
  bench = await openBench({ forbidden: ['dcim.location'] });
  expect(await one('suite/device.a8')).toMatchObject({ ancestorIds: ['suite/site.a2'] });
  await expect(one('suite/device.a7')).resolves.toMatchObject({
    ancestorIds: null,
    container: { id: 'suite/location.a2' },
  });
});

test('regions: the only one of the configuration is it; without any, the site has its own', async () => {
  bench = await openBench();
  expect((await one('suite/interface.a2'))?.region).toBe('sweden');
  expect((await one('suite/site.b11'))?.region).toBeNull();
  const page = await list({ region: ['sweden'], kind: ['DEVICE', 'SITE'] });
  expect(page.items.map(({ id }) => id)).toEqual([
    'suite/device.a8',
    'suite/site.a2',
    'suite/device.a7',
    'suite/site.a1',
    'suite/device.b42',
  ]);
});

test('devices and machines are never asked for with their config contexts', async () => {
  bench = await openBench();
  await list(null);
  const asked = bench.emulation.requests.filter((path) => /dcim\/devices|virtual-machines/.test(path));
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((path) => !path.includes('=config_context'))).toEqual([]);
});

test('a list costs the same number of requests however many there are', async () => {
  bench = await openBench();
  await list(null);
  const before = bench.emulation.requests.length;
  await bench.inventory.resources(
    { order: BY_NAME, first: 3, after: null, filter: { kind: ['PORT'] } },
    call(),
  );
  const asked = bench.emulation.requests.slice(before).filter((path) => !path.includes('object-changes'));
  expect(asked.map((path) => path.replace(/\?.*/, ''))).toEqual([
    '/api/dcim/interfaces/',
    '/api/ipam/ip-addresses/',
  ]);
});

test('a wrong token is told from a missing permission', async () => {
  bench = await openBench({ token: 'another-token-9876543210' });
  await expect(one('suite/device.a7')).rejects.toMatchObject({
    code: 'SOURCE_AUTH_FAILED',
    retryable: false,
  });
  expect(bench.opened.adapter.status()).toMatchObject({
    state: 'DOWN',
    error: { code: 'SOURCE_AUTH_FAILED' },
  });
});

test('it tells that nothing has changed, for as long as the change log says so', async () => {
  bench = await openBench();
  const mark = async () => (await bench.inventory.placesMark?.(call())) ?? null;
  await list(null);
  await seen(async () => (await mark()) !== null);
  const before = await mark();
  expect(await one('suite/device.a7')).not.toBeNull();
  expect(await mark()).toBe(before);
  bench.emulation.control.update('devices', 8, { site: 1 });
  await seen(async () => (await mark()) !== before);
  expect((await one('suite/device.a8'))?.site).toEqual({ id: 'suite/site.a1' });
});

test('without the change log it cannot tell', async () => {
  bench = await openBench({ forbidden: ['core.objectchange'] });
  await list(null);
  expect(await bench.inventory.placesMark?.(call())).toBeNull();
});

describe.each(['3.7.8', '4.0.11', '4.2.9'])('NetBox %s', (version) => {
  const hasSerial = version.startsWith('4.2');

  test('a parameter that it does not know makes nobody known: it answers with everything', async () => {
    const rows = smallNetwork();
    const machines = Array.from(rows.virtual_machines ?? [], (one) => ({ ...one, serial: 'VM-1' }));
    bench = await openBench(
      { version, rows: { ...rows, virtual_machines: machines } },
      { identifiers: [{ on: 'virtual-machine', field: 'cf.nosuch', type: 'TL1_TID' }] },
      Infinity,
    );
    const keys: IdentifierInput[] = [
      { type: 'SERIAL_NUMBER', value: 'NS1234' },
      { type: 'SERIAL_NUMBER', value: 'nobody' },
      { type: 'SERIAL_NUMBER', value: 'VM-1' },
      { type: 'TL1_TID', value: 'nobody' },
    ];
    const found = await bench.inventory.resolve(keys, call());
    const ids = found.map((records) => records.map(({ id }) => id));
    expect(ids).toEqual([
      ['suite/device.a7'],
      [],
      hasSerial ? ['suite/virtual-machine.a3', 'suite/virtual-machine.a4'] : [],
      [],
    ]);
    const asked = bench.emulation.requests.filter((path) => path.includes('virtual-machines'));
    // Asked by a custom field that is not there it has answered with all of them.
    expect(asked.some((path) => path.includes('cf_nosuch__ie=nobody'))).toBe(true);
    expect(asked.some((path) => path.includes('serial='))).toBe(hasSerial);
  });
});
