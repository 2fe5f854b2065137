/** Devices are renamed, in the inventory and in the fault manager, one after the other: nothing that was joined comes apart. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Systems, startSystems } from '../estate/start-systems.ts';
import { within } from '../real/testing/within.ts';
import { ask, dataOf } from './ask.ts';
import { type Stand, changedCopy, settled, startStand } from './stand.ts';

jest.setTimeout(90_000);

type Region = 'west' | 'east';

const folder = mkdtempSync(join(tmpdir(), 'tributary-checks-'));
let systems: Systems;
let configuration: string;
let stand: Stand;

const start = (): Promise<Stand> => startStand({ configuration, stateRoot: join(folder, 'state') });

beforeAll(async () => {
  systems = await startSystems(join(folder, 'estate'));
  configuration = changedCopy(systems.configuration, 'eager.yaml', (source) =>
    source.adapter === 'zabbix'
      ? { ...source, options: { ...source.options, hostRefreshSeconds: 0.1, pollSeconds: 0.1 } }
      : source,
  );
  stand = await start();
  await settled(stand);
});

afterAll(async () => {
  await stand.close();
  await systems.close();
  rmSync(folder, { recursive: true, force: true });
});

async function restart(): Promise<void> {
  await stand.close();
  stand = await start();
  await settled(stand);
}

/** What an operator's clerk does. */
function updateInventory(region: Region, name: string, change: { name: string; address?: string }): void {
  const [table, nameColumn, addressColumn] =
    region === 'west' ? ['EQUIPO', 'NOM_EQP', 'IP_GEST'] : ['node', 'hostname', 'mgmt_ipv4'];
  const database = new DatabaseSync(join(folder, 'estate', `${region}.sqlite`));
  const { changes } = database
    .prepare(
      `UPDATE ${table} SET ${nameColumn} = ?, ${addressColumn} = COALESCE(?, ${addressColumn}) WHERE TRIM(${nameColumn}) = ?`,
    )
    .run(change.name, change.address ?? null, name);
  database.close();
  expect(changes).toBe(1);
}

const JOINED = `query ($id: ID!) { resource(id: $id) { id name region
  site { name } ancestorIds
  alarms { complete edges { node { id specificProblem alarmedObject { id name } } } }
  services(first: 100) { complete edges { node { id name
    supportingResources(first: 100) { edges { node { id } } } } } }
  identifiers { source type value } } }`;

interface Joined {
  readonly id: string;
  readonly name: string;
  readonly alarms: {
    readonly edges: readonly {
      readonly node: {
        readonly id: string;
        readonly specificProblem: string;
        readonly alarmedObject: { readonly id: string; readonly name: string };
      };
    }[];
  };
  readonly services: { readonly edges: readonly unknown[] };
  readonly identifiers: readonly { readonly source: string; readonly value: string }[];
}

async function joined(id: string): Promise<Joined> {
  const { resource } = await dataOf<{ resource: Joined }>(stand.url, JOINED, { id });
  return resource;
}

/** All but the names that were changed. */
function withoutNames(device: Joined): string {
  return JSON.stringify({ ...device, identifiers: null }).replaceAll(
    `"name":${JSON.stringify(device.name)}`,
    '"name":"…"',
  );
}

async function idOf(name: string, region: Region): Promise<string> {
  const { resources } = await dataOf<{ resources: { edges: { node: { id: string } }[] } }>(
    stand.url,
    `query ($name: String!, $region: String!) {
      resources(filter: { kind: [DEVICE], name: { equals: $name }, region: [$region] }) { edges { node { id } } } }`,
    { name, region },
  );
  expect(resources.edges).toHaveLength(1);
  return resources.edges[0]?.node.id ?? '';
}

interface Case {
  readonly title: string;
  readonly region: Region;
  /** In the inventory, and in Zabbix. */
  readonly device: string;
  readonly host: string;
  readonly first: 'inventory' | 'zabbix';
  readonly restart: 'between' | 'after' | 'never';
  /** Given a new address by both, too: then nothing that the one says is what the other says. */
  readonly address?: readonly [string, string];
}

