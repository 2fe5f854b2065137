import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLog } from '#gateway/log.ts';
import { type Estate, startEstate } from './main.ts';
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
}, 30_000);
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
  const trunk = alarms.edges.find(({ node }) => node.specificProblem === 'Link to Paris is down')?.node;
  expect(trunk).toMatchObject({
    managedElement: { name: 'fra-cr1', site: { name: 'Frankfurt am Main' } },
    alarmedObject: {
      kind: 'LINK',
      link: {
        aEnd: { name: 'HundredGigE0/0/0/2', device: { name: 'par-cr1' }, site: { name: 'Paris' } },
        zEnd: { name: 'et-0/0/2', device: { name: 'fra-cr1' }, site: { name: 'Frankfurt am Main' } },
      },
    },
  });
  expect(trunk?.alarmedObject?.services.edges.length).toBeGreaterThan(1);
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
              medium: 'OPTICAL_CHANNEL',
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
        contains { edges { node { contains(filter: { name: { equals: "et-0/0/2" } }) { edges { node { port { link { name region } } } } } } } } } } } }`,
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
        alarmSummary: { critical: 2, major: 1, worst: 'CRITICAL', complete: true },
        contains: {
          edges: ['fra-cr1', 'fra-cr2', 'fra-er1', 'fra-olt1', 'fra-wdm1'].map((name) => ({
            node: { name },
          })),
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
  ['by its management address only', 'node-7-11', 'lis-cr1', 'Fan tray has failed'],
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
    alarms: { edges: [{ node: { alarmedObjectName: hostName, alarmedObject: { name: device } } }] },
  });
});

test('what no inventory knows is counted, and seen', async () => {
  const { data } = await ask(
    '{ faultSources { source unresolvedObjects } alarms(filter: { objectResolved: false }) { edges { node { alarmedObjectName alarmedObject { id } } } } }',
  );
  const { faultSources, alarms } = data as { faultSources: readonly object[]; alarms: Connection<object> };
  expect(faultSources).toEqual([
    { source: 'zabbix-west', unresolvedObjects: 1 },
    { source: 'zabbix-east', unresolvedObjects: 1 },
  ]);
  expect(alarms.edges.map(({ node }) => node)).toEqual([
    { alarmedObjectName: 'lab-probe-7', alarmedObject: null },
    { alarmedObjectName: 'zbx-old-mux-3', alarmedObject: null },
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
  const taken = [estate.zabbix.west, estate.zabbix.east].map(({ control }) =>
    [...control.events.values()].filter(({ acknowledges }) =>
      acknowledges.some(({ message }) => message === 'Fibre cut near Metz.'),
    ),
  );
  expect(taken.map((events) => events.map(({ acknowledged }) => acknowledged))).toEqual([[true], [true]]);
});

test('a new problem is in the graph, and gone when it is over', async () => {
  const { control } = estate.zabbix.east;
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
}, 30_000);

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
  expect(resources.edges).toHaveLength(16);
  for (const { node } of resources.edges)
    expect([node.name, node.services.totalCount]).toEqual([node.name, node.all.edges.length]);
});
