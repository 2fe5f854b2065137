/** Every scenario, in the running estate: the graph tells what the network and the words of its managers say; restore brings all back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { createLog } from '#gateway/log.ts';
import { within } from '../../real/testing/within.ts';
import { type Estate, startEstate } from '../main.ts';
import { linkCalled } from '../network/find.ts';
import { type Failure, impactOf } from '../network/impact.ts';
import { NETWORK, deviceOf } from '../network/network.ts';
import { untilInSync } from '../until-in-sync.ts';
import { SCENARIOS } from './catalogue.ts';
import { type Fate, fatesOf } from './fates.ts';
import { FLAPS } from './flapping-port.ts';
import { CUT_FIBRE } from './fibre-cut.ts';
import { NEW_NAMES } from './rename.ts';
import { type RunningEstate, runningEstate } from './running-estate.ts';
import { conditionsOf, failureOf, found, plus, said, siteOf, told, touched } from './testing/expected.ts';
import { hitOn } from './testing/hit.ts';
import {
  type Connection,
  EstateGraph,
  type OpenAlarm,
  type Standing,
  type Summed,
} from './testing/standing.ts';

jest.setTimeout(60_000);
const PATIENCE_MS = 30_000;
const stateRoot = mkdtempSync(join(tmpdir(), 'scenarios-'));
let estate: Estate;
let running: RunningEstate;
let graph: EstateGraph;
/** Before anything has happened. */
let before: Standing;
let summed: readonly Summed[];

beforeAll(async () => {
  estate = await startEstate({ host: '127.0.0.1', port: 0, stateRoot, log: createLog('silent') });
  await untilInSync(estate.url);
  running = await runningEstate(stateRoot);
  graph = new EstateGraph(estate.url);
  before = await graph.standing();
  summed = await graph.summaries();
});
/** Whatever a test has played, everything answers as before anything has happened. */
afterEach(async () => {
  await running.play('restore');
  await graph.untilAsBefore(before, PATIENCE_MS);
});
afterAll(async () => {
  await estate.close();
  rmSync(stateRoot, { recursive: true });
});

async function play(name: string): Promise<void> {
  expect((await running.play(name)).length).toBeGreaterThan(0);
  expect((await graph.answer(found(name).watch)).errors).toBeUndefined();
}

/** Open now and not before, as soon as there are so many. */
async function newAlarms(count: number): Promise<OpenAlarm[]> {
  const old = new Set(before.alarms.map(({ id }) => id));
  return within(PATIENCE_MS, `${count} new alarms`, async () => {
    if ((await graph.openCount()) < old.size + count) return false;
    const now = (await graph.openAlarms()).filter(({ id }) => !old.has(id));
    return now.length >= count && now.every(({ alarmedObject }) => alarmedObject !== null) && now;
  });
}

/** What the managers see, the graph shows, each on what it is about, and counts it at each site and over all. Gives the alarms. */
async function asTold(name: string): Promise<readonly OpenAlarm[]> {
  const expected = found(name).changes(NETWORK).flatMap(conditionsOf);
  const now = await newAlarms(expected.length);
  expect(now.map(said).toSorted()).toEqual(expected.map(told).toSorted());
  const summaries = await graph.summaries();
  expect(summaries).toMatchObject(
    summed.map((one) => {
      const here = expected.filter(
        (condition) => one.name === 'everything' || siteOf(condition) === one.name,
      );
      return { name: one.name, alarmSummary: { ...plus(one, here), complete: true } };
    }),
  );
  return now;
}

const CARDS = `query ($of: ID!) { resources(filter: { kind: [CARD], within: [$of] }) { edges { node { id equipment { slot } } } } }`;
const NAMED = `query ($kind: [ResourceKind!], $name: String!) {
  resources(filter: { kind: $kind, name: { equals: $name } }) { edges { node { id } } } }`;

interface Found {
  readonly resources: Connection<{ readonly id: string; readonly equipment?: { readonly slot: string } }>;
}

async function idNamed(kind: string, name: string): Promise<string> {
  const { resources } = await graph.ask<Found>(NAMED, { kind, name });
  expect(resources.edges).toHaveLength(1);
  return resources.edges[0]?.node.id ?? '';
}

