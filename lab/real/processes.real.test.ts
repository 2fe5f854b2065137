/** The real systems behind adapter subgraphs in processes of their own, each reached through a proxy that counts. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { getNamedType, isObjectType } from 'graphql';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import { contractRules } from '#schema/rules.ts';
import { type CountingProxy, roundsOf, startCountingProxy } from '../checks/counting-proxy.ts';
import { type FindField, lostFields } from '../checks/lost-fields.ts';
import type { Sources } from './testing/configuration.ts';
import { type Graph, settled, startGraph } from './testing/graph.ts';
import { SubgraphProcess } from './testing/subgraph-process.ts';

const SOURCES = ['legacy', 'zabbix'] as const;
/** Only binders ask for it. */
const BY_BINDERS = 'ancestorIds';
/** A stop takes no longer. */
const STOP_MS = 5000;

const proxies = new Map<string, CountingProxy>();
const processes = new Map<string, SubgraphProcess>();
let graph: Graph;
let whole: Graph;

beforeAll(async () => {
  for (const source of SOURCES) proxies.set(source, await startCountingProxy());
  const behindProxies = (sources: Sources): void => {
    for (const source of SOURCES) sources[source].endpoint = proxies.get(source)!.url;
  };
  whole = await startGraph();
  graph = await startGraph({ changes: [behindProxies], settled: false });
  for (const source of SOURCES) processes.set(source, new SubgraphProcess(source, graph.file, graph.url));
  for (const source of SOURCES) proxies.get(source)!.target = await processes.get(source)!.url();
  await settled(graph);
});

afterAll(async () => {
  for (const one of processes.values()) await one.end('SIGKILL');
  await graph?.close();
  await whole?.close();
  for (const proxy of proxies.values()) await proxy.close();
});

beforeEach(() => {
  for (const proxy of proxies.values()) {
    proxy.requests.length = 0;
    for (const domain of DOMAINS) proxy.behave(`/${domain}`, 'PASS');
  }
});

/** What reached the members of a domain, round by round. */
function rounds(domain: Domain): string[][] {
  const seen = [...proxies].flatMap(([member, { requests }]) =>
    requests
      .filter(({ path, query }) => path === `/${domain}` && !query.includes(BY_BINDERS))
      .map((one) => ({ ...one, member })),
  );
  return roundsOf(seen).map((round) => round.toSorted());
}

const NOC = `{ alarms(first: 200) { complete edges { node {
  id specificProblem perceivedSeverity ackState
  alarmedObject {
    id kind name region device { id name equipment { vendor } } site { id name location { country } }
    services(first: 20) { complete edges { node { id name customer { id name tier } } } }
  }
} } } }`;

/** A circuit that has lost its signal: a link, both ends, and whose it is. */
const LINK = `{ alarms(filter: { text: "lost its signal" }, first: 50) { complete edges { node {
  id specificProblem
  alarmedObject {
    id name kind
    link { aEnd { id name device { id name } site { name } } zEnd { id name device { id name } site { name } } }
    services { edges { node { name customer { name } } } }
  }
} } } }`;

const SERVICES = `{ services(filter: { name: { in: ["WDM/000952/BCN", "SDH/000603/VLC"] } }) { complete edges { node {
  id name state customer { id name }
  supportingResources { complete edges { role protectionGroup node {
    id kind name device { id name } site { name } alarms { complete edges { node { id specificProblem } } }
  } } }
} } } }`;

const RESOURCE = `{ resource(id: "legacy/device.b41") {
  id name region sourceRecords { source nativeId } equipment { vendor model }
  alarms { complete edges { node { id specificProblem alarmedObject { id name } } } }
  alarmSummary { major worst complete }
  contains(first: 3) { edges { node { id name alarmSummary { major } services(first: 2) { edges { node { name } } } } } }
  services(first: 5) { complete edges { node { id name customer { name } } } }
} }`;