describe('a device is renamed', () => {
  const table: Case[] = [
    {
      title: 'in the inventory first, with a restart between',
      region: 'west',
      device: 'lyo-cr1',
      host: 'LYO-CR1.mgmt.example',
      first: 'inventory',
      restart: 'between',
    },
    {
      title: 'in Zabbix first, with a restart after',
      region: 'east',
      device: 'muc-cr1',
      host: 'zbx MUC core router 1',
      first: 'zabbix',
      restart: 'after',
    },
    {
      title: 'by its alias too, without a restart',
      region: 'west',
      device: 'mrs-cr1',
      host: 'Marseille hub',
      first: 'zabbix',
      restart: 'never',
    },
    {
      title: 'with a new address, so that nothing matches any more, with a restart after',
      region: 'west',
      device: 'lis-cr1',
      host: 'node-10-8-11',
      first: 'inventory',
      restart: 'after',
      address: ['10.99.0.1', '10.99.0.2'],
    },
  ];

  test.each(table)('$title', async ({ region, device, host, first, restart: when, address, ...rest }) => {
    const id = await idOf(device, region);
    const before = await joined(id);
    expect(before.alarms.edges.length).toBeGreaterThan(0);
    expect(before.services.edges.length).toBeGreaterThan(0);
    expect(before.alarms.edges.map(({ node }) => node.alarmedObject.id)).toContain(id);
    const inInventory = `renamed-${device}`;
    const inZabbix = `zz ${rest.title}`;

    const steps = {
      async inventory() {
        updateInventory(region, device, { name: inInventory, ...(address && { address: address[0] }) });
        expect((await joined(id)).name).toBe(inInventory);
      },
      async zabbix() {
        systems.zabbix[region].control.updateHost(host, {
          host: inZabbix,
          name: inZabbix,
          ...(address && { interfaces: [{ ip: address[1], type: 2 as const }] }),
        });
        await within(10_000, 'The new name', async () =>
          (await joined(id)).identifiers.some(
            ({ source, value }) => source === `zabbix-${region}` && value === inZabbix,
          ),
        );
      },
    };
    await steps[first]();
    expect(withoutNames(await joined(id))).toBe(withoutNames(before));
    if (when === 'between') await restart();
    expect(withoutNames(await joined(id))).toBe(withoutNames(before));
    await steps[first === 'inventory' ? 'zabbix' : 'inventory']();
    if (when === 'after') await restart();
    expect(withoutNames(await joined(id))).toBe(withoutNames(before));
    expect(await idOf(inInventory, region)).toBe(id);
    expect((await joined(id)).identifiers).toContainEqual(
      expect.objectContaining({ source: `zabbix-${region}`, value: inZabbix }),
    );
  });
});

describe('two devices of one name in two regions', () => {
  test('stay two, also when they came to it by a renaming', async () => {
    const [west, east] = [await idOf('bcn-er1', 'west'), await idOf('bud-er1', 'east')];
    const before = [await joined(west), await joined(east)] as const;
    expect(before.map(({ alarms }) => alarms.edges.length)).toEqual([1, 1]);
    updateInventory('west', 'bcn-er1', { name: 'edge-9' });
    updateInventory('east', 'bud-er1', { name: 'edge-9' });
    systems.zabbix.west.control.updateHost('BCN-ER1.mgmt.example', { host: 'edge-9' });
    systems.zabbix.east.control.updateHost('zbx-bud-er1', { host: 'edge-9' });
    await within(10_000, 'The new names', async () => {
      const { identifiers } = await joined(east);
      return identifiers.filter(({ value }) => value === 'edge-9').length === 2;
    });
    await restart();
    const after = [await joined(west), await joined(east)] as const;
    expect(after.map(({ name }) => name)).toEqual(['edge-9', 'edge-9']);
    expect(after.map(withoutNames)).toEqual(before.map(withoutNames));
    const { data } = await ask(
      stand.url,
      '{ resources(filter: { name: { equals: "edge-9" } }) { totalCount complete edges { node { id region } } } }',
    );
    expect(data).toEqual({
      resources: {
        totalCount: 2,
        complete: true,
        edges: [{ node: { id: east, region: 'east' } }, { node: { id: west, region: 'west' } }],
      },
    });
  });
});
