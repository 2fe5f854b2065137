import { expect, test } from '@jest/globals';
import type { EntityFetch, FetchNode, PathPart, QueryPlan } from '../plan/planner.ts';
import { Merge } from './merge.ts';
import { type Data, compilePath, objectsAt } from './places.ts';
import { Shared } from './shared.ts';
import { sharingPaths } from './sharing.ts';
import { PlannedTypes } from './types.ts';
import { buildSchema } from 'graphql';

const schema = buildSchema('type Query { a: A } interface A { x: A } type B implements A { x: A }');

function fetchAt(...paths: (readonly PathPart[])[]): FetchNode {
  const entity: EntityFetch = {
    alias: '_entities',
    variable: 'representations',
    paths,
    requires: [],
    typeNames: [],
    renames: [],
  };
  const root = { text: '', variables: [], renames: [] };
  return { kind: 'Fetch', service: 's', operationKind: 'query', entities: [entity], ...root };
}

function planOf(...nodes: FetchNode[]): QueryPlan {
  return { root: { kind: 'Sequence', nodes } };
}

const B = { types: ['B'] };
const C = { types: ['C'] };

test.each<[string, PathPart[], PathPart[], boolean]>([
  ['a fetch that goes on from all', ['list', '@', 'x'], ['list', '@', 'x', 'y'], true],
  ['a fetch elsewhere', ['list', '@', 'x'], ['other', B, 'x', 'y'], true],
  ['a fetch at the same places', ['list', '@', 'x'], ['list', '@', B, 'x'], true],
  ['conditions on what is inside', ['list', '@', 'x'], ['list', '@', 'x', 'y', B], true],
  ['the same condition', ['list', '@', B, 'x'], ['list', '@', B, 'x', 'y'], true],
  ['a fetch that goes on from some', ['list', '@', 'x'], ['list', '@', B, 'x', 'y'], false],
  ['a fetch that goes on from some by their own type', ['list', '@', 'x'], ['list', '@', 'x', B, 'y'], false],
  ['another condition', ['list', '@', B, 'x'], ['list', '@', C, 'x', 'y'], false],
  ['a condition at the root', ['x'], [B, 'x', 'y'], false],
])('%s', (_, path, later, shares) => {
  const node = fetchAt(path);
  expect(sharingPaths(planOf(node, fetchAt(later))).has(path)).toBe(shares);
});

function shared(...values: object[]): Shared {
  const all = new Shared();
  for (const value of values) all.add(value);
  return all;
}

test('what several places share is found once', () => {
  const list = [{ id: 1 }, { id: 2 }];
  const own = [{ id: 3 }];
  const data = { a: [{ list }, { list: own }, { list }] };
  const path = compilePath(new PlannedTypes(schema, []), ['a', '@', 'list', '@']);
  expect(objectsAt(data, path, shared(list)).map(({ id }) => id)).toEqual([1, 2, 3]);
  expect(objectsAt(data, path)).toHaveLength(5);
});

test('what is told to several places they share, and one that is told more has a copy', () => {
  const all = new Shared();
  const [first, second, third]: [Data, Data, Data] = [{}, {}, {}];
  const merge = new Merge(all, true);
  const told = { size: { width: 1, unit: ['m'] } };
  for (const place of [first, second, third]) merge.into(place, told);
  expect(first['size']).toBe(second['size']);
  expect(all.has(first['size'])).toBe(true);

  new Merge(all).into(first, { size: { height: 2 } });
  const two = new Merge(all, true);
  const answer = { size: { depth: 3 } };
  for (const place of [second, third]) two.into(place, answer);
  expect([first, second, third]).toEqual([
    { size: { width: 1, unit: ['m'], height: 2 } },
    { size: { width: 1, unit: ['m'], depth: 3 } },
    { size: { width: 1, unit: ['m'], depth: 3 } },
  ]);
  expect(second['size']).toBe(third['size']);
  expect(all.has(second['size'])).toBe(true);
});

test('what is told twice stays what it was where nothing is said', () => {
  const place: Data = { a: 1, list: [{ b: 1 }, null, 5], none: null };
  new Merge(new Shared()).into(place, { a: null, list: [{ c: 2 }, { c: 3 }, null], none: 7, more: { d: 1 } });
  expect(place).toEqual({ a: 1, list: [{ b: 1, c: 2 }, { c: 3 }, 5], none: 7, more: { d: 1 } });
});
