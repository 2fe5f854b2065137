/** After a restart the index goes on from where it was, by the change log; where that cannot be trusted, everything is read. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { call } from '#adapters/kit/suite/adapter-contract.ts';
import { type Opened, openForSuite } from '#adapters/kit/suite/opened.ts';
import { smallNetwork } from '#lab/estate/netbox/small-network.ts';
import {
  type NetboxEmulation,
  type NetboxEmulationOptions,
  startNetboxEmulation,
} from '#lab/estate/netbox/start-netbox-emulation.ts';
import { type InventoryEnumerator, enumeratesInventory } from '#schema/ports/inventory.ts';
import { contractRules } from '#schema/rules.ts';
import type { ResourceKind } from '#schema/types/inventory.ts';
import { netbox } from './module.ts';

const TOKEN = 'token-of-a-restart-0123456789';
const BY_NAME = contractRules('inventory').order('Query', 'resources', 'NAME');
let folder: string;
let emulation: NetboxEmulation;
let opened: Opened;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tributary-netbox-'));
});
afterEach(async () => {
  await opened.close();
  await emulation.close();
  rmSync(folder, { recursive: true });
});

async function emulate(options: Partial<NetboxEmulationOptions> = {}): Promise<void> {
  emulation = await startNetboxEmulation({ rows: smallNetwork(), token: TOKEN, ...options });
  // A NetBox that has lived has something in its change log.
  emulation.control.update('devices', 7, { name: 'STO-PE1' });
}

/** Opens the adapter over what an earlier one has kept, and gives what devices it lists. */
async function start(options: object = {}, regions?: readonly string[]): Promise<string[]> {
  const text = {
    options: { url: emulation.url, token: { env: 'NETBOX_TOKEN' }, pollSeconds: 0.05, ...options },
    ...(regions && { regions }),
    env: { NETBOX_TOKEN: TOKEN },
  };
  const before = emulation.requests.length;
  opened = openForSuite(netbox, text, { query: () => Promise.resolve({}) }, undefined, folder);
  await opened.adapter.start();
  const names = await listed('DEVICE');
  read = emulation.requests.slice(before).filter((path) => path.startsWith('/api/dcim/cables/')).length;
  return names;
}
/** How often cables, of which nothing was asked, were read by the last start. */
let read = 0;

async function listed(kind: ResourceKind): Promise<string[]> {
  const { inventory } = opened.adapter;
  if (!inventory || !enumeratesInventory(inventory)) throw new TypeError('It must enumerate.');
  const request: Parameters<InventoryEnumerator['resources']>[0] = {
    order: BY_NAME,
    first: 100,
    after: null,
    filter: { kind: [kind] },
  };
  return (await inventory.resources(request, call())).items.map(({ name }) => name ?? '-');
}

/** Looks again until it is so; the runner's time limit bounds it. */
async function seen(look: () => Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const DEVICES = ['MMA-PE1', 'ROM-PE1', 'STO-PE1', '-'];

test.each(['3.7.8', '4.2.9', '4.6.8'])(
  '%s: what was changed meanwhile is there, and nothing else is read again',
  async (version) => {
    await emulate({ version });
    expect(await start()).toEqual(DEVICES);
    expect(read).toBe(1);
    await opened.close();
    emulation.control.update('devices', 7, { name: 'AAA-PE1' });
    emulation.control.remove('devices', 100);
    emulation.control.create('sites', { id: 50, name: 'Aarhus', slug: 'aar' });
    expect(await start()).toEqual(['AAA-PE1', 'MMA-PE1', '-']);
    expect(read).toBe(0);
    expect(opened.lines.join()).toContain('The index that was kept is up to date');
    // And it goes on from there, once more.
    emulation.control.update('devices', 8, { name: 'BBB-PE1' });
    await seen(async () => (await listed('DEVICE')).includes('BBB-PE1'));
    await opened.close();
    expect(await start()).toEqual(['AAA-PE1', 'BBB-PE1', '-']);
    expect(read).toBe(0);
  },
);

test('everything is read again when it is time for that, and lists are answered meanwhile', async () => {
  await emulate();
  await start({ reconcileSeconds: 3600 });
  await opened.close();
  const before = emulation.requests.length;
  expect(await start({ reconcileSeconds: 1 })).toEqual(DEVICES);
  const reads = async () =>
    emulation.requests.slice(before).some((path) => path.startsWith('/api/dcim/cables/'));
  await seen(reads);
});

test.each<[string, () => Promise<void> | void]>([
  [
    'the change log no longer has the entry that was the newest',
    () => {
      emulation.control.update('devices', 8, { name: 'BBB-PE1' });
      emulation.control.forgetChanges();
    },
  ],
  [
    'another NetBox is there, with another change log',
    async () => {
      const { port } = new URL(emulation.url);
      await emulation.close();
      await emulate({ port: Number(port), now: () => 1_000_000_000_000 });
    },
  ],
  [
    'NetBox was brought back to an earlier day',
    async () => {
      const { port } = new URL(emulation.url);
      await emulation.close();
      emulation = await startNetboxEmulation({ rows: smallNetwork(), token: TOKEN, port: Number(port) });
    },
  ],
  [
    'NetBox is of another version',
    async () => {
      const { port } = new URL(emulation.url);
      await emulation.close();
      await emulate({ port: Number(port), version: '4.6.8' });
    },
  ],
  [
    'the file is damaged',
    () => {
      const file = join(folder, 'suite', 'netbox-index.sqlite');
      const bytes = readFileSync(file);
      writeFileSync(file, Buffer.concat([bytes.subarray(0, 4096), Buffer.alloc(bytes.length - 4096, 7)]));
    },
  ],
  [
    'the file is none of ours',
    () => writeFileSync(join(folder, 'suite', 'netbox-index.sqlite'), 'something else'),
  ],
])('everything is read where %s', async (_, change) => {
  await emulate();
  await start();
  await opened.close();
  await change();
  const names = await start();
  expect(read).toBe(1);
  expect(names).toHaveLength(4);
});

test('everything is read where the region of the source is another one', async () => {
  await emulate();
  await start();
  await opened.close();
  await start({}, ['north']);
  expect(read).toBe(1);
});

test.each(['core.objectchange', 'dcim.location'])(
  'nothing is kept where %s may not be seen',
  async (model) => {
    await emulate({ forbidden: [model] });
    await start();
    await opened.close();
    await start();
    expect(read).toBe(1);
  },
);

test('a change that could not be taken in is told again', async () => {
  await emulate();
  await start();
  emulation.refuse('/api/dcim/sites/', 1);
  emulation.control.create('sites', { id: 50, name: 'Aarhus', slug: 'aar' });
  await seen(async () => opened.lines.join().includes('it is tried again'));
  await seen(async () => (await listed('SITE'))[0] === 'Aarhus');
});
