import { describe, expect } from '@jest/globals';
import { adapterContract } from '#adapters/kit/suite/adapter-contract.ts';
import { startNetboxEmulation } from '#lab/estate/netbox/start-netbox-emulation.ts';
import { smallNetwork } from '#lab/estate/netbox/small-network.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import { type InventoryEnumerator, enumeratesInventory } from '#schema/ports/inventory.ts';
import { contractRules } from '#schema/rules.ts';
import { netbox } from './module.ts';

const ENV = { NETBOX_TOKEN: 'token-of-the-contract-0123456789' };
const options = (url: string, more: object = {}) => ({
  options: { url, token: { env: 'NETBOX_TOKEN' }, pollSeconds: 0.05, ...more },
  env: ENV,
});
const bad = (name: string, given: Record<string, unknown>, ...mentions: string[]) => ({
  name,
  options: given,
  env: ENV,
  mentions,
});
const order = contractRules('inventory').order('Query', 'resources', 'ID');

function port(adapter: Adapter): InventoryEnumerator {
  const { inventory } = adapter;
  if (!inventory || !enumeratesInventory(inventory)) throw new TypeError('It must enumerate.');
  return inventory;
}

describe.each(['3.7.8', '4.2.9', '4.5.10', '4.6.8'])('NetBox %s', (version) => {
  adapterContract({
    module: netbox,
    sample: options('https://netbox.example'),
    bad: [
      bad('no address', { token: { env: 'NETBOX_TOKEN' } }, 'url'),
      bad('no token', { url: 'http://h' }, 'token'),
      bad('a secret in the file', { url: 'http://h', token: ENV.NETBOX_TOKEN }, 'token', 'env'),
      bad(
        'several at once',
        { ...options('ftp://h').options, pageSize: 5000, clli: 'name' },
        'url',
        'pageSize',
        'cf.<custom field>',
      ),
      bad('a misspelt name', { ...options('http://h').options, polSeconds: 1 }, 'pollSeconds'),
    ],
    async start() {
      const source = await startNetboxEmulation({ rows: smallNetwork(), version, token: ENV.NETBOX_TOKEN });
      return {
        options: (url = source.url) => options(url),
        graph: { query: () => Promise.resolve({}) },
        ids: { Resource: ['suite/device.a7', 'suite/interface.a2', 'suite/cable.a1', 'suite/site.b10'] },
        connections: () => source.requests.length,
        close: () => source.close(),
      };
    },
    ask: (adapter, call) => port(adapter).resourcesByIds(['suite/device.c999'], call),
    capabilities: {
      async 'resources.list'(adapter: Adapter, _: object, call: Call) {
        const page = await port(adapter).resources({ order, first: 1000, after: null, filter: null }, call);
        expect(page.items.length).toBe(29);
        expect(await page.totalCount()).toBe(29);
      },
      async 'resources.contained'(adapter: Adapter, _: object, call: Call) {
        const ids = ['suite/device.a7', 'suite/module.a5', 'suite/site.a2', 'suite/device.c999'];
        const pages = await port(adapter).contained(
          ids,
          { order, first: 2, after: null, filter: null },
          call,
        );
        expect(pages.map(({ items }) => items.map(({ id }) => id))).toEqual([
          ['suite/interface.a1', 'suite/module.a5'],
          ['suite/interface.a2', 'suite/interface.a3'],
          ['suite/device.a8', 'suite/device.b42'],
          [],
        ]);
        expect(pages.map(({ hasNextPage }) => hasNextPage)).toEqual([true, false, false, false]);
      },
      async 'resources.relationships'(adapter: Adapter, _: object, call: Call) {
        const by = contractRules('inventory').order('Resource', 'relationships');
        const request = { order: by, first: 50, after: null, type: null, direction: 'BOTH' as const };
        const ids = ['suite/device.a7', 'suite/circuit.a1', 'suite/interface.b12'];
        const pages = await port(adapter).relationships(ids, request, call);
        expect(
          pages.map(({ items }) => items.map(({ type, direction, id }) => `${type} ${direction} ${id}`)),
        ).toEqual([
          ['HOSTS OUT suite/virtual-machine.a3'],
          [
            'CONNECTS OUT suite/interface.a3',
            'CONNECTS OUT suite/interface.b13',
            'CONNECTS OUT suite/site.a1',
            'CONNECTS OUT suite/site.a2',
            'CONNECTS IN suite/cable.a2',
            'CONNECTS IN suite/cable.a3',
          ],
          ['MEMBER_OF IN suite/interface.b13'],
        ]);
      },
      async 'resources.resolve'(adapter: Adapter, _: object, call: Call) {
        const found = await port(adapter).resolve(
          [
            { type: 'NAME', value: ' sto-pe1' },
            { type: 'MANAGEMENT_ADDRESS', value: '2001:db8::8' },
            { type: 'SERIAL_NUMBER', value: 'NS1235' },
            { type: 'SERIAL_NUMBER', value: 'ns1235' },
            { type: 'PORT_NAME', scope: 'suite/device.a7', value: '1/1/C1/1' },
            { type: 'CIRCUIT_ID', value: 'bf-sto-mma-001' },
            { type: 'NATIVE_ID', scope: 'suite', value: 'module.5' },
            { type: 'NAME', value: 'nobody' },
            { type: 'MAC_ADDRESS', value: '0C:D9:96:00:11:22' },
            { type: 'ALIAS', value: 'a-0007' },
          ],
          call,
        );
        expect(found.map((candidates) => candidates.map(({ id }) => id))).toEqual([
          ['suite/device.a7'],
          ['suite/device.a8'],
          ['suite/device.a8'],
          [],
          ['suite/interface.a2'],
          ['suite/circuit.a1'],
          ['suite/module.a5'],
          [],
          ['suite/interface.a2'],
          ['suite/device.a7'],
        ]);
      },
    },
  });
});
