import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { supergraphText } from '#schema/contracts.ts';
import { createApolloPlanner } from './apollo-planner.ts';
import type { FetchNode, PlanNode } from './planner.ts';

const planner = createApolloPlanner(supergraphText());

function plan(text: string, operationName?: string): PlanNode | undefined {
  return planner.plan(parse(text), operationName).root;
}

function fetches(node: PlanNode | undefined): FetchNode[] {
  if (!node) return [];
  if (node.kind === 'Fetch') return [node];
  if (node.kind === 'Condition') return [...fetches(node.ifTrue), ...fetches(node.ifFalse)];
  return node.nodes.flatMap(fetches);
}

test('the question of a control room takes three fetches', () => {
  const root = plan(`query Noc($first: Int = 3) {
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
  expect(first?.entities).toBeUndefined();
  expect(first?.variables).toEqual(['first']);
  const inventory = fetches(root).find(({ service }) => service === 'inventory');
  expect(inventory?.entities).toEqual({
    path: ['alarms', 'edges', '@', 'node', 'alarmedObject'],
    requires: [
      {
        type: 'Resource',
        fields: [
          { name: '__typename', responseKey: '__typename' },
          { name: 'id', responseKey: 'id' },
        ],
      },
    ],
  });
  expect(inventory && print(inventory.document)).toContain('_entities(representations: $representations)');
});

test('a mutation is one fetch, what hangs on its records another', () => {
  const [first, second] = fetches(
    plan('mutation { acknowledgeAlarms(ids: ["a/b"]) { results { alarm { alarmedObject { name } } } } }'),
  );
  expect(first).toMatchObject({ service: 'faults', operationKind: 'mutation' });
  expect(second).toMatchObject({ service: 'inventory', operationKind: 'query' });
});

test('a condition on a whole fetch is a node of the plan', () => {
  expect(plan('query ($no: Boolean!) { faultSources @skip(if: $no) { source } }')).toMatchObject({
    kind: 'Condition',
    variable: 'no',
    ifFalse: { kind: 'Fetch', service: 'faults' },
  });
});

test('what needs nobody is an empty plan', () => {
  expect(plan('{ __typename __schema { queryType { name } } }')).toBeUndefined();
});

describe('a document with several operations', () => {
  const document = parse('query A { faultSources { source } } query B { resources { totalCount } }');

  test('is planned by name', () => {
    expect(planner.plan(document, 'A').root).toMatchObject({ service: 'faults' });
    expect(planner.plan(document, 'B').root).toMatchObject({ service: 'inventory' });
  });

  test('and each plan is made once', () => {
    expect(planner.plan(document, 'A')).toBe(planner.plan(parse(document.loc?.source.body ?? ''), 'A'));
  });
});

test('twenty hops between domains are planned at once', () => {
  const hop = 'alarms { edges { node { alarmedObject { device { ';
  const root = plan(`{ resource(id: "a/b") { ${hop.repeat(10)} name ${'} } } } }'.repeat(10)} } }`);
  expect(fetches(root)).toHaveLength(21);
});

test('an operation whose fragments mean too much is refused', () => {
  const chain = Array.from(
    { length: 30 },
    (_, i) => `fragment F${i} on Resource { a: site { ...F${i + 1} } b: device { ...F${i + 1} } }`,
  );
  const text = `{ resource(id: "a/b") { ...F0 } } ${chain.join(' ')} fragment F30 on Resource { name }`;
  expect(() => plan(text)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

test('what is no supergraph is refused', () => {
  expect(() => createApolloPlanner('type Query { a: Int }')).toThrow();
});
