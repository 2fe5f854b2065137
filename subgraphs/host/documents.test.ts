import { describe, expect, test } from '@jest/globals';
import { LeastRecent } from './least-recent.ts';
import { subgraphOf } from './subgraphs.ts';

test('a text is read once', () => {
  const { documents } = subgraphOf('faults');
  const query = '{ alarms { complete } }';
  expect(documents.prepare(query)).toBe(documents.prepare(query));
  expect(documents.prepare(query)).toHaveProperty('document');
});

test('a text without end is refused', () => {
  const { documents } = subgraphOf('faults');
  expect(documents.prepare(`{ ${'alarms { complete } '.repeat(20_000)} }`)).toMatchObject({
    errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
  });
});

describe('LeastRecent', () => {
  test('forgets what was not asked for the longest', () => {
    const map = new LeastRecent<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(map.get('a')).toBe(1);
    map.set('c', 3);
    expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
  });
});
