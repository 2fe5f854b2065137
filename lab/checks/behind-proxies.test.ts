/** What reaches the members, and what becomes of an answer when some of them are away. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { getNamedType, isObjectType } from 'graphql';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import { contractRules } from '#schema/rules.ts';
import { type Systems, startSystems } from '../estate/start-systems.ts';
import { ask, dataOf, estateQuery } from './ask.ts';
import { type Behaviour, roundsOf } from './counting-proxy.ts';
import { type FindField, lostFields } from './lost-fields.ts';
import { type ProxiedStand, type Stand, settled, startProxiedStand, startStand } from './stand.ts';

jest.setTimeout(90_000);

/** Long enough for a busy machine, short enough to wait for. */
const TIMEOUT_MS = 4000;
const folder = mkdtempSync(join(tmpdir(), 'tributary-checks-'));
let systems: Systems;
let proxied: ProxiedStand;
let whole: Stand;

beforeAll(async () => {
  systems = await startSystems(join(folder, 'estate'));
  const { configuration } = systems;
  const start = (): Promise<Stand> => startStand({ configuration, stateRoot: join(folder, 'whole') });
  whole = await start();
  await settled(whole);
  await whole.close();
  // What is bound stays bound: so both begin with everything bound.
  cpSync(join(folder, 'whole'), join(folder, 'proxied'), { recursive: true });
  whole = await start();
  proxied = await startProxiedStand(
    { configuration, stateRoot: join(folder, 'proxied') },
    { timeoutMs: TIMEOUT_MS },
  );
  await settled(proxied);
  await settled(whole);
});

