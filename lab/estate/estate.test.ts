import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '#gateway/log.ts';
import { type Estate, startEstate } from './main.ts';
import { linkCalled } from './network/find.ts';
import { impactOf } from './network/impact.ts';
import { NETWORK } from './network/network.ts';
import { untilInSync } from './until-in-sync.ts';

interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string }[];
}
interface Connection<Node> {
  readonly complete: boolean;
  readonly edges: readonly { readonly node: Node }[];
}
interface Named {
  readonly name: string;
}
interface WorstAlarm {
  readonly id: string;
  readonly specificProblem: string;
  readonly perceivedSeverity: string;
  readonly alarmedObject: {
    readonly kind: string;
    readonly region: string;
    readonly device: Named | null;
    readonly site: Named | null;
    readonly services: { readonly edges: readonly { readonly node: Named & { readonly customer: Named } }[] };
  } | null;
}

const state = mkdtempSync(join(tmpdir(), 'estate-'));
const start = (): Promise<Estate> =>
  startEstate({ host: '127.0.0.1', port: 0, stateRoot: state, log: createLog('silent') });
let estate: Estate;

beforeAll(async () => {
  estate = await start();
  await untilInSync(estate.url);
}, 60_000);
afterAll(async () => {
  await estate.close();
  rmSync(state, { recursive: true });
});

