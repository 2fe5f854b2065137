/** A card is put into another device: alarms, services and the contents of both follow it within five seconds. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { type Systems, startSystems } from '../estate/start-systems.ts';
import { within } from '../real/testing/within.ts';
import { dataOf } from './ask.ts';
import { type Stand, settled, startStand } from './stand.ts';

jest.setTimeout(90_000);

/** From the change in the database to the answer that shows it. */
const FOLLOWS_MS = 5000;

const folder = mkdtempSync(join(tmpdir(), 'tributary-checks-'));
let systems: Systems;
let stand: Stand;

beforeAll(async () => {
  systems = await startSystems(join(folder, 'estate'));
  stand = await startStand({ configuration: systems.configuration, stateRoot: join(folder, 'state') });
  await settled(stand);
});
afterAll(async () => {
  await stand.close();
  await systems.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Edges<Node> {
  readonly edges: readonly { readonly node: Node }[];
}
interface Alarm {
  readonly id: string;
  readonly alarmedObject: {
    readonly id: string;
    readonly kind: string;
    readonly ancestorIds: string[];
  } | null;
}

/** What is in two devices, told in all the ways there are. */
interface Inside {
  readonly alarms: readonly string[];
  readonly ofResource: readonly string[];
  readonly count: number;
  readonly services: readonly string[];
  readonly ports: readonly string[];
}

const INSIDE = `query ($id: ID!) {
  alarms(filter: { within: [$id] }, first: 1000) { edges { node { id } } }
  resources(filter: { within: [$id], kind: [PORT] }, first: 1000) { edges { node { id } } }
  resource(id: $id) { alarms(scope: CONTAINED, first: 1000) { edges { node { id } } }
    services(scope: CONTAINED, first: 1000) { edges { node { id } } } alarmSummary(scope: CONTAINED) { critical major minor warning indeterminate } } }`;

async function inside(id: string): Promise<Inside> {
  type Nodes = Edges<{ readonly id: string }>;
  const data = await dataOf<{
    alarms: Nodes;
    resources: Nodes;
    resource: { alarms: Nodes; services: Nodes; alarmSummary: Readonly<Record<string, number>> };
  }>(stand.url, INSIDE, { id });
  const ids = ({ edges }: Nodes): string[] => edges.map(({ node }) => node.id).toSorted();
  return {
    alarms: ids(data.alarms),
    ofResource: ids(data.resource.alarms),
    count: Object.values(data.resource.alarmSummary).reduce((sum, one) => sum + one, 0),
    services: ids(data.resource.services),
    ports: ids(data.resources),
  };
}

test('a card with an alarmed port moves to another device', async () => {
  const { alarms } = await dataOf<{ alarms: Edges<Alarm> }>(
    stand.url,
    '{ alarms(first: 1000) { edges { node { id alarmedObject { id kind ancestorIds } } } } }',
  );
  const onPorts = alarms.edges
    .map(({ node }) => node)
    .filter((one) => one.alarmedObject?.kind === 'PORT' && one.alarmedObject.id.startsWith('legacy-west/'));
  const [alarm] = onPorts;
  const port = alarm?.alarmedObject;
  const [card = '', device = '', site = ''] = port?.ancestorIds ?? [];
  const { resources } = await dataOf<{
    resources: Edges<{ readonly id: string; readonly ancestorIds: string[] }>;
  }>(
    stand.url,
    '{ resources(filter: { kind: [DEVICE], region: ["west"] }, first: 1000) { edges { node { id ancestorIds } } } }',
  );
  const other = resources.edges.find(({ node }) => !node.ancestorIds.includes(site))?.node.id ?? '';
  const [old, next] = [await inside(device), await inside(other)];
  expect(old.ofResource).toEqual(old.alarms);
  const moving = onPorts.filter((one) => one.alarmedObject?.ancestorIds.includes(card)).map(({ id }) => id);
  const { ports: movingPorts } = await inside(card);
  expect(old.alarms).toEqual(expect.arrayContaining(moving));
  expect(old.services.length).toBeGreaterThan(0);

  const database = new DatabaseSync(join(folder, 'estate', 'west.sqlite'));
  const number = (id: string): number => Number(/(\d+)$/.exec(id)?.[1]);
  const { changes } = database
    .prepare('UPDATE TARJETA SET ID_EQP = ? WHERE ID_TRJ = ?')
    .run(number(other), number(card));
  database.close();
  expect(changes).toBe(1);

  const sorted = (...ids: (readonly string[])[]): string[] => [...new Set(ids.flat())].toSorted();
  const without = (ids: readonly string[], gone: readonly string[]): string[] =>
    ids.filter((id) => !gone.includes(id));
  await within(FOLLOWS_MS, 'The alarms and services of the card in the other device', async () => {
    const [left, joined, carried] = [await inside(device), await inside(other), await inside(card)];
    return (
      left.alarms.join() === without(old.alarms, moving).join() &&
      joined.alarms.join() === sorted(next.alarms, moving).join() &&
      joined.services.join() === sorted(next.services, carried.services).join()
    );
  });
  const [left, joined] = [await inside(device), await inside(other)];
  for (const one of [left, joined])
    expect([one.ofResource, one.count]).toEqual([one.alarms, one.alarms.length]);
  expect(left.ports).toEqual(without(old.ports, movingPorts));
  expect(joined.ports).toEqual(sorted(next.ports, movingPorts));
  // A service that the card carries is on the other device now; what the old one still carries stays there.
  const carried = (await inside(card)).services;
  expect(joined.services).toEqual(sorted(next.services, carried));
  expect(sorted(left.services, carried)).toEqual(sorted(old.services, carried));
});
