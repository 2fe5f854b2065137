/** The contract of every adapter over a real NetBox or Nautobot that holds the lab's network, and what only a real one shows. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { adapterContract, call } from '#adapters/kit/suite/adapter-contract.ts';
import { type Opened, openForSuite } from '#adapters/kit/suite/opened.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import { contractRules } from '#schema/rules.ts';
import { netbox } from '../module.ts';
import { Clerk, type RealProduct, everyId, inventoryOf } from './real-product.ts';

/** What the lab has written into it. */
export interface RealNetwork {
  /** Two devices of one name. */
  readonly twins: string;
  /** A device with cards, and an address and a serial number that are nobody else's. */
  readonly device: {
    readonly name: string;
    readonly ip: string;
    readonly serial: string;
    readonly vendor: string;
  };
  readonly cards: number;
  readonly cardOf: { readonly name: string; readonly port: string };
  /** A circuit whose A end is on a port, and that port's name. */
  readonly circuit: { readonly cid: string; readonly port: string };
  /** A cable between two ports. */
  readonly cable: string;
}

/** The lists whose objects are records. */
export interface RealLists {
  readonly paths: readonly string[];
  /** Where devices are in the API, and how one is written there. */
  readonly places: 'dcim/sites/' | 'dcim/locations/';
}

/** It takes tenths of a second for each answer, and everything is read page by page. */
jest.setTimeout(420_000);
const SEEN_MS = 15_000;
const byId = contractRules('inventory').order('Query', 'resources', 'ID');
const whole = { order: byId, first: 1000, after: null, filter: null };

