/** Every scenario, in the running estate: the graph tells what the network and the words of its managers say; restore brings all back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { createLog } from '#gateway/log.ts';
import { within } from '../../real/testing/within.ts';
import { type Estate, startEstate } from '../main.ts';
import { impactOf } from '../network/impact.ts';
import { NETWORK, deviceOf } from '../network/network.ts';
import { untilInSync } from '../until-in-sync.ts';
import type { Condition } from '../watch/condition.ts';
import { symptomsOf } from '../watch/symptoms.ts';
import { SCENARIOS } from './catalogue.ts';
import { type Fate, fatesOf } from './fates.ts';
import { FLAPS } from './flapping-port.ts';
import { CUT_FIBRE } from './fibre-cut.ts';
import { NEW_NAMES } from './rename.ts';
import { NoEstateError, type RunningEstate, runningEstate } from './running-estate.ts';
import type { Change } from './scenario.ts';
import { linkCalled } from '../network/find.ts';

jest.setTimeout(60_000);
const PATIENCE_MS = 30_000;
const stateRoot = mkdtempSync(join(tmpdir(), 'scenarios-'));
let estate: Estate;
let running: RunningEstate;

beforeAll(async () => {
  estate = await startEstate({ host: '127.0.0.1', port: 0, stateRoot, log: createLog('silent') });
  await untilInSync(estate.url);
  running = await runningEstate(stateRoot);
});
afterAll(async () => {
  await estate.close();
  rmSync(stateRoot, { recursive: true });
});

async function answer(query: string, variables: object = {}): Promise<{ data: unknown; errors?: unknown }> {
  const response = await fetch(`${estate.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as { data: unknown; errors?: unknown };
}

async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  return (await answer(query, variables)).data as Data;
}

interface OpenAlarm {
  readonly id: string;
  readonly specificProblem: string;
  readonly suppressed: boolean | null;
  readonly alarmedObject: { readonly name: string } | null;
}

const PAGE = `query ($after: String) { alarms(first: 1000, after: $after) { complete pageInfo { hasNextPage endCursor } edges { node {
  id specificProblem perceivedSeverity ackState suppressed plannedOutage alarmedObject { id name } managedElement { id name } } } } }`;

async function openAlarms(): Promise<OpenAlarm[]> {
  const found: OpenAlarm[] = [];
  for (let after: string | null = null; ;) {
    const {
      alarms,
    }: {
      alarms: {
        complete: boolean;
        pageInfo: { hasNextPage: boolean; endCursor: string };
        edges: { node: OpenAlarm }[];
      };
    } = await ask(PAGE, { after });
    if (!alarms.complete) throw new Error('The alarms must be complete.');
    found.push(...alarms.edges.map(({ node }) => node));
    if (!alarms.pageInfo.hasNextPage) return found;
    after = alarms.pageInfo.endCursor;
  }
}

/** What a restored estate must answer as before. */
const STANDING = [
  `{ alarmSummary { critical major minor warning indeterminate unacknowledged worst complete }
     faultSources { source syncState openAlarms unresolvedObjects pendingObjects } }`,
  `{ resources(filter: { kind: [SITE] }, first: 1000) { complete edges { node { id name
     alarmSummary { critical major minor warning indeterminate complete } services { totalCount complete } } } } }`,
  `{ resources(filter: { kind: [DEVICE] }, first: 1000) { complete edges { node { id name
     identifiers { type value source } } } } }`,
  `{ customers(first: 1000) { complete edges { node { id name services { totalCount } } } } }`,
];

async function standing(): Promise<string> {
  const answers = await Promise.all(STANDING.map((query) => ask(query)));
  return JSON.stringify([await openAlarms(), ...answers]);
}

function conditionsOf(change: Change): readonly Condition[] {
  switch (change.kind) {
    case 'failure':
    case 'maintenance':
      return symptomsOf(NETWORK, change.failure);
    case 'conditions':
      return change.conditions;
    case 'flapping':
      return [change.condition];
    case 'rename':
    case 'outage':
      return [];
  }
}

