/** Names are labels: a device that is renamed, in whatever order, keeps its id, its open alarm and its services. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HOSTS } from './hosts.mjs';
import { ne } from './network.mjs';
import { type Graph, startGraph } from './testing/graph.ts';
import { legacyId } from './testing/ids.ts';
import { legacy } from './testing/legacy.ts';
import { within } from './testing/within.ts';
import { type ZabbixApi, asAdministrator, send } from './testing/zabbix.ts';

/** Hosts are read again so often in these tests; Zabbix's own server needs some seconds to know a new name. */
const SEEN_MS = 5000;
const KNOWN_TO_SERVER_MS = 20_000;
const TEMPERATURE = 'temp[chassis]';

interface Device {
  readonly id: string;
  readonly name: string;
  readonly identifiers: readonly { readonly type: string; readonly value: string; readonly source: string }[];
  readonly alarms: {
    readonly complete: boolean;
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly alarmedObject: { readonly id: string; readonly device: { readonly id: string } } | null;
        readonly managedElement: { readonly id: string } | null;
      };
    }[];
  };
  readonly services: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
}

let zabbix: ZabbixApi;
let graph: Graph;
beforeAll(async () => {
  zabbix = await asAdministrator();
  graph = await startGraph({
    changes: [({ zabbix }) => void (zabbix.options['hostRefreshSeconds'] = 0.5)],
  });
});
afterAll(() => graph?.close());

async function device(id: string): Promise<Device> {
  const { resource } = await graph.data<{ resource: Device }>(
    `query ($id: ID!) { resource(id: $id) {
      id name identifiers { type value source }
      alarms(first: 50) { complete edges { node { id alarmedObject { id device { id } } managedElement { id } } } }
      services(first: 100) { edges { node { id } } }
    } }`,
    { id },
  );
  return resource;
}

/** What must not change: everything but the names. */
const joins = ({ id, alarms, services }: Device) => ({ id, alarms, services });

async function renameInInventory(neId: number, name: string, id: string): Promise<void> {
  await legacy('UPDATE ne SET ne_name = $1 WHERE ne_id = $2', [name, neId]);
  await within(SEEN_MS, 'The new name in the inventory', async () => (await device(id)).name === name.trim());
}

async function renameInZabbix(hostid: string, name: string, id: string): Promise<void> {
  await zabbix.rpc('host.update', { hostid, host: name, name });
  await within(SEEN_MS, 'The new name in Zabbix', async () =>
    (await device(id)).identifiers.some((one) => one.source === 'zabbix' && one.value === name),
  );
}

/** Whatever it is called just now. */
const report = (name: string, key: string, value: number): Promise<boolean> =>
  within(KNOWN_TO_SERVER_MS, `${name} in Zabbix's server`, async () => {
    await send(name, key, value);
    return true;
  });

async function restarted(): Promise<void> {
  const file = await graph.stop();
  graph = await startGraph({ file });
}

test.each([
  ['the inventory first, then Zabbix', 'MAD01-PE-02', ['inventory', 'zabbix']],
  ['Zabbix first, then the inventory', 'VLC01-PE-02', ['zabbix', 'inventory']],
] as const)('%s', async (_, handle, order) => {
  const host = HOSTS.find((one) => one.handle === handle)!;
  const neId = host.neId!;
  const id = legacyId('device', neId);
  const hostid = (await zabbix.hosts()).find((one) => one.host === host.host)!.hostid;
  const neName = `XYZ77-RTR-${neId}`;
  const hostName = `xyz77-rtr-${neId}.net.example`;
  // Another element, which nobody watches, takes the name over.
  const heir = 45;
  let called: string = host.host;
  try {
    await send(host.host, TEMPERATURE, 90);
    const before = await within(SEEN_MS, 'The alarm on the device', async () => {
      const now = await device(id);
      return now.alarms.complete && now.alarms.edges.some(({ node }) => node.alarmedObject?.id === id)
        ? now
        : null;
    });
    expect(before.name).toBe(ne(neId).cleanName);
    expect(before.services.edges.length).toBeGreaterThan(30);

    for (const system of order) {
      if (system === 'inventory') {
        await renameInInventory(neId, neName, id);
        await renameInInventory(heir, ne(neId).cleanName, legacyId('device', heir));
      } else {
        await renameInZabbix(hostid, hostName, id);
        called = hostName;
      }
      expect(joins(await device(id))).toEqual(joins(before));
      await restarted();
      expect(joins(await device(id))).toEqual(joins(before));
      expect((await device(legacyId('device', heir))).alarms).toEqual({ complete: true, edges: [] });
    }

    // what begins under the new names finds the same device, down to its ports
    await report(hostName, 'if.oper[xe-0/0/0]', 2);
    const [port] = await within(SEEN_MS, 'An alarm under the new name', async () => {
      const { alarms } = await device(id);
      const found = alarms.edges.filter(({ node }) => node.alarmedObject?.id.startsWith('legacy/port.'));
      return found.length > 0 && found;
    });
    expect(port?.node).toMatchObject({ alarmedObject: { device: { id } }, managedElement: { id } });
  } finally {
    for (const one of [neId, heir])
      await legacy('UPDATE ne SET ne_name = $1 WHERE ne_id = $2', [ne(one).ne_name, one]);
    await report(called, 'if.oper[xe-0/0/0]', 1);
    await report(called, TEMPERATURE, 41);
    await zabbix.rpc('host.update', { hostid, host: host.host, name: host.visible });
    await report(host.host, TEMPERATURE, 41);
  }
});
