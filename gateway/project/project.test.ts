import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type DocumentNode,
  type GraphQLOutputType,
  buildSchema,
  executeSync,
  getNullableType,
  isLeafType,
  isListType,
  parse,
} from 'graphql';
import { dataKey } from '../plan/plannable.ts';
import { project } from './project.ts';

const schema = buildSchema(`
  type Query { text: String int: Int float: Float yes: Boolean id: ID colour: Colour any: Json must: Inner! inner: Inner
    list: [Inner!] matrix: [[Int!]] pet: Pet either: Either toString: String }
  type Inner { name: String! again: Inner n: Int }
  enum Colour { RED GREEN }
  scalar Json
  interface Pet { name: String! }
  type Dog implements Pet { name: String! barks: Boolean }
  type Cat implements Pet { name: String! lives: Int! }
  union Either = Dog | Cat
`);

function projected(query: string, data: Record<string, unknown>, variables = {}) {
  const document = parse(query);
  const { text, errors } = project(
    { schema, document, operationName: undefined, variables, rawVariables: variables },
    data,
  );
  return {
    data: JSON.parse(text) as unknown,
    errors: errors.map(({ message, path }) => ({ message, path })),
  };
}

/** What graphql-js makes of the same. */
function reference(document: DocumentNode, data: unknown) {
  const result = executeSync({
    schema,
    document,
    rootValue: data,
    fieldResolver(source: Record<string, unknown>, _args, _context, info) {
      const value = Object.hasOwn(source, info.fieldName)
        ? source[dataKey(info.fieldName, String(info.path.key))]
        : undefined;
      return shaped(getNullableType(info.returnType), value);
    },
    typeResolver: (value) => String((value as Record<string, unknown>)['__typename']),
  });
  return { data: result.data, errors: result.errors?.length ?? 0 };
}

/** graphql-js takes anything for an object; we do not. */
function shaped(type: GraphQLOutputType, value: unknown): unknown {
  if (value === null || value === undefined || isLeafType(type)) return value;
  if (isListType(type)) {
    const item = getNullableType(type.ofType as GraphQLOutputType);
    return Array.isArray(value) ? value.map((one) => failing(() => shaped(item, one))) : value;
  }
  if (typeof value !== 'object' || Array.isArray(value)) throw new TypeError('A value must be an object.');
  return value;
}

/** An error in place of an element of a list is that element's. */
function failing(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    return error;
  }
}

describe('leaves', () => {
  test('are what their types say', () => {
    const data = { text: 'ä"\n', int: -3, float: 0.5, yes: false, id: 7, colour: 'RED', any: { a: [1] } };
    expect(projected('{ text int float yes id colour any }', data)).toEqual({
      data: { ...data, id: '7' },
      errors: [],
    });
  });

  test.each([
    ['int', 0.5],
    ['int', 2 ** 40],
    ['float', 'x'],
    ['yes', 'maybe'],
    ['colour', 'BLUE'],
    ['text', { a: 1 }],
  ])('%s is not %j', (field, value) => {
    const { data, errors } = projected(`{ ${field} }`, { [field]: value });
    expect(data).toEqual({ [field]: null });
    expect(errors).toMatchObject([{ path: [field] }]);
  });
});

test('null is carried up as far as it must be, and its place is told', () => {
  expect(projected('{ list { name } text }', { list: [{ name: 'a' }, {}], text: 't' })).toEqual({
    data: { list: null, text: 't' },
    errors: [{ message: 'Cannot return null for non-nullable field Inner.name.', path: ['list', 1, 'name'] }],
  });
  expect(projected('{ must { name } }', {}).data).toBeNull();
  expect(projected('{ list { name } matrix }', { list: {}, matrix: [[1, null], [2]] }).data).toEqual({
    list: null,
    matrix: [null, [2]],
  });
});

test('what the language gives every object is no answer', () => {
  expect(projected('{ toString }', {}).data).toEqual({ toString: null });
});