/** Source, words, and the name of what it is on. */
function told({ manager, text, circuit, port, on }: Condition): string {
  const device = NETWORK.devices.find(({ key }) => key === on);
  return `zabbix-${manager}: ${text} @ ${circuit ?? port ?? device?.name}`;
}

function said({ id, specificProblem, alarmedObject }: OpenAlarm): string {
  return `${id.split('/')[0]}: ${specificProblem} @ ${alarmedObject?.name}`;
}

const found = (name: string) => {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (!scenario) throw new Error(`There must be a scenario ${name}.`);
  return scenario;
};

/** Plays it, looks, restores, and everything answers as before. */
async function during(name: string, look: (before: readonly OpenAlarm[]) => Promise<void>): Promise<void> {
  const whole = await within(PATIENCE_MS, 'The estate at rest', standing);
  const before = await openAlarms();
  try {
    const did = await running.play(name);
    expect(did.length).toBeGreaterThan(0);
    expect((await answer(found(name).watch)).errors).toBeUndefined();
    await look(before);
  } finally {
    await running.play('restore');
  }
  await within(PATIENCE_MS, 'Everything as before', async () => (await standing()) === whole);
}

/** Open now and not before, as soon as there are so many. */
async function newAlarms(before: readonly OpenAlarm[], count: number): Promise<OpenAlarm[]> {
  const old = new Set(before.map(({ id }) => id));
  return within(PATIENCE_MS, `${count} new alarms`, async () => {
    const now = (await openAlarms()).filter(({ id }) => !old.has(id));
    return now.length >= count && now.every(({ alarmedObject }) => alarmedObject !== null) && now;
  });
}

/** What the managers see, the graph shows, each on what it is about. */
async function asTold(name: string, before: readonly OpenAlarm[]): Promise<readonly Condition[]> {
  const expected = found(name).changes(NETWORK).flatMap(conditionsOf);
  const now = await newAlarms(before, expected.length);
  expect(now.map(said).toSorted()).toEqual(expected.map(told).toSorted());
  return expected;
}

test.each(['card-failure', 'alarm-storm'])('%s: every alarm is there, on what it is about', async (name) => {
  await during(name, async (before) => {
    expect((await asTold(name, before)).length).toBeGreaterThan(10);
  });
});

