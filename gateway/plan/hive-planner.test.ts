import { describe, expect, test } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { pino } from 'pino';
import { supergraphText } from '#schema/contracts.ts';
import { createHivePlanner } from './hive-planner.ts';
import { createPlannerProcesses } from './planner-processes.ts';
import { orderings } from './subgraph-order.ts';
import type { FetchNode, PlanNode } from './planner.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@requires", "@external"])\n';
const planner = createHivePlanner(supergraphText());

async function plan(text: string, operationName?: string, variables = {}): Promise<PlanNode | undefined> {
  return (await planner.plan(parse(text), operationName, variables)).root;
}

function fetches(node: PlanNode | undefined): FetchNode[] {
  if (!node) return [];
  if (node.kind === 'Fetch') return [node];
  return node.nodes.flatMap(fetches);
}

test('the question of a control room takes three fetches', async () => {
  const root = await plan(`query Noc($first: Int = 3) {
    alarms(first: $first) { edges { node { perceivedSeverity alarmedObject {
      name site { name } equipment { vendor }
      services(first: 5) { edges { node { name customer { name } } } }
    } } } }
  }`);
  expect(
    fetches(root)
      .map(({ service }) => service)
      .toSorted(),
  ).toEqual(['faults', 'inventory', 'services']);
  const [first] = fetches(root);
  expect(first?.entities).toEqual([]);
  expect(first?.variables).toEqual(['first']);
  const inventory = fetches(root).find(({ service }) => service === 'inventory');
  expect(inventory?.entities).toMatchObject([
    {
      paths: [['alarms', 'edges', '@', 'node', 'alarmedObject']],
      requires: [
        {
          type: 'Resource',
          fields: [
            { name: '__typename', dataKey: '__typename' },
            { name: 'id', dataKey: 'id' },
          ],
        },
      ],
    },
  ]);
  expect(inventory?.text).toContain('_entities(representations: $representations)');
});

test('a mutation is one fetch, what hangs on its records another', async () => {
  const [first, second] = fetches(
    await plan(
      'mutation { acknowledgeAlarms(ids: ["a/b"]) { results { alarm { alarmedObject { name } } } } }',
    ),
  );
  expect(first).toMatchObject({ service: 'faults', operationKind: 'mutation' });
  expect(second).toMatchObject({ service: 'inventory', operationKind: 'query' });
});

test('what conditions leave out is not fetched', async () => {
  const text = `query ($no: Boolean!) { faultSources @skip(if: $no) { source }
    alarms { edges { node { alarmedObject { ... @skip(if: $no) { name } } } } } }`;
  const services = async (no: boolean) =>
    fetches(await plan(text, undefined, { no })).map(({ service }) => service);
  expect(await services(false)).toEqual(['faults', 'inventory']);
  expect(await services(true)).toEqual(['faults']);
  expect(
    await plan('query ($no: Boolean!) { faultSources @skip(if: $no) { source } }', undefined, { no: true }),
  ).toBeUndefined();
});

test('what needs nobody is an empty plan', async () => {
  expect(
    await plan(
      '{ __typename __schema { queryType { name } } ...Q } fragment Q on Query { __type(name: "Alarm") { name } }',
    ),
  ).toBeUndefined();
});

describe('a document with several operations', () => {
  const document = parse('query A { faultSources { source } } query B { resources { totalCount } }');

  test('is planned by name', async () => {
    expect((await planner.plan(document, 'A', {})).root).toMatchObject({ service: 'faults' });
    expect((await planner.plan(document, 'B', {})).root).toMatchObject({ service: 'inventory' });
  });

  test('and each plan is made once', async () => {
    expect(await planner.plan(document, 'A', {})).toBe(
      await planner.plan(parse(document.loc?.source.body ?? ''), 'A', {}),
    );
  });
});

test('eight hops between domains are planned at once', async () => {
  const hop = 'alarms { edges { node { alarmedObject { device { ';
  const root = await plan(`{ resource(id: "a/b") { ${hop.repeat(4)} name ${'} } } } }'.repeat(4)} } }`);
  expect(fetches(root)).toHaveLength(9);
});

test('what the planner breaks down on is refused, and nothing else', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
  // A field that requires one that only a second key leads to.
  const { supergraphSdl = '' } = composeServices(
    [
      ['start', 'type Query { start: Card } type Card @key(fields: "id") { id: ID! }'],
      [
        'cards',
        `type Card @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! size: Int @external
           label: String @requires(fields: "size") }`,
      ],
      ['sizes', 'type Card @key(fields: "sku") { sku: ID! size: Int }'],
    ].map(([name = '', sdl = '']) => ({ name, url: 'http://127.0.0.1:9/', typeDefs: parse(LINK + sdl) })),
  );
  const apart = createHivePlanner(supergraphSdl, { planningMs: 10_000, apart: log });
  await apart.ready;
  const asked = (query: string): Promise<unknown> => apart.plan(parse(query), undefined, {});
  const [broken, well] = await Promise.allSettled([
    asked('{ start { label } }'),
    asked('{ start { size } }'),
  ]);
  expect(broken).toMatchObject({ reason: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  expect(well.status).toBe('fulfilled');
  expect(lines).toHaveLength(1);
  // Not tried again.
  await expect(asked('{ start { label } }')).rejects.toMatchObject({ code: 'GRAPHQL_VALIDATION_FAILED' });
  expect(lines).toHaveLength(1);
  await expect(asked('{ start { id } }')).resolves.toBeDefined();
  apart.close();
});

test('processes that nobody needs are ended, and others plan when there is something to plan', async () => {
  const start = { orderings: orderings(supergraphText()), planningMs: 10_000 };
  const processes = createPlannerProcesses(start, 2, pino({ level: 'silent' }), 0);
  await processes.ready;
  for (let round = 0; round < 2; round += 1) {
    while (processes.size > 0) await new Promise((resolve) => setImmediate(resolve));
    const both = [1, 2].map(() => processes.make('{faultSources{source}}', undefined));
    expect(processes.size).toBe(2);
    expect(await Promise.all(both)).toMatchObject([1, 2].map(() => ({ root: { service: 'faults' } })));
  }
  processes.close();
});

test('a supergraph that is none is said at once, wherever plans are made', () => {
  expect(() => createHivePlanner('nonsense')).toThrow();
  expect(() => createHivePlanner('nonsense', { apart: pino({ level: 'silent' }) })).toThrow();
});