async function ask(query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${estate.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

/** A query of the folder, without any error. */
async function named<Data>(name: string, variables: object = {}): Promise<Data> {
  const text = readFileSync(new URL(`./queries/${name}.graphql`, import.meta.url), 'utf8');
  const { data, errors } = await ask(text, variables);
  expect(errors).toBeUndefined();
  return data as Data;
}

describe('the worst alarms, where they are and whom they hit', () => {
  test('over both regions, on devices, ports and links', async () => {
    const { alarms } = await named<{ alarms: Connection<WorstAlarm> }>('noc');
    const found = alarms.edges.map(({ node }) => node);
    expect(alarms.complete).toBe(true);
    expect(new Set(found.map(({ id }) => id.split('/')[0]))).toEqual(new Set(['zabbix-west', 'zabbix-east']));
    const kinds = new Set(found.flatMap(({ alarmedObject }) => alarmedObject?.kind ?? []));
    expect(kinds).toEqual(new Set(['DEVICE', 'PORT', 'LINK']));
    for (const { alarmedObject } of found)
      if (alarmedObject && alarmedObject.kind !== 'LINK')
        expect([alarmedObject.device?.name, alarmedObject.site?.name]).toEqual([
          expect.any(String),
          expect.any(String),
        ]);
    const hit = found.flatMap(({ alarmedObject }) => alarmedObject?.services.edges ?? []);
    expect(hit.length).toBeGreaterThan(10);
    for (const { node } of hit) expect(node.customer.name).toEqual(expect.any(String));
  });

  test('a customer’s port, with its device, its site and its service', async () => {
    const { alarms } = await named<{ alarms: Connection<WorstAlarm> }>('noc');
    const port = alarms.edges.find(({ node }) => node.specificProblem === 'Customer port is down')?.node;
    expect(port?.alarmedObject).toMatchObject({
      kind: 'PORT',
      region: 'west',
      device: { name: 'par-er1', equipment: { vendor: 'Nokia', model: '7750 SR-12' } },
      site: { name: 'Paris' },
      services: {
        totalCount: 1,
        edges: [{ node: { serviceType: 'E-Line', customer: { name: expect.any(String) } } }],
      },
    });
  });
});

test('an alarm on a link between the regions, with what stands at both ends', async () => {
  const { alarms } = await named<{ alarms: Connection<WorstAlarm> }>('noc');
  const trunk = alarms.edges.find(({ node }) => node.specificProblem === 'Trunk to Paris is down')?.node;
  expect(trunk).toMatchObject({
    managedElement: { name: 'fra-cr1', site: { name: 'Frankfurt am Main' } },
    alarmedObject: {
      kind: 'LINK',
      link: {
        aEnd: { name: 'HundredGigE0/0/0/2', device: { name: 'par-cr1' }, site: { name: 'Paris' } },
        zEnd: { name: 'et-0/0/3', device: { name: 'fra-cr1' }, site: { name: 'Frankfurt am Main' } },
      },
    },
  });
  expect(trunk?.alarmedObject?.services.edges.length).toBeGreaterThan(1);
});

describe('the graph and the network that all of it was made from', () => {
  const FIBRES = NETWORK.links.filter(({ kind }) => kind === 'fibre').map(({ circuit }) => circuit);

  test('agree on what stands on every fibre, whoever holds the fibre and whoever the service', async () => {
    const { data } = await ask(
      `query ($keys: [IdentifierInput!]!) { resolve(keys: $keys) { complete candidates { services(first: 400) {
        complete edges { node { name } } } } } }`,
      { keys: FIBRES.map((value) => ({ type: 'CIRCUIT_ID', value })) },
    );
    const { resolve } = data as {
      resolve: readonly { candidates: readonly { services: Connection<Named> }[] }[];
    };
    resolve.forEach(({ candidates }, i) => {
      const fibre = linkCalled(NETWORK, FIBRES[i] ?? '');
      const stands = NETWORK.services.filter(({ working, protection }) =>
        [...working, ...protection].some(({ fibres }) => fibres.includes(fibre)),
      );
      expect(candidates).toHaveLength(1);
      expect(candidates[0]?.services.complete).toBe(true);
      expect(candidates[0]?.services.edges.map(({ node }) => node.name).toSorted()).toEqual(
        stands.map(({ name }) => name).toSorted(),
      );
    });
  });

  test('agree on what a service works on and what protects it', async () => {
    const { data } = await ask(
      `{ services(first: 1000) { edges { node { name supportingResources(first: 100) { complete edges {
        role protectionGroup node { name kind device { name } } } } } } pageInfo { endCursor } } }`,
    );
    const { services } = data as {
      services: Connection<
        Named & {
          supportingResources: {
            edges: readonly { role: string; protectionGroup: string | null; node: Named | null }[];
          };
        }
      >;
    };
    const known = new Map(Map.groupBy(NETWORK.services, ({ name }) => name));
    let unknown = 0;
    for (const { node } of services.edges) {
      const [service, namesake] = known.get(node.name) ?? [];
      if (!service || namesake) continue;
      const named = (role: string): (string | undefined)[] =>
        node.supportingResources.edges.filter((edge) => edge.role === role).map((edge) => edge.node?.name);
      const circuits = (links: typeof service.working): string[] => [
        ...new Set(links.flatMap((link) => [link, ...link.fibres]).map(({ circuit }) => circuit)),
      ];
      // What the north holds on wavelengths is a circuit there; every link is known to somebody but its sections and channels.
      expect(named('WORKING').toSorted()).toEqual(circuits(service.working).toSorted());
      expect(named('PROTECTION').toSorted()).toEqual(circuits(service.protection).toSorted());
      expect(named('ENDPOINT')).toHaveLength(service.endpoints.length);
      unknown += named('ENDPOINT').filter((name) => name === undefined).length;
      for (const { role, protectionGroup } of node.supportingResources.edges)
        expect(protectionGroup).toBe(role === 'ENDPOINT' ? null : 'line');
    }
    expect(unknown).toBeGreaterThan(0);
  });

  test('agree on whom a cut fibre leaves without service', async () => {
    const { down, customers } = impactOf(NETWORK, { links: [linkCalled(NETWORK, 'FO/FRA-AMS/001')] });
    const found = await ask(
      '{ resolve(keys: [{ type: CIRCUIT_ID, value: "fo/fra-ams/001" }]) { candidates { id } } }',
    );
    const [fibre] = (found.data as { resolve: readonly { candidates: readonly { id: string }[] }[] }).resolve;
    const { data } = await ask(
      `query ($id: ID!) { resource(id: $id) { services(first: 200) { edges { node {
        name customer { name } supportingResources(first: 100) { edges { role node { name } } } } } } } }`,
      { id: fibre?.candidates[0]?.id },
    );
    const { resource } = data as {
      resource: {
        services: Connection<
          Named & {
            customer: Named;
            supportingResources: { edges: readonly { role: string; node: Named | null }[] };
          }
        >;
      };
    };
    const hit = resource.services.edges
      .map(({ node }) => node)
      .filter(({ supportingResources: { edges } }) => {
        const works = edges.some(({ role, node }) => role === 'WORKING' && node?.name === 'FO/FRA-AMS/001');
        return works && !edges.some(({ role }) => role === 'PROTECTION');
      });
    // A VPN stands on its access legs; the graph says so of the legs.
    const own = down.filter(({ builtFrom }) => builtFrom.length === 0);
    expect(hit.map(({ name }) => name).toSorted()).toEqual(own.map(({ name }) => name).toSorted());
    expect(new Set(hit.map(({ customer }) => customer.name))).toEqual(
      new Set(customers.map(({ name }) => name)),
    );
  });
});

test('one router has five names and one id', async () => {
  const { data } = await ask(
    `{ resolve(keys: [{ type: NAME, value: "lon-er1" }, { type: TL1_TID, value: "LONGB01ER1" },
      { type: NAME, value: "LON-ER1.nordnet.example" }, { type: NAME, value: "LON/ER/01" }]) { candidates { id } }
      services(filter: { name: { contains: "London - Paris" } }) { edges { node { sourceRecords { source }
        supportingResources { edges { role node { device { id } } } } } } } }`,
  );
  const { resolve, services } = data as {
    resolve: readonly { candidates: readonly { id: string }[] }[];
    services: Connection<{ supportingResources: unknown }>;
  };
  const id = resolve[0]?.candidates[0]?.id ?? '';
  expect(id).toMatch(/^netbox-north\/device\./);
  for (const { candidates } of resolve) expect(candidates).toEqual([{ id }]);
  const search = await named<{ resolve: readonly unknown[] }>('search');
  expect(search.resolve).toMatchObject([{ complete: true, candidates: [{ id, name: 'lon-er1' }] }]);
  // The service inventory calls it LON/ER/01.
  expect(JSON.stringify(services)).toContain(JSON.stringify({ role: 'ENDPOINT', node: { device: { id } } }));
  const told = await ask('query ($id: ID!) { resource(id: $id) { identifiers { type value source } } }', {
    id,
  });
  expect((told.data as { resource: { identifiers: unknown } }).resource.identifiers).toEqual(
    expect.arrayContaining([
      { type: 'NAME', value: 'lon-er1', source: 'netbox-north' },
      { type: 'TL1_TID', value: 'LONGB01ER1', source: 'netbox-north' },
      { type: 'NAME', value: 'LON-ER1.nordnet.example', source: 'zabbix-west' },
    ]),
  );
});

describe('a link between the regions', () => {
  test('has both ends, two managers’ alarms, and both operators’ services', async () => {
    const { resolve } = await named<{ resolve: readonly unknown[] }>('link');
    expect(resolve).toMatchObject([
      {
        complete: true,
        candidates: [
          {
            region: 'west',
            link: {
              medium: 'ETHERNET',
              capacity: 100e9,
              aEnd: { kind: 'PORT', device: { name: 'par-cr1', region: 'west' }, site: { name: 'Paris' } },
              zEnd: {
                kind: 'PORT',
                device: { name: 'fra-cr1', region: 'east' },
                site: { name: 'Frankfurt am Main', location: { country: 'DE', latitude: 50.1109 } },
              },
            },
            alarms: { complete: true },
            services: { complete: true },
          },
        ],
      },
    ]);
    const [{ candidates }] = resolve as [
      {
        candidates: [
          {
            alarms: Connection<{ sourceRecord: { source: string } }>;
            services: Connection<{ region: string }>;
          },
        ];
      },
    ];
    const managers = candidates[0].alarms.edges.map(({ node }) => node.sourceRecord.source);
    expect(managers.toSorted()).toEqual(['zabbix-east', 'zabbix-west']);
    const regions = candidates[0].services.edges.map(({ node }) => node.region);
    expect(new Set(regions)).toEqual(new Set(['west', 'east']));
  });

  test('ends on a device where nobody wrote the port down', async () => {
    const { resolve } = await named<{ resolve: readonly unknown[] }>('link', {
      circuit: '100GE/LYO-CR1-MUC-CR1/001',
    });
    expect(resolve).toMatchObject([
      { candidates: [{ link: { zEnd: { kind: 'DEVICE', name: 'muc-cr1', site: { name: 'München' } } } }] },
    ]);
  });

  test('is found from its eastern port too', async () => {
    const { data } = await ask(
      `{ resources(filter: { kind: [DEVICE], name: { equals: "fra-cr1" } }) { edges { node {
        contains { edges { node { contains(filter: { name: { equals: "et-0/0/3" } }) { edges { node { port { link { name region } } } } } } } } } } } }`,
    );
    expect(JSON.stringify(data)).toContain('{"name":"100GE/PAR-CR1-FRA-CR1/001","region":"west"}');
  });
});

test('a site sums up what is inside it', async () => {
  const { resources } = await named<{ resources: Connection<{ id: string }> }>('site');
  expect(resources.edges).toMatchObject([
    {
      node: {
        name: 'Frankfurt am Main',
        alarmSummary: { critical: 1, major: 1, worst: 'CRITICAL', complete: true },
        contains: {
          edges: NETWORK.devices
            .filter(({ site }) => site.code === 'FRA')
            .map(({ name }) => name)
            .toSorted()
            .map((name) => ({ node: { name } })),
        },
        services: {
          edges: expect.arrayContaining([{ node: expect.objectContaining({ serviceType: 'E-Line' }) }]),
        },
      },
    },
  ]);
  const { data } = await ask(
    'query ($within: [ID!]) { alarms(filter: { within: $within }) { edges { node { specificProblem } } } }',
    {
      within: [resources.edges[0]?.node.id],
    },
  );
  const { alarms } = data as { alarms: Connection<{ specificProblem: string }> };
  expect(alarms.edges.map(({ node }) => node.specificProblem)).toContain('Interface is down');
});

test('two routers of one name stay two', async () => {
  const { resources } = await named<{ resources: Connection<{ region: string }> }>('same-name');
  expect(resources.edges.map(({ node }) => node)).toMatchObject([
    { region: 'east', site: { name: 'Warszawa' }, alarms: { edges: [{}, {}] } },
    {
      region: 'west',
      site: { name: 'Madrid' },
      alarms: { edges: [{ node: { specificProblem: 'BGP session to Lisboa is down' } }] },
    },
  ]);
});

test.each([
  ['by a name with another case and a domain', 'LYO-CR1.mgmt.example', 'lyo-cr1', 'CPU load is above 90 %'],
  ['by its management address only', 'node-10-8-11', 'lis-cr1', 'Fan tray has failed'],
  ['by what operators wrote into the alias table', 'Marseille hub', 'mrs-cr1', 'Power supply 2 has failed'],
  ['by a rewritten name', 'zbx-krk-wdm1', 'krk-wdm1', 'Door contact'],
  [
    'by its address behind a name that means nothing',
    'zbx VIE core router 1',
    'vie-cr1',
    'Intake air is warm',
  ],
])('a host is bound %s', async (_, hostName, device, problem) => {
  const { data } = await ask(
    'query ($text: String!) { alarms(filter: { text: $text }) { edges { node { alarmedObjectName alarmedObject { name } } } } }',
    { text: problem },
  );
  expect(data).toEqual({
    alarms: {
      edges: expect.arrayContaining([
        { node: { alarmedObjectName: hostName, alarmedObject: { name: device } } },
      ]),
    },
  });
});

test('what no inventory knows is counted, and seen', async () => {
  const { data } = await ask(
    '{ faultSources { source unresolvedObjects } alarms(filter: { objectResolved: false }) { edges { node { alarmedObjectName alarmedObject { id } } } } }',
  );
  const { faultSources, alarms } = data as { faultSources: readonly object[]; alarms: Connection<object> };
  expect(faultSources).toEqual([
    { source: 'zabbix-west', unresolvedObjects: 2 },
    { source: 'zabbix-east', unresolvedObjects: 2 },
  ]);
  expect(alarms.edges.map(({ node }) => node)).toEqual([
    { alarmedObjectName: 'lab-probe-7', alarmedObject: null },
    { alarmedObjectName: 'AMS-CR9.nordnet.example', alarmedObject: null },
    { alarmedObjectName: 'zbx-old-mux-3', alarmedObject: null },
    { alarmedObjectName: 'zbx-unbekannt', alarmedObject: null },
  ]);
});

test('an eastern service stands on western resources', async () => {
  const { data } = await ask(
    `{ services(filter: { name: { contains: "Frankfurt am Main - Paris" }, serviceType: ["E-Line"] }) { edges { node {
      region supportingResources { complete edges { role node { name region device { name } } } } } } } }`,
  );
  const { services } = data as {
    services: Connection<{ supportingResources: { complete: boolean; edges: readonly unknown[] } }>;
  };
  const resources = services.edges[0]?.node.supportingResources;
  expect(resources?.complete).toBe(true);
  expect(resources?.edges).toEqual(
    expect.arrayContaining([
      { role: 'WORKING', node: { name: '100GE/PAR-CR1-FRA-CR1/001', region: 'west', device: null } },
      { role: 'ENDPOINT', node: { name: expect.any(String), region: 'west', device: { name: 'par-er1' } } },
      { role: 'ENDPOINT', node: { name: expect.any(String), region: 'east', device: { name: 'fra-er1' } } },
    ]),
  );
});

test('who acknowledges alarms of two managers sees them acknowledged, and so do the managers', async () => {
  const { data } = await ask(
    '{ alarms(filter: { text: "is down", perceivedSeverity: [CRITICAL] }) { edges { node { id } } } }',
  );
  const ids = (data as { alarms: Connection<{ id: string }> }).alarms.edges.map(({ node }) => node.id);
  expect(ids).toHaveLength(2);
  const answer = await named('acknowledge', {
    ids: [...ids, 'zabbix-west/i999999999'],
    comment: 'Fibre cut near Metz.',
  });
  const applied = (id: string) => ({
    id,
    status: 'APPLIED',
    alarm: { ackState: 'ACKNOWLEDGED', comments: [{ text: 'Fibre cut near Metz.' }] },
  });
  expect(answer).toMatchObject({
    acknowledgeAlarms: {
      results: [
        ...ids.map(applied),
        { id: 'zabbix-west/i999999999', status: 'FAILED', error: { code: 'NOT_FOUND' } },
      ],
    },
  });
  const seen = await ask('query ($id: ID!) { alarm(id: $id) { ackState } }', { id: ids[0] });
  expect(seen.data).toEqual({ alarm: { ackState: 'ACKNOWLEDGED' } });
  const taken = [estate.systems.zabbix.west, estate.systems.zabbix.east].map(({ control }) =>
    [...control.events.values()].filter(({ acknowledges }) =>
      acknowledges.some(({ message }) => message === 'Fibre cut near Metz.'),
    ),
  );
  expect(taken.map((events) => events.map(({ acknowledged }) => acknowledged))).toEqual([[true], [true]]);
});

test('a new problem is in the graph, and gone when it is over', async () => {
  const { control } = estate.systems.zabbix.east;
  control.addTrigger({ hosts: ['zbx BUD core router 1'], description: 'Clock drifts', priority: 2 });
  const event = control.raise(control.triggerNamed('Clock drifts').triggerid);
  const found = async (): Promise<readonly unknown[]> => {
    const { data } = await ask(
      '{ alarms(filter: { text: "Clock drifts" }) { edges { node { alarmedObject { name } } } } }',
    );
    return (data as { alarms: Connection<unknown> }).alarms.edges;
  };
  await until(async () => (await found()).length === 1);
  expect(await found()).toEqual([{ node: { alarmedObject: { name: 'bud-cr1' } } }]);
  control.resolve(event.eventid);
  await until(async () => (await found()).length === 0);
});

test('secrets are for their owner only, and in no configuration', () => {
  const folder = join(state, 'estate');
  const token = readFileSync(join(folder, 'zabbix-west.token'), 'utf8');
  expect(statSync(join(folder, 'zabbix-west.token')).mode & 0o777).toBe(0o600);
  expect(readFileSync(estate.configuration, 'utf8')).not.toContain(token);
});

test('a second start means the same by its ids', async () => {
  const query =
    '{ resources(first: 1000, orderBy: NAME) { edges { node { id name link { zEnd { id } } } } } }';
  const before = await ask(query);
  await estate.close();
  estate = await start();
  await untilInSync(estate.url);
  expect(await ask(query)).toMatchObject({ data: before.data });
}, 60_000);

async function until(condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error('It must come true within 10 s.');
    await wait(50);
  }
}

test('the total of a list is the number of its edges, also where the places are of the other region', async () => {
  const { data } = await ask(
    '{ resources(filter: { kind: [SITE] }) { edges { node { name services(first: 1) { totalCount } all: services(first: 1000) { edges { cursor } } } } } }',
  );
  const { resources } = data as {
    resources: Connection<{ name: string; services: { totalCount: number }; all: { edges: unknown[] } }>;
  };
  expect(resources.edges).toHaveLength(40);
  for (const { node } of resources.edges)
    expect([node.name, node.services.totalCount]).toEqual([node.name, node.all.edges.length]);
});