test('an object of an abstract type is written by its own type', () => {
  const query = '{ pet { name ... on Dog { barks } } either { __typename ... on Cat { lives } } }';
  const data = {
    pet: { __typename: 'Dog', name: 'Rex', barks: true },
    either: { __typename: 'Cat', lives: 9 },
  };
  expect(projected(query, data)).toEqual({
    data: { pet: { name: 'Rex', barks: true }, either: { __typename: 'Cat', lives: 9 } },
    errors: [],
  });
  expect(projected('{ pet { name } }', { pet: { name: 'Rex' } }).data).toEqual({ pet: { name: 'Rex' } });
  expect(projected('{ pet { __typename } }', { pet: { name: 'Rex' } })).toMatchObject({
    data: { pet: null },
    errors: [{ path: ['pet'] }],
  });
  expect(projected('{ pet { name } }', { pet: { __typename: 'Fish', name: 'x' } }).data).toEqual({
    pet: null,
  });
});

test('fragments, conditions and equal keys are merged in the order of the client', () => {
  const query = `query ($a: Boolean!) { x: inner { n ...F } ...Q @include(if: $a) text @skip(if: $a) }
    fragment F on Inner { again { n } } fragment Q on Query { x: inner { again { name } name } }`;
  const data = { _t_as_x: { n: 1, name: 'o', again: { n: 2, name: 'i' } }, text: 't' };
  expect(JSON.stringify(projected(query, data, { a: true }).data)).toBe(
    '{"x":{"n":1,"again":{"n":2,"name":"i"},"name":"o"}}',
  );
  expect(projected(query, data, { a: false }).data).toEqual({ x: { n: 1, again: { n: 2 } }, text: 't' });
});

test('whatever was fetched, the answer is that of the specification', () => {
  const document = parse(
    '{ text int float yes id colour list { name n again { name } } must { name } inner { again { n } } matrix }',
  );
  const leaf = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant('RED'),
  );
  const inner = fc.oneof(
    leaf,
    fc.record(
      { name: leaf, n: leaf, again: fc.oneof(leaf, fc.record({ name: leaf, n: leaf })) },
      { requiredKeys: [] },
    ),
  );
  const value = fc.oneof(leaf, inner, fc.array(inner), fc.array(fc.array(leaf)));
  const names = ['text', 'int', 'float', 'yes', 'id', 'colour', 'list', 'must', 'inner', 'matrix'];
  const answer = fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
  fc.assert(
    fc.property(answer, (fetched) => {
      // As it comes from JSON.
      const data = JSON.parse(JSON.stringify(fetched)) as Record<string, unknown>;
      const { text, errors } = project(
        { schema, document, operationName: undefined, variables: {}, rawVariables: {} },
        data,
      );
      const expected = reference(document, data);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(expected.data)));
      expect(errors.length > 0).toBe(expected.errors > 0);
    }),
    { numRuns: 300 },
  );
});

describe('what stands in several places', () => {
  const inner = { name: 'n', again: { name: 'm', n: 1 } };
  const repeatedOf = (...values: unknown[]) => ({
    some: true,
    mayNeedEscapes: true,
    has: (value: unknown) => values.includes(value),
  });
  const texts = (query: string, data: Record<string, unknown>, ...values: unknown[]) => {
    const document = parse(query);
    const projection = { schema, document, operationName: undefined, variables: {}, rawVariables: {} };
    const written = [undefined, repeatedOf(...values)].map((repeated) => project(projection, data, repeated));
    return written.map(({ text, errors }) => ({
      text,
      errors: errors.map(({ message, path }) => ({ message, path })),
    }));
  };

  test('is written as everything is, under each selection', () => {
    const list = [inner, inner];
    const query = '{ list { name again { n } } must { again { name } n } inner { again { n name } } }';
    const [alone, repeated] = texts(query, { list, must: inner, inner }, list, inner, inner.again);
    expect(repeated).toEqual(alone);
    expect(JSON.parse(alone?.text ?? '')).toMatchObject({ list: [{ again: { n: 1 } }, { again: { n: 1 } }] });
  });

  test('has its errors in every place', () => {
    const wrong = { name: 'n', n: 'none' };
    const [alone, repeated] = texts('{ list { name n } }', { list: [wrong, inner, wrong] }, wrong);
    expect(repeated).toEqual(alone);
    expect(repeated?.errors.map(({ path }) => path)).toEqual([
      ['list', 0, 'n'],
      ['list', 2, 'n'],
    ]);
  });
});
