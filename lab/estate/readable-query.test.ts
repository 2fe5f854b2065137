import { readFileSync, readdirSync } from 'node:fs';
import { parse, print } from 'graphql';
import { expect, test } from '@jest/globals';
import { readableQuery } from './readable-query.ts';
import { SCENARIOS } from './scenarios/catalogue.ts';

const FOLDER = new URL('queries/', import.meta.url);
const QUERIES = [
  ...readdirSync(FOLDER).map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')] as const),
  ...SCENARIOS.map(({ name, watch }) => [name, watch] as const),
];

test.each(QUERIES)('%s: asks the same, in lines that fit', (_, text) => {
  for (const width of [76, 96]) {
    const readable = readableQuery(text, width);
    expect(print(parse(readable))).toBe(print(parse(text)));
    expect(readable.split('\n').filter((line) => line.length > width)).toEqual([]);
  }
});

test('what fits stands in a line', () => {
  const query =
    'query Q($a: Int) { a: b(c: $a, o: {x: [1, {y: "{"}]}) { d e { f } } ... on Query { g } ...F @include(if: true) } fragment F on Query { h }';
  expect(readableQuery(query, 60)).toBe(
    `query Q($a: Int) {
  a: b(c: $a, o: { x: [1, { y: "{" }] }) { d e { f } }
  ... on Query { g }
  ...F @include(if: true)
}

fragment F on Query {
  h
}`,
  );
  expect(readableQuery('{ a { bbbbbbbbbbbbbbb ccccccccccccccc(d: [EEE, FFF], g: 1) @x { h } } }', 30)).toBe(
    `{
  a {
    bbbbbbbbbbbbbbb
    ccccccccccccccc(
      d: [
        EEE
        FFF
      ]
      g: 1
    ) @x {
      h
    }
  }
}`,
  );
});
