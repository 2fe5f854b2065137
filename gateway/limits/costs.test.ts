import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, getOperationAST, getVariableValues, parse } from 'graphql';
import { costOf } from './cost.ts';
import { Costs } from './costs.ts';

const schema = buildSchema(`
  type Query { list(first: Int, after: String, filter: Filter!, limit: Int): [Item] item(id: ID): Item }
  type Item { name: String list(last: Int): [Item] parts: [Item] }
  input Filter { a: Int! b: [String!] }
`);

const DOCUMENTS = [
  '{ list(filter: { a: 1 }) { name } }',
  'query ($n: Int, $a: Int!, $after: String) { list(first: $n, after: $after, filter: { a: $a }) { ...I } } fragment I on Item { parts { name } }',
  'query ($n: Int, $m: Int, $f: Filter) { list(first: $n, limit: $m, filter: $f) { list(last: $m) { name } } }',
  'query ($n: Int = 7, $f: Filter = { a: 1 }) { list(first: $n, filter: $f) { name } item { name } }',
  'query ($yes: Boolean!, $no: Boolean!, $id: ID) { item(id: $id) @include(if: $yes) { list @skip(if: $no) { name } } }',
].map((text) => parse(text));

const variables = fc.record(
  {
    n: fc.option(fc.integer({ min: -2, max: 9 })),
    m: fc.option(fc.integer({ min: 0, max: 3 })),
    a: fc.integer({ max: 3 }),
    f: fc.option(fc.record({ a: fc.integer({ max: 2 }) })),
    after: fc.option(fc.string({ maxLength: 2 })),
    yes: fc.boolean(),
    no: fc.boolean(),
    id: fc.string({ maxLength: 2 }),
  },
  { requiredKeys: ['a', 'yes', 'no'] },
);

test('what is remembered is what would be worked out', () => {
  const costs = new Costs(schema);
  fc.assert(
    fc.property(fc.constantFrom(...DOCUMENTS), variables, (document, sent) => {
      const operation = getOperationAST(document);
      if (!operation) throw new Error('There must be an operation.');
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], sent);
      if (!coerced) return;
      expect(costs.of(document, operation, coerced)).toEqual(costOf(schema, document, operation, coerced));
    }),
    { numRuns: 1000 },
  );
});