export function realContract(product: RealProduct, lists: RealLists, network: RealNetwork): void {
  const clerk = new Clerk(product);
  const options = (url = product.url) => ({
    options: { url, token: { env: 'REAL_TOKEN' }, pollSeconds: 0.5, pageSize: 100 },
    env: { REAL_TOKEN: product.token },
    // A real one's objects come with all that is related to them, in its own time; a broken wire is as elsewhere.
    ...(url === product.url && { limits: { timeoutMs: 50_000, maxResponseBytes: 4_000_000 } }),
  });
  const graph = { query: () => Promise.resolve({}) };
  const named = async (adapter: Adapter, type: 'NAME' | 'CIRCUIT_ID', value: string) =>
    (await inventoryOf(adapter).resolve([{ type, value }], call()))[0] ?? [];
  const one = async (
    adapter: Adapter,
    type: 'NAME' | 'CIRCUIT_ID',
    value: string,
  ): Promise<ResourceRecord> => {
    const [found, ...more] = await named(adapter, type, value);
    if (!found || more.length > 0) throw new Error(`${value} must be one, but got: ${more.length + 1}.`);
    return found;
  };

  adapterContract({
    module: netbox,
    sample: options(),
    bad: [{ ...options('ftp://h'), name: 'an address of no web server', mentions: ['url'] }],
    async start() {
      const opened = openForSuite(netbox, options(), graph);
      const records = await Promise.all([
        one(opened.adapter, 'NAME', network.device.name),
        one(opened.adapter, 'CIRCUIT_ID', network.circuit.cid),
        one(opened.adapter, 'CIRCUIT_ID', network.cable),
      ]);
      await opened.close();
      return {
        options,
        graph,
        ids: { Resource: records.map(({ id }) => id) },
        close: () => Promise.resolve(),
      };
    },
    ask: (adapter, given) => inventoryOf(adapter).resourcesByIds(['suite/device.a1', UNKNOWN], given),
    capabilities: {
      async 'resources.list'(adapter) {
        const counts = await Promise.all(lists.paths.map((path) => clerk.count(path)));
        const total = counts.reduce((sum, count) => sum + count, 0);
        const ids = await everyId(adapter, 97);
        expect(ids.length).toBe(total);
        expect(new Set(ids).size).toBe(total);
        const page = await inventoryOf(adapter).resources(whole, call());
        expect(page.complete).toBe(true);
        expect(await page.totalCount()).toBe(total);
      },
      async 'resources.contained'(adapter) {
        const device = await one(adapter, 'NAME', network.device.name);
        const [inDevice] = await inventoryOf(adapter).contained([device.id], whole, call());
        const cards = inDevice?.items.filter(({ kind }) => kind === 'CARD') ?? [];
        expect(cards.length).toBe(network.cards);
        const card = cards.find(({ name }) => name === network.cardOf.name);
        const [inCard] = await inventoryOf(adapter).contained([card?.id ?? ''], whole, call());
        const port = inCard?.items.find(({ name }) => name === network.cardOf.port);
        expect(port).toMatchObject({ kind: 'PORT', container: { id: card?.id }, device: { id: device.id } });
        expect(port?.ancestorIds?.slice(0, 2)).toEqual([card?.id, device.id]);
        expect(port?.site).not.toBeNull();
      },
      async 'resources.relationships'(adapter) {
        const circuit = await one(adapter, 'CIRCUIT_ID', network.circuit.cid);
        const port = circuit.link?.aEnd?.id ?? '';
        expect((await inventoryOf(adapter).resourcesByIds([port], call()))[0]?.name).toBe(
          network.circuit.port,
        );
        const order = contractRules('inventory').order('Resource', 'relationships');
        const request = { order, first: 50, after: null, type: null, direction: 'BOTH' as const };
        const [ofCircuit, ofPort] = await inventoryOf(adapter).relationships(
          [circuit.id, port],
          request,
          call(),
        );
        expect(ofCircuit?.items).toContainEqual(
          expect.objectContaining({ type: 'CONNECTS', direction: 'OUT', id: port, role: 'A' }),
        );
        expect(ofPort?.items).toContainEqual(
          expect.objectContaining({ type: 'CONNECTS', direction: 'IN', id: circuit.id }),
        );
        const cable = await one(adapter, 'CIRCUIT_ID', network.cable);
        expect(cable.link?.aEnd).not.toBeNull();
        expect(cable.link?.zEnd).not.toBeNull();
      },
      async 'resources.resolve'(adapter) {
        const device = await one(adapter, 'NAME', network.device.name);
        const found = await inventoryOf(adapter).resolve(
          [
            { type: 'NAME', value: network.twins.toUpperCase() },
            { type: 'NAME', value: network.device.name.toUpperCase() },
            { type: 'SERIAL_NUMBER', value: network.device.serial },
            { type: 'MANAGEMENT_ADDRESS', value: network.device.ip },
            { type: 'PORT_NAME', scope: device.id, value: network.cardOf.port },
            { type: 'NAME', value: 'nobody is called so' },
            { type: 'MAC_ADDRESS', value: '00:00:5E:00:53:01' },
            { type: 'ALIAS', value: 'no such tag' },
          ],
          call(),
        );
        expect(found.map((candidates) => candidates.length)).toEqual([2, 1, 1, 1, 1, 0, 0, 0]);
        for (const candidates of found.slice(1, 4)) expect(candidates[0]?.id).toBe(device.id);
      },
    },
  });

  describe('a real one', () => {
    let opened: Opened;
    beforeAll(async () => {
      opened = openForSuite(netbox, options(), graph);
      await opened.adapter.start();
      await inventoryOf(opened.adapter).resources(whole, call());
    });
    afterAll(() => opened.close());

    async function within(look: () => Promise<boolean>): Promise<void> {
      const deadline = Date.now() + SEEN_MS;
      while (!(await look())) {
        if (Date.now() > deadline) throw new Error('It must be seen within the change poll, but was not.');
        await pause(50);
      }
    }
    const listed = async (name: string): Promise<readonly ResourceRecord[]> => {
      const filter = { name: { equals: name } };
      const { items } = await inventoryOf(opened.adapter).resources({ ...whole, filter }, call());
      return items;
    };

    test('says what it is: maker, model, serial number, address, place', async () => {
      const device = await one(opened.adapter, 'NAME', network.device.name);
      expect(device).toMatchObject({
        kind: 'DEVICE',
        lifecycleState: 'INSTALLED',
        equipment: {
          vendor: network.device.vendor,
          serialNumber: network.device.serial,
          managementAddress: network.device.ip,
        },
      });
      expect(device.site).not.toBeNull();
      const port = await inventoryOf(opened.adapter).resolve(
        [{ type: 'PORT_NAME', scope: device.id, value: 'mgmt0' }],
        call(),
      );
      expect(port[0]?.[0]?.port?.ipAddresses).toEqual([network.device.ip]);
    });

    test('as many ids at once as nobody asks for: each is answered, none that was not asked for', async () => {
      const ids = (await everyId(opened.adapter, 200)).filter((id) => id.includes('/interface.'));
      expect(ids.length).toBeGreaterThan(200);
      const records = await inventoryOf(opened.adapter).resourcesByIds(ids, call());
      expect(records.map((record) => record?.id)).toEqual(ids);
    });

    test('a renaming changes nothing but the name, and is seen within the change poll', async () => {
      const before = await one(opened.adapter, 'NAME', network.device.name);
      const [object] = await clerk.list(`dcim/devices/?serial=${network.device.serial}`);
      const path = `dcim/devices/${object?.id}/`;
      const name = `${network.device.name} «renamed»`;
      try {
        await clerk.call('PATCH', path, { name });
        await within(async () => (await listed(name)).some(({ id }) => id === before.id));
        expect(await named(opened.adapter, 'NAME', network.device.name)).toEqual([]);
        expect((await one(opened.adapter, 'NAME', name)).id).toBe(before.id);
      } finally {
        await clerk.call('PATCH', path, { name: network.device.name });
      }
      await within(async () => (await listed(network.device.name)).some(({ id }) => id === before.id));
    });

    test('what is made and deleted is seen within the change poll, its ports too', async () => {
      const [like] = await clerk.list(`dcim/devices/?serial=${network.device.serial}`);
      const of = (field: string): unknown => (like?.[field] as { readonly id: unknown } | null)?.id;
      const place = lists.places === 'dcim/sites/' ? 'site' : 'location';
      const status = typeof of('status') === 'string' ? of('status') : 'active';
      const made = (await clerk.call('POST', 'dcim/devices/', {
        name: 'made and deleted',
        device_type: of('device_type'),
        role: of('role'),
        [place]: of(place),
        status,
      })) as { readonly id: string | number };
      try {
        await clerk.call('POST', 'dcim/interfaces/', {
          device: made.id,
          name: 'x0',
          type: '1000base-t',
          ...(typeof made.id === 'string' && { status }),
        });
        await within(async () => (await listed('x0')).length === 1);
        expect((await listed('made and deleted')).length).toBe(1);
      } finally {
        await clerk.call('DELETE', `dcim/devices/${made.id}/`);
      }
      await within(async () => (await listed('x0')).length + (await listed('made and deleted')).length === 0);
    });

    test('a wrong token is that, though it is called forbidden', async () => {
      const wrong = openForSuite(
        netbox,
        { ...options(), env: { REAL_TOKEN: 'x'.repeat(product.token.length) } },
        graph,
      );
      await expect(inventoryOf(wrong.adapter).resourcesByIds([UNKNOWN], call())).rejects.toMatchObject({
        code: 'SOURCE_AUTH_FAILED',
      });
      await wrong.close();
    });
  });
}

/** An id of Nautobot that no device has; to NetBox it is none. */
const UNKNOWN = 'suite/device.00000000-0000-4000-8000-000000000000';
