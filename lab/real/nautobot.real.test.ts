/** One graph over the real Nautobot and the real Zabbix: two departments, two names, one router. */
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { HOSTS } from './hosts.mjs';
import { ne } from './network.mjs';
import { type Graph, startGraph } from './testing/graph.ts';
import { Nautobot } from './testing/nautobot.ts';
import { within } from './testing/within.ts';
import { send } from './testing/zabbix.ts';

jest.setTimeout(240_000);
/** Reading it all takes Nautobot its time; what is new comes with the change log. */
const READ_MS = 120_000;
const SEEN_MS = 15_000;
const HOST = HOSTS.find(({ handle }) => handle === 'BCN02-PE-01')!;
const TEMPERATURE = 'temp[chassis]';
const PORT = 'if.oper[xe-0/0/0]';

interface Device {
  readonly id: string;
  readonly name: string;
  readonly identifiers: readonly { readonly value: string; readonly source: string }[];
  readonly alarms: {
    readonly complete: boolean;
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly alarmedObject: { readonly id: string; readonly name: string } | null;
        readonly managedElement: { readonly id: string } | null;
      };
    }[];
  };
}

const nautobot = new Nautobot();
let graph: Graph;
let router: string;

async function device(id: string): Promise<Device> {
  const { resource } = await graph.data<{ resource: Device }>(
    `query ($id: ID!) { resource(id: $id) { id name identifiers { value source }
      alarms(first: 50) { complete edges { node { id alarmedObject { id name } managedElement { id } } } } } }`,
    { id },
  );
  return resource;
}

async function named(name: string): Promise<readonly string[]> {
  const { resources } = await graph.data<{
    resources: { edges: readonly { readonly node: { readonly id: string } }[] };
  }>(
    'query ($name: String!) { resources(first: 10, filter: { name: { equals: $name } }) { edges { node { id } } } }',
    { name },
  );
  return resources.edges.map(({ node }) => node.id);
}

/** What must not change: everything but the names. */
const joined = ({ id, alarms }: Device) => ({
  id,
  alarms: alarms.edges.map(({ node }) => [node.id, node.alarmedObject?.id, node.managedElement?.id]),
});

beforeAll(async () => {
  router = await nautobot.deviceWith(ne(HOST.neId ?? 0).serial_no);
  graph = await startGraph({ settled: false, changes: [nautobot.instead] });
  await within(READ_MS, 'Everything of Nautobot', async () => (await named('core-1')).length > 0);
});
afterAll(async () => {
  await send(HOST.host, TEMPERATURE, 41);
  await send(HOST.host, PORT, 1);
  await graph?.close();
});

test('what Zabbix reports of its host is an alarm of the router that Nautobot calls otherwise, down to a port on a card', async () => {
  await send(HOST.host, TEMPERATURE, 90);
  await send(HOST.host, PORT, 2);
  const id = `nautobot/device.${router}`;
  const found = await within(READ_MS, 'Both alarms on their places', async () => {
    const now = await device(id);
    const places = now.alarms.edges.map(({ node }) => node.alarmedObject?.name);
    return now.alarms.complete && places.includes('core-1') && places.includes('0/0/0') && now;
  });
  expect(found.name).toBe('core-1');
  expect(found.identifiers).toContainEqual({ value: HOST.host, source: 'zabbix' });
  for (const { node } of found.alarms.edges) expect(node.managedElement).toEqual({ id });
});

test('two routers called core-1 stay two', async () => {
  expect((await named('core-1')).length).toBe(2);
});

test('a renaming in Nautobot changes nothing but the name', async () => {
  const id = `nautobot/device.${router}`;
  const before = await device(id);
  expect(before.alarms.edges.length).toBeGreaterThan(0);
  try {
    await nautobot.call('PATCH', `dcim/devices/${router}/`, { name: 'bcn-core-new' });
    await within(SEEN_MS, 'The new name', async () => (await named('bcn-core-new')).includes(id));
    expect(joined(await device(id))).toEqual(joined(before));
  } finally {
    await nautobot.call('PATCH', `dcim/devices/${router}/`, { name: 'core-1' });
  }
  await within(SEEN_MS, 'The old name', async () => (await named('core-1')).includes(id));
});

test('what is deleted in Nautobot is gone within the change poll', async () => {
  const made = await nautobot.deviceLike(router, 'here for a moment');
  try {
    await within(SEEN_MS, 'A new device', async () => (await named('here for a moment')).length === 1);
  } finally {
    await nautobot.call('DELETE', `dcim/devices/${made}/`);
  }
  await within(SEEN_MS, 'Its end', async () => (await named('here for a moment')).length === 0);
});