describe('in every round of every step a member is asked at most once', () => {
  const table: [string, string, Record<Domain, string[][]>][] = [
    [
      'what is wrong, where, of whose make, and whom it hits',
      NOC,
      // what Zabbix knows of the devices is asked when the inventory has said which they are
      { faults: [['zabbix']], inventory: [['legacy'], ['zabbix']], services: [['legacy']] },
    ],
    [
      'a link, both ends, and whose it is',
      LINK,
      { faults: [['zabbix']], inventory: [['legacy']], services: [['legacy']] },
    ],
    [
      'services, what they stand on, and what is wrong with that',
      SERVICES,
      { faults: [['zabbix']], inventory: [['legacy']], services: [['legacy']] },
    ],
  ];

  test.each(table)('%s', async (_, query, expected) => {
    const answer = await graph.ask<object>(query);
    const asked = { faults: rounds('faults'), inventory: rounds('inventory'), services: rounds('services') };
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual(await whole.data(query));
    expect(JSON.stringify(answer.data)).not.toContain('"complete":false');
    expect(asked).toEqual(expected);
    // and the answer tells as much
    const told = answer.extensions?.sources.map(({ source, domain, requests }) => [domain, source, requests]);
    const counted = DOMAINS.flatMap((domain) =>
      SOURCES.flatMap((source) => {
        const count = asked[domain].flat().filter((member) => member === source).length;
        return count > 0 ? [[domain, source, count]] : [];
      }),
    );
    expect(told?.toSorted()).toEqual(counted.toSorted());
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

const QUERIES = [
  ['alarms', NOC],
  ['a link', LINK],
  ['services', SERVICES],
  ['a resource', RESOURCE],
] as const;

/** The fields of other domains than `down` that an answer has lost; and whether it has lost any of its own. */
async function lost(query: string, down: readonly Domain[]) {
  const complete = await whole.data(query);
  const { data, errors = [], extensions } = await graph.ask(query);
  const fields = lostFields(find, complete, data);
  return {
    foreign: fields.filter(({ domain }) => domain === null || !down.includes(domain)),
    own: fields.filter(({ domain }) => domain !== null && down.includes(domain)),
    errors,
    missing: extensions?.sources.filter(({ status }) => status === 'MISSING') ?? [],
  };
}

describe('with a domain wholly down', () => {
  test.each(DOMAINS.flatMap((domain) => QUERIES.map(([name, query]) => [domain, name, query] as const)))(
    '%s: nothing else is lost of %s',
    async (domain, _, query) => {
      for (const proxy of proxies.values()) proxy.behave(`/${domain}`, 'BREAK');
      const { foreign, own, errors, missing } = await lost(query, [domain]);
      expect(foreign).toEqual([]);
      expect(own).not.toEqual([]);
      expect(new Set(missing.map((one) => one.domain))).toEqual(new Set([domain]));
      for (const { source } of missing)
        expect(
          errors.some(({ extensions }) => extensions.source === source && extensions.domain === domain),
        ).toBe(true);
    },
  );
});

describe('with a process that has ended', () => {
  test('of Zabbix, on request: inventory and services are whole', async () => {
    const asked = Date.now();
    expect(await processes.get('zabbix')?.end('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(STOP_MS);
    for (const query of [SERVICES, RESOURCE]) {
      const { foreign, own } = await lost(query, ['faults']);
      // its own record of the device is gone, and no more
      expect(foreign.filter(({ path }) => path !== 'resource.sourceRecords')).toEqual([]);
      expect(own).not.toEqual([]);
    }
    const { data } = await graph.ask<{ resource: { sourceRecords: { source: string }[] } }>(RESOURCE);
    expect(data.resource.sourceRecords.map(({ source }) => source)).toEqual(['legacy']);
  });

  test('and of the inventory, by force: what nobody can tell is null, and who is missing is named', async () => {
    expect(await processes.get('legacy')?.end('SIGKILL')).toBeNull();
    const { data, errors = [] } = await graph.ask<{ alarms: unknown; resource: unknown; services: unknown }>(
      '{ alarms { complete } resource(id: "legacy/device.b41") { id name } services { complete } }',
    );
    // null: could not be told
    expect(data.alarms).toBeNull();
    expect(data.services).toBeNull();
    expect(data.resource).toMatchObject({ name: null });
    expect(new Set(errors.map(({ extensions }) => extensions.source))).toEqual(new Set(SOURCES));
    expect(errors.every(({ extensions }) => extensions.code === 'SOURCE_UNAVAILABLE')).toBe(true);
  });
});