afterAll(async () => {
  await proxied.close();
  await whole.close();
  await systems.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => proxied.forget());

function behave(domain: Domain, behaviour: Behaviour): void {
  for (const proxy of proxied.proxies.values()) proxy.behave(`/${domain}`, behaviour);
}

/** The rounds of a domain, each as the members that were asked, in the order of their names. */
function rounds(domain: Domain): string[][] {
  const requests = proxied.requests().filter(({ path }) => path === `/${domain}`);
  return roundsOf(requests).map((round) => round.toSorted());
}

const ZABBIX = ['zabbix-east', 'zabbix-west'];
const LEGACY = ['legacy-east', 'legacy-west'];
const INVENTORIES = [...LEGACY, 'netbox-north'];
/** Who holds services. */
const KEEPERS = [...LEGACY, 'service-inventory'];

/** What operators ask first: what is wrong, where, of whose make, and whom does it hit? */
const NOC = `{ alarms(first: 100) { complete edges { node {
  id specificProblem perceivedSeverity
  alarmedObject { name region device { name equipment { vendor } } site { name location { country } }
    services(first: 5) { complete edges { node { name customer { name tier } } } } }
} } } }`;

const SERVICES = `{ services(filter: { name: { contains: "Frankfurt am Main - Paris" } }) { complete edges { node {
  name state customer { name }
  supportingResources { complete edges { role node { name kind region device { name } site { name }
    alarms { complete edges { node { specificProblem } } } } } }
} } } }`;

describe('each round asks every member at most once', () => {
  /** By domain: who is asked in which round. Every query has one plan step per domain. */
  const table: [string, string, Record<Domain, string[][]>][] = [
    [
      'what is wrong, where, and whom it hits',
      NOC,
      { faults: [ZABBIX], inventory: [INVENTORIES, ZABBIX], services: [KEEPERS] },
    ],
    [
      'a link between the regions, both ends, their devices and sites',
      estateQuery('link'),
      {
        faults: [ZABBIX],
        // By a circuit id, whoever may have one or call something so: the western end with its device; then the eastern one, and what others know of the first device; then of the second.
        inventory: [[...INVENTORIES, ...ZABBIX], ['legacy-east', ...ZABBIX], ZABBIX],
        services: [KEEPERS],
      },
    ],
    [
      'services and what they stand on',
      SERVICES,
      { faults: [ZABBIX], inventory: [INVENTORIES], services: [KEEPERS] },
    ],
  ];

  test.each(table)('%s', async (_, query, expected) => {
    const answer = await dataOf(proxied.url, query);
    const asked = { faults: rounds('faults'), inventory: rounds('inventory'), services: rounds('services') };
    expect(asked).toEqual(expected);
    expect(answer).toEqual(await dataOf(whole.url, query));
  });
});

const find: FindField = (type, field) => {
  const found = DOMAINS.flatMap((domain) => {
    const holder = contractRules(domain).schema.getType(type);
    const definition = isObjectType(holder) ? holder.getFields()[field] : undefined;
    return definition ? [{ domain, type: getNamedType(definition.type).name }] : [];
  });
  const [first] = found;
  if (!first) throw new TypeError(`${type}.${field} must be in a contract.`);
  return { type: first.type, domain: found.length === 1 ? first.domain : null };
};

describe('with a domain wholly down', () => {
  const MEMBERS = {
    faults: ZABBIX,
    inventory: [...INVENTORIES, ...ZABBIX],
    services: KEEPERS,
  } satisfies Record<Domain, string[]>;
  const CODES = { BREAK: 'SOURCE_UNAVAILABLE', HANG: 'SOURCE_TIMEOUT' } as const;

  /** From the roots of every domain into every other one. */
  const ONE_OF_EACH = `query ($alarm: ID!, $device: ID!, $service: ID!) {
    alarm(id: $alarm) { id specificProblem alarmedObject { ...resource } }
    resource(id: $device) { ...resource alarms { edges { node { specificProblem } } } alarmSummary { major }
      contains(first: 3) { edges { node { name alarmSummary { major } } } } }
    service(id: $service) { id name customer { id name }
      supportingResources { edges { role node { ...resource alarms { edges { node { specificProblem } } } } } } }
  }
  fragment resource on Resource { id name kind device { id name } site { id name location { country } }
    services(first: 5) { edges { node { id name customer { id name } } } } }`;

  async function examples(): Promise<Record<string, string>> {
    const data = await dataOf<{
      alarms: { edges: readonly { node: { id: string; alarmedObject: { id: string } } }[] };
      services: { edges: readonly { node: { id: string } }[] };
    }>(
      whole.url,
      `{ alarms(filter: { text: "CPU load" }) { edges { node { id alarmedObject { id } } } }
        services(filter: { name: { contains: "Frankfurt am Main - Paris" } }, first: 1) { edges { node { id } } } }`,
    );
    const [alarm, service] = [data.alarms.edges[0]?.node, data.services.edges[0]?.node];
    if (!alarm || !service) throw new TypeError('The estate must have the examples.');
    return { alarm: alarm.id, device: alarm.alarmedObject.id, service: service.id };
  }

  const queries = [
    ['alarms', NOC],
    ['a link', estateQuery('link')],
    ['a site', estateQuery('site')],
    ['services', SERVICES],
    ['one of each', ONE_OF_EACH],
  ] as const;
  const rows = DOMAINS.flatMap((domain) => [
    ...queries.map(([name, query]) => [domain, 'BREAK', name, query] as const),
    [domain, 'HANG', 'one of each', ONE_OF_EACH] as const,
  ]);

  test.each(rows)('%s (%s): nothing else is lost of %s', async (domain, behaviour, name, query) => {
    const variables = name === 'one of each' ? await examples() : {};
    const complete = await dataOf(whole.url, query, variables);
    behave(domain, behaviour);
    const { data, errors = [], extensions } = await ask(proxied.url, query, variables);
    const lost = lostFields(find, complete, data);
    expect(lost.filter((field) => field.domain !== domain)).toEqual([]);
    expect(lost).not.toEqual([]);

    const missing = extensions?.sources.filter(({ status }) => status === 'MISSING') ?? [];
    expect(missing.map((one) => one.domain)).toEqual(missing.map(() => domain));
    expect(missing.length).toBeGreaterThan(0);
    for (const { source, code } of missing) {
      expect(MEMBERS[domain]).toContain(source);
      expect(code).toBe(CODES[behaviour]);
      expect(errors).toContainEqual(
        expect.objectContaining({
          message: expect.stringContaining(source),
          extensions: expect.objectContaining({ source, domain, code }),
        }),
      );
    }
  });
});

test('with one region down, the other is there, and who is missing is named', async () => {
  const query = '{ alarms(first: 100) { complete edges { node { id } } } alarmSummary { major complete } }';
  proxied.proxies.get('zabbix-west')?.behave('/faults', 'BREAK');
  const { data, errors } = await ask<{ alarms: { complete: boolean; edges: { node: { id: string } }[] } }>(
    proxied.url,
    query,
  );
  expect(data).toMatchObject({ alarms: { complete: false }, alarmSummary: { major: null, complete: false } });
  const sources = data?.alarms.edges.map(({ node }) => node.id.split('/')[0]);
  expect(new Set(sources)).toEqual(new Set(['zabbix-east']));
  expect(errors?.map(({ path, extensions }) => [path, extensions.source, extensions.code])).toEqual([
    [['alarms'], 'zabbix-west', 'SOURCE_UNAVAILABLE'],
    [['alarmSummary'], 'zabbix-west', 'SOURCE_UNAVAILABLE'],
  ]);
  proxied.proxies.get('zabbix-west')?.behave('/faults', 'PASS');
  expect(await dataOf(proxied.url, query)).toEqual(await dataOf(whole.url, query));
});