/** The ids of what has failed itself. */
async function failedIds({ links = [], cards = [], sites = [] }: Failure): Promise<string[]> {
  return [
    ...(await Promise.all(links.map(({ circuit }) => idNamed('LINK', circuit)))),
    ...(await Promise.all(sites.map(({ name }) => idNamed('SITE', name)))),
    ...(await Promise.all(
      cards.map(async ({ device, slot }) => {
        const of = await idNamed('DEVICE', device.name);
        const { resources } = await graph.ask<Found>(CARDS, { of });
        // NetBox has a bay of this name.
        const names = [String(slot), `Slot ${slot}`];
        const card = resources.edges.find(({ node }) => names.includes(node.equipment?.slot ?? ''));
        if (!card) throw new Error(`${device.name} must have a card in slot ${slot}.`);
        return card.node.id;
      }),
    )),
  ];
}

/** From what has failed, and the links and ports that complain, the graph leads to the services and customers that the network says. */
async function leadsToWhoIsHit(name: string, alarms: readonly OpenAlarm[]): Promise<void> {
  const failure = failureOf(name);
  const carrying = alarms.flatMap(({ alarmedObject }) =>
    alarmedObject && alarmedObject.kind !== 'DEVICE' ? alarmedObject.id : [],
  );
  const hit = await hitOn(graph, [...carrying, ...(await failedIds(failure))]);
  const services = touched(failure);
  const dependents = NETWORK.services.filter(({ builtFrom }) => builtFrom.some((one) => services.has(one)));
  const customers = [...services, ...dependents].map(({ customer }) => customer);
  expect(sorted(hit.services)).toEqual(sortedNames(services));
  expect(sorted(hit.dependents)).toEqual(sortedNames(dependents));
  expect(sorted(hit.customers)).toEqual(sortedNames(customers));
}

function sortedNames(all: Iterable<{ readonly name: string }>): string[] {
  return sorted(Array.from(all, ({ name }) => name));
}

function sorted(names: Iterable<string>): string[] {
  return [...new Set(names)].toSorted();
}

test('clocks run away: every alarm is there, on what it is about', async () => {
  await play('alarm-storm');
  expect((await asTold('alarm-storm')).length).toBeGreaterThan(100);
});

test.each(['card-failure', 'site-power'])('%s: what complains leads to who is hit', async (name) => {
  await play(name);
  const alarms = await asTold(name);
  expect(alarms.length).toBeGreaterThan(10);
  await leadsToWhoIsHit(name, alarms);
});

test('a cut fibre: who is down, who runs on protection, who has lost it, and whose they are', async () => {
  await play('fibre-cut');
  const fibre = linkCalled(NETWORK, CUT_FIBRE);
  await leadsToWhoIsHit('fibre-cut', await asTold('fibre-cut'));
  const { resource } = await graph.ask<{
    resource: {
      alarms: { edges: { node: { sourceRecord: { source: string } } }[] };
      services: Parameters<typeof fatesOf>[0];
    };
  }>(
    `query ($id: ID!) { resource(id: $id) {
       alarms { edges { node { sourceRecord { source } } } }
       services(first: 200) { edges { node { name customer { name } supportingResources(first: 200) { edges {
         role node { name } } } } } } } }`,
    { id: await idNamed('LINK', CUT_FIBRE) },
  );
  expect(resource.alarms.edges.map(({ node }) => node.sourceRecord.source).toSorted()).toEqual(
    [fibre.a, fibre.z].map((port) => `zabbix-${deviceOf(port).site.manager}`).toSorted(),
  );
  const impact = impactOf(NETWORK, { links: [fibre] });
  const fates = fatesOf(resource.services, CUT_FIBRE);
  const named = (fate: Fate): string[] => fates.filter((one) => one.fate === fate).map(({ name }) => name);
  // A VPN stands on its access legs; the graph says so of the legs.
  const own = impact.down.filter(({ builtFrom }) => builtFrom.length === 0);
  expect(named('DOWN').toSorted()).toEqual(own.map(({ name }) => name).toSorted());
  expect(named('SWITCHED').toSorted()).toEqual(impact.switched.map(({ name }) => name).toSorted());
  expect(named('EXPOSED').toSorted()).toEqual(impact.exposed.map(({ name }) => name).toSorted());
  const customers = fates.filter(({ fate }) => fate === 'DOWN').map(({ customer }) => customer);
  expect(new Set(customers)).toEqual(new Set(impact.customers.map(({ name }) => name)));
});

