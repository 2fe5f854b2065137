import { expect, test } from '@jest/globals';
import type { EntityFetch } from '../plan/planner.ts';
import { representationsFor } from './representation.ts';
import type { PlannedTypes } from './types.ts';

const types = {
  isOfType: (name: unknown, type: string) => name === type || type === 'Thing',
} as PlannedTypes;

function told(fields: readonly string[], objects: readonly Record<string, unknown>[]) {
  const requires = [{ type: 'Thing', fields: fields.map((name) => ({ name, dataKey: name })) }];
  const representations = representationsFor(types, { requires } as unknown as EntityFetch)();
  return { numbers: objects.map((object) => representations.add(object)), texts: representations.texts };
}

const a = { __typename: 'A', id: '1', sku: 7 };
const b = { __typename: 'B', id: '1', sku: 7 };

test.each([[['__typename', 'id']], [['id', '__typename']]])('each once, by %j', (fields) => {
  const { numbers, texts } = told(fields, [a, b, { ...a, id: 1 }, { ...a }, { ...b }, { ...a, id: '2' }]);
  expect(numbers).toEqual([0, 1, 2, 0, 1, 3]);
  expect(texts.map((text) => JSON.parse(text) as object)).toEqual([
    { __typename: 'A', id: '1' },
    { __typename: 'B', id: '1' },
    { __typename: 'A', id: 1 },
    { __typename: 'A', id: '2' },
  ]);
});

test('by several fields, and by what is null', () => {
  const { numbers, texts } = told(['__typename', 'id', 'sku'], [a, { ...a, sku: null }, { ...a }]);
  expect(numbers).toEqual([0, 1, 0]);
  expect(texts).toEqual(['{"__typename":"A","id":"1","sku":7}', '{"__typename":"A","id":"1","sku":null}']);
});

test('what is not known is not asked for', () => {
  const nobody = { __typename: 'A', constructor: () => undefined };
  expect(told(['__typename', 'id'], [nobody, a, nobody])).toMatchObject({
    numbers: [undefined, 0, undefined],
  });
  expect(told(['__typename', 'constructor'], [nobody]).texts).toEqual([]);
  expect(told(['__typename'], [a]).texts).toEqual([]);
});
