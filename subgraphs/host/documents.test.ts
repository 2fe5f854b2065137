import { expect, test } from '@jest/globals';
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