test('a cut fibre: who is down, who runs on protection, who has lost it, and whose they are', async () => {
  await during('fibre-cut', async (before) => {
    const fibre = linkCalled(NETWORK, CUT_FIBRE);
    await asTold('fibre-cut', before);
    const impact = impactOf(NETWORK, { links: [fibre] });
    const { resolve } = await ask<{ resolve: [{ candidates: [{ id: string }] }] }>(
      'query ($keys: [IdentifierInput!]!) { resolve(keys: $keys) { candidates { id } } }',
      { keys: [{ type: 'CIRCUIT_ID', value: CUT_FIBRE }] },
    );
    const { resource } = await ask<{
      resource: {
        alarms: { edges: { node: { sourceRecord: { source: string } } }[] };
        services: Parameters<typeof fatesOf>[0];
      };
    }>(
      `query ($id: ID!) { resource(id: $id) {
         alarms { edges { node { sourceRecord { source } } } }
         services(first: 200) { edges { node { name customer { name } supportingResources(first: 200) { edges {
           role node { name } } } } } } } }`,
      { id: resolve[0].candidates[0].id },
    );
    expect(resource.alarms.edges.map(({ node }) => node.sourceRecord.source).toSorted()).toEqual(
      [fibre.a, fibre.z].map((port) => `zabbix-${deviceOf(port).site.manager}`).toSorted(),
    );
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
});

test('a site without power: its summary says so', async () => {
  const site = `{ resources(filter: { kind: [SITE], name: { equals: "Toulouse" } }) { edges { node { alarmSummary { critical complete } } } } }`;
  await during('site-power', async (before) => {
    const expected = await asTold('site-power', before);
    const here = expected.filter(({ on, severity }) => on.startsWith('TLS-') && severity === 5);
    expect(JSON.stringify(await ask(site))).toContain(`{"critical":${here.length},"complete":true}`);
  });
});

test('a flapping port: every time is an alarm of one key, the last is open', async () => {
  await during('flapping-port', async (before) => {
    await asTold('flapping-port', before);
    const [open] = await newAlarms(before, 1);
    const query = `query ($id: ID!) { alarm(id: $id) { alarmKey } }`;
    const { alarm } = await ask<{ alarm: { alarmKey: string } }>(query, { id: open?.id });
    const { alarms } = await ask<{ alarms: { edges: { node: { state: string } }[] } }>(
      `query ($key: [String!]) { alarms(filter: { alarmKey: $key, state: [RAISED, CLEARED] }, first: 100) { edges { node { state } } } }`,
      { key: [alarm.alarmKey] },
    );
    const states = alarms.edges.map(({ node }) => node.state);
    expect(states.filter((state) => state === 'RAISED')).toHaveLength(1);
    expect(states.filter((state) => state === 'CLEARED').length).toBeGreaterThanOrEqual(FLAPS - 1);
  });
});

test('maintenance: what is watched at the site is suppressed, what others see of it is not', async () => {
  await during('maintenance', async (before) => {
    await asTold('maintenance', before);
    const names = new Set(NETWORK.devices.filter(({ site }) => site.code === 'LYO').map(({ name }) => name));
    const query = `{ alarms(first: 1000) { edges { node { suppressed managedElement { name } } } } }`;
    await within(PATIENCE_MS, 'Suppressed alarms', async () => {
      const { alarms } = await ask<{
        alarms: { edges: { node: { suppressed: boolean; managedElement: { name: string } | null } }[] };
      }>(query);
      const there = alarms.edges.filter(({ node }) => names.has(node.managedElement?.name ?? ''));
      const elsewhere = alarms.edges.filter(({ node }) => !there.some((one) => one.node === node));
      return (
        there.length > 1 &&
        there.every(({ node }) => node.suppressed) &&
        elsewhere.some(({ node }) => !node.suppressed)
      );
    });
  });
});

test('a renaming changes names, and nothing else', async () => {
  const query = `query ($name: String!) { resources(filter: { kind: [DEVICE], name: { equals: $name } }) { complete edges { node {
    id alarms { totalCount edges { node { id } } } services(first: 1000) { totalCount edges { node { id } } } } } } }`;
  const keys = Object.keys(NEW_NAMES) as (keyof typeof NEW_NAMES)[];
  const before = await Promise.all(keys.map((key) => ask(query, { name: key.toLowerCase() })));
  await during('rename', async () => {
    for (const [i, key] of keys.entries())
      await within(PATIENCE_MS, `The new name of ${key}`, async () => {
        const now = await ask(query, { name: NEW_NAMES[key] });
        return JSON.stringify(now) === JSON.stringify(before[i]);
      });
  });
  expect(JSON.stringify(before[0])).toContain('netbox-north/device');
});

test('a source dies: nothing is complete without it, and the rest stands', async () => {
  const query = '{ alarms(first: 1000) { complete edges { node { id } } } }';
  interface Answer {
    alarms: { complete: boolean; edges: { node: { id: string } }[] };
  }
  const western = ({ alarms }: Answer): string[] =>
    alarms.edges.map(({ node }) => node.id).filter((id) => id.startsWith('zabbix-west/'));
  const before = await ask<Answer>(query);
  await during('source-outage', async () => {
    const now = await within(PATIENCE_MS, 'An incomplete answer', async () => {
      const got = await ask<Answer>(query);
      return !got.alarms.complete && got;
    });
    expect(western(now)).toEqual(western(before));
  });
});

test('where no estate runs, the remedy is named', async () => {
  await expect(runningEstate(join(stateRoot, 'nowhere'))).rejects.toThrow(NoEstateError);
  await expect(runningEstate(join(stateRoot, 'nowhere'))).rejects.toThrow('npm start');
});
