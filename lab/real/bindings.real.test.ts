/** Which host of Zabbix is which element of the inventory: by name, by address, by an operator's word, or by nothing. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HOSTS, type Host } from './hosts.mjs';
import { ne } from './network.mjs';
import { type Graph, startGraph } from './testing/graph.ts';
import { legacyId } from './testing/ids.ts';
import { type ZabbixHost, asAdministrator, send } from './testing/zabbix.ts';
import { within } from './testing/within.ts';

interface Device {
  readonly id: string;
  readonly name: string;
  readonly sourceRecords: readonly { readonly source: string; readonly nativeId: string }[];
  readonly identifiers: readonly { readonly type: string; readonly value: string; readonly source: string }[];
}

let graph: Graph;
let hosts: ReadonlyMap<string, ZabbixHost>;
beforeAll(async () => {
  graph = await startGraph();
  const zabbix = await asAdministrator();
  hosts = new Map((await zabbix.hosts()).map((host) => [host.host, host]));
});
afterAll(() => graph?.close());

/** Which hosts of Zabbix have a part in this resource. */
const hostsOf = ({ sourceRecords }: Device): string[] =>
  sourceRecords.filter(({ source }) => source === 'zabbix').map(({ nativeId }) => nativeId);

async function device(id: string): Promise<Device> {
  const { resource } = await graph.data<{ resource: Device }>(
    'query ($id: ID!) { resource(id: $id) { id name sourceRecords { source nativeId } identifiers { type value source } } }',
    { id },
  );
  return resource;
}

/** Hosts without an alarm are bound in their own time. */
async function boundHosts(host: Host): Promise<string[]> {
  if (host.neId === null) return [];
  const id = legacyId('device', host.neId);
  const own = hosts.get(host.host)?.hostid;
  return within(10_000, `${host.handle} on ${id}`, async () => {
    const found = hostsOf(await device(id));
    return found.includes(String(own)) ? found : null;
  });
}

const CLASSES: [Host['cls'], number][] = [
  ['name', 22],
  ['address', 3],
  ['alias', 2],
];

test.each(CLASSES)('by %s: %d hosts, each on its element, alone', async (cls, count) => {
  const known = HOSTS.filter((host) => host.cls === cls);
  expect(known).toHaveLength(count);
  for (const host of known) {
    expect([host.handle, await boundHosts(host)]).toEqual([host.handle, [hosts.get(host.host)!.hostid]]);
    // the inventory's own name, and beside it what Zabbix calls it
    const found = await device(legacyId('device', host.neId!));
    expect(found.name).toBe(ne(host.neId!).cleanName);
    expect(found.identifiers).toContainEqual({ type: 'NAME', value: host.host, source: 'zabbix' });
    expect(found.sourceRecords.map(({ source }) => source)).toContain('legacy');
  }
});

test('no other element has a part of Zabbix', async () => {
  const known = new Set(HOSTS.flatMap(({ neId }) => neId ?? []));
  const found: string[] = [];
  let after: string | null = null;
  for (;;) {
    const page: {
      resources: { edges: { node: Device }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
    } = await graph.data(
      `query ($after: String) { resources(filter: { kind: [DEVICE] }, first: 200, after: $after) {
          edges { node { id sourceRecords { source nativeId } } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    found.push(
      ...page.resources.edges.filter(({ node }) => hostsOf(node).length > 0).map(({ node }) => node.id),
    );
    if (!page.resources.pageInfo.hasNextPage) break;
    after = page.resources.pageInfo.endCursor;
  }
  expect(new Set(found)).toEqual(new Set([...known].map((neId) => legacyId('device', neId))));
  expect(found).toHaveLength(27);
});

test('by nothing: three hosts, whose alarms are shown, on what Zabbix calls them, and counted', async () => {
  const strangers = HOSTS.filter(({ cls }) => cls === 'nothing');
  expect(strangers.map(({ host }) => host).sort()).toEqual([
    'bcn02-gnb-9527.ran.example',
    'gnb-trial-4711',
    'small-cell-gateway',
  ]);
  const unresolved = async () => {
    const { alarms, faultSources } = await graph.data<{
      alarms: {
        totalCount: number;
        edges: { node: { alarmedObjectName: string; alarmedObject: null; managedElement: null } }[];
      };
      faultSources: [{ unresolvedObjects: number }];
    }>(`{
      alarms(filter: { objectResolved: false }) {
        totalCount edges { node { alarmedObjectName alarmedObject { id } managedElement { id } } }
      }
      faultSources { unresolvedObjects }
    }`);
    return {
      ...alarms,
      counted: faultSources[0].unresolvedObjects,
      nodes: alarms.edges.map(({ node }) => node),
    };
  };
  try {
    for (const { host } of strangers) await send(host, 'cell.state[1]', 0);
    const { nodes, counted, totalCount } = await within(5000, 'An alarm of each', async () => {
      const now = await unresolved();
      const names = now.nodes.map(({ alarmedObjectName }) => alarmedObjectName);
      return strangers.every(({ host }) => names.includes(host)) ? now : null;
    });
    expect(nodes.every(({ alarmedObject, managedElement }) => !alarmedObject && !managedElement)).toBe(true);
    expect(counted).toBe(totalCount);
    const of = (name: string): boolean => strangers.some(({ host }) => name.startsWith(host));
    expect(nodes.filter(({ alarmedObjectName }) => !of(alarmedObjectName))).toEqual([]);
  } finally {
    for (const { host } of strangers) await send(host, 'cell.state[1]', 1);
  }
});