test('a flapping port: every time is an alarm of one key, the last is open', async () => {
  await play('flapping-port');
  const [open] = await asTold('flapping-port');
  const query = `query ($id: ID!) { alarm(id: $id) { alarmKey } }`;
  const { alarm } = await graph.ask<{ alarm: { alarmKey: string } }>(query, { id: open?.id });
  const { alarms } = await graph.ask<{ alarms: { edges: { node: { state: string } }[] } }>(
    `query ($key: [String!]) { alarms(filter: { alarmKey: $key, state: [RAISED, CLEARED] }, first: 100) { edges { node { state } } } }`,
    { key: [alarm.alarmKey] },
  );
  const states = alarms.edges.map(({ node }) => node.state);
  expect(states.filter((state) => state === 'RAISED')).toHaveLength(1);
  expect(states.filter((state) => state === 'CLEARED')).toHaveLength(FLAPS - 1);
});

test('maintenance: what is watched at the site is suppressed, what others see of it is not', async () => {
  await play('maintenance');
  await leadsToWhoIsHit('maintenance', await asTold('maintenance'));
  const names = new Set(NETWORK.devices.filter(({ site }) => site.code === 'LYO').map(({ name }) => name));
  await within(PATIENCE_MS, 'Suppressed alarms', async () => {
    const alarms = await graph.openAlarms();
    const there = alarms.filter(({ managedElement }) => names.has(managedElement?.name ?? ''));
    const elsewhere = alarms.filter((one) => !there.includes(one));
    return (
      there.length > 1 &&
      there.every(({ suppressed }) => suppressed) &&
      elsewhere.every(
        ({ id, suppressed }) =>
          suppressed === (before.alarms.find((one) => one.id === id)?.suppressed ?? false),
      )
    );
  });
});

test('a renaming changes names, and nothing else', async () => {
  const query = `query ($name: String!) { resources(filter: { kind: [DEVICE], name: { equals: $name } }) { complete edges { node {
    id alarms { totalCount edges { node { id } } } services(first: 1000) { totalCount edges { node { id } } } } } } }`;
  const keys = Object.keys(NEW_NAMES) as (keyof typeof NEW_NAMES)[];
  const old = await Promise.all(keys.map((key) => graph.ask(query, { name: key.toLowerCase() })));
  await play('rename');
  for (const [i, key] of keys.entries())
    await within(PATIENCE_MS, `The new name of ${key}`, async () =>
      isDeepStrictEqual(await graph.ask(query, { name: NEW_NAMES[key] }), old[i]),
    );
  expect(await graph.summaries()).toEqual(summed);
  expect(JSON.stringify(old[0])).toContain('netbox-north/device');
});

test('a source dies: nothing is complete without it, and the rest stands', async () => {
  const query = '{ alarms(first: 1000) { complete edges { node { id } } } }';
  interface Answer {
    readonly alarms: Connection<{ readonly id: string }>;
  }
  const western = (ids: readonly string[]): string[] => ids.filter((id) => id.startsWith('zabbix-west/'));
  await play('source-outage');
  const now = await within(PATIENCE_MS, 'An incomplete answer', async () => {
    const got = await graph.ask<Answer>(query);
    return !got.alarms.complete && got;
  });
  expect(western(now.alarms.edges.map(({ node }) => node.id))).toEqual(
    western(before.alarms.map(({ id }) => id)),
  );
});

test('all of them at once', async () => {
  for (const { name } of SCENARIOS) await running.play(name);
  const conditions = SCENARIOS.flatMap(({ changes }) => changes(NETWORK).flatMap(conditionsOf));
  // The other manager is down, and some devices have other names now.
  const western = conditions.filter(({ manager, on }) => manager === 'west' && !(on in NEW_NAMES));
  await within(PATIENCE_MS, 'What all of them do', async () => {
    const { alarms } = await graph.ask<{ readonly alarms: Connection<OpenAlarm> }>(
      '{ alarms(first: 1000) { complete edges { node { id specificProblem alarmedObject { name } } } } }',
    );
    const now = new Set(alarms.edges.map(({ node }) => said(node)));
    return !alarms.complete && western.every((one) => now.has(told(one)));
  });
});
