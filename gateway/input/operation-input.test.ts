import { describe, expect, test } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import { supergraphText } from '#schema/contracts.ts';
import { encodeCursor } from '#schema/cursor.ts';
import { contractRules } from '#schema/rules.ts';
import { codesOf, errorsOf } from '../testing/request-errors.ts';
import { type OperationInput, createOperationReader } from './operation-input.ts';

const schema = Supergraph.build(supergraphText()).apiSchema().toGraphQLJSSchema();
const reader = createOperationReader(schema);
const sources = new Set(['zabbix-west', 'legacy-west']);

function read(query: string, variables?: Record<string, unknown>, operationName?: string): OperationInput {
  return reader.input({ query, variables, operationName }, sources);
}

function refused(query: string, variables?: Record<string, unknown>, operationName?: string) {
  return errorsOf(() => read(query, variables, operationName));
}

test('a request becomes an operation with its values', () => {
  const input = read(
    'query Q($first: Int = 3, $filter: AlarmFilter) { alarms(first: $first, filter: $filter) { totalCount } }',
    { filter: { state: 'RAISED' } },
  );
  expect(input.operationName).toBe('Q');
  expect(input.operation.operation).toBe('query');
  expect(input.variables).toEqual({ first: 3, filter: { state: ['RAISED'] } });
  expect(input.rawVariables).toEqual({ first: 3, filter: { state: 'RAISED' } });
});

test('a document is read once', () => {
  const query = '{ faultSources { source } }';
  expect(read(query).document).toBe(read(query).document);
});

describe('documents', () => {
  test('that are not GraphQL', () => {
    const [error] = refused('{ alarms(');
    expect(error).toMatchObject({
      extensions: { code: 'GRAPHQL_PARSE_FAILED', retryable: false },
      locations: [{ line: 1, column: 10 }],
    });
  });

  test('that do not fit the schema, with all that is wrong', () => {
    const errors = refused('{ alarm { id } resources { edges { node { nome } } } }');
    expect(codesOf(errors)).toEqual(['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED']);
    expect(errors.map(({ message }) => message).join(' ')).toContain('Did you mean "name"');
    expect(errors[0]?.locations).toBeDefined();
  });

  test('of too many tokens', () => {
    expect(codesOf(refused(`{ ${'__typename '.repeat(10_001)} }`))).toEqual(['TOO_MANY_TOKENS']);
  });

  test('of too many fields behind fragments', () => {
    const chain = Array.from(
      { length: 24 },
      (_, i) => `fragment F${i} on Resource { a: site { ...F${i + 1} } b: device { ...F${i + 1} } }`,
    );
    const errors = refused(
      `{ resource(id: "legacy-west/x") { ...F0 } } ${chain.join(' ')} fragment F24 on Resource { name }`,
    );
    expect(codesOf(errors)).toEqual(['TOO_MANY_FIELDS']);
    expect(errors[0]?.message).toMatch(/with its fragments written out, at most 5000, but got: \d{8}\./);
  });

  test.each([
    ['{ _t_id: faultSources { source } }', 'must not begin with _t_'],
    ['{ faultSources { __proto__: source } }', 'A response name must not be one of __proto__'],
    ['{ constructor: faultSources { source } }', 'A response name must not be one of __proto__'],
    ['query ($__proto__: ID!) { alarm(id: $__proto__) { id } }', 'A variable must not be named'],
  ])('with a name that is not the client’s to give: %s', (query, message) => {
    const errors = refused(query);
    expect(codesOf(errors)).toContain('BAD_USER_INPUT');
    expect(errors[0]?.message).toContain(message);
    expect(errors[0]?.locations).toHaveLength(1);
  });

  test('with several operations want a name', () => {
    const query = 'query A { __typename } query B { __typename }';
    expect(read(query, {}, 'B').operationName).toBe('B');
    expect(refused(query)[0]?.message).toBe('`operationName` must be one of A, B, but got: null.');
    expect(codesOf(refused(query, {}, 'C'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  });

  test('subscribe to nothing', () => {
    expect(codesOf(refused('subscription { alarms { totalCount } }'))).toContain('GRAPHQL_VALIDATION_FAILED');
  });
});

test('variables of the wrong type, all of them', () => {
  const errors = refused(
    'query ($id: ID!, $first: Int) { alarm(id: $id) { id } alarms(first: $first) { totalCount } }',
    { first: 'many' },
  );
  expect(codesOf(errors)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
});

describe('arguments', () => {
  test.each([
    [
      '{ alarms(first: 0) { totalCount } }',
      'BAD_USER_INPUT',
      '`alarms(first:)` must be between 1 and 1000, but got: 0.',
    ],
    [
      '{ alarms(filter: { state: [] }) { totalCount } }',
      'BAD_USER_INPUT',
      'must hold between 1 and 500 values',
    ],
    ['{ alarm(id: "nonsense") { id } }', 'INVALID_ID', '<source>/<token>'],
    ['{ alarms(after: "x") { totalCount } }', 'INVALID_CURSOR', 'A cursor must be one that this graph gave'],
    ['mutation { acknowledgeAlarms(ids: []) { results { id } } }', 'BAD_USER_INPUT', 'between 1 and 500'],
  ])('%s', (query, code, message) => {
    const [error, ...more] = refused(query);
    expect(more).toEqual([]);
    expect(error?.extensions?.['code']).toBe(code);
    expect(error?.message).toContain(message);
    expect(error?.locations).toEqual([{ line: 1, column: query.startsWith('m') ? 12 : 3 }]);
  });

  test('of every field, deep, behind fragments and variables', () => {
    const errors = refused(
      `query ($first: Int) {
        resource(id: "legacy-west/x") { ...R alarms(first: $first) { totalCount } }
      }
      fragment R on Resource { ... { contains(first: 2000) { totalCount } } }`,
      { first: -1 },
    );
    expect(errors.map(({ message }) => message)).toEqual([
      '`contains(first:)` must be between 1 and 1000, but got: 2000.',
      '`alarms(first:)` must be between 1 and 1000, but got: -1.',
    ]);
  });

  test('of fields that are skipped do not matter', () => {
    const query = 'query ($on: Boolean!) { alarms(first: 0) @include(if: $on) { totalCount } __typename }';
    expect(refused(query, { on: false })).toEqual([]);
    expect(refused(query, { on: true })).toHaveLength(1);
  });

  test.each([
    'query ($on: Boolean = true) { alarms @include(if: $on) { totalCount } }',
    'query ($on: Boolean = true) { alarms { ...F @skip(if: $on) complete } } fragment F on AlarmConnection { totalCount }',
  ])('a condition without a value: %s', (query) => {
    const errors = refused(query, { on: null });
    expect(codesOf(errors)).toEqual(['BAD_USER_INPUT']);
    expect(errors[0]?.message).toBe('Argument "if" of non-null type "Boolean!" must not be null.');
    expect(errors[0]?.locations).toHaveLength(1);
  });

  test('a cursor of the order that the list is asked for in', () => {
    const after = encodeCursor(contractRules('faults').order('Query', 'alarms', 'SEVERITY_DESC'), [
      'MAJOR',
      '2026-03-01T07:30:00.000Z',
      'zabbix-west/e1',
    ]);
    const query = 'query ($after: String) { alarms(orderBy: SEVERITY_DESC, after: $after) { totalCount } }';
    expect(refused(query, { after })).toEqual([]);
    expect(codesOf(refused(query.replace('orderBy: SEVERITY_DESC, ', ''), { after }))).toEqual([
      'INVALID_CURSOR',
    ]);
  });
});

describe('sources that nobody has configured', () => {
  test.each([
    ['{ alarm(id: "zabix-west/e1") { id } }', '`alarm(id:)`'],
    ['{ alarms(filter: { within: ["zabix-west/e1"] }) { totalCount } }', '`alarms(filter.within:)`'],
    ['{ alarms(filter: { source: ["zabix-west"] }) { totalCount } }', '`alarms(filter.source:)`'],
  ])('%s', (query, subject) => {
    const [error] = refused(query);
    expect(error?.extensions).toMatchObject({ code: 'UNKNOWN_SOURCE', source: 'zabix-west' });
    expect(error?.message).toBe(
      `${subject} must name a source that is configured, but got: "zabix-west". Did you mean zabbix-west?`,
    );
  });

  test('are those that there are now, also for an operation that was sound before', () => {
    const query = '{ alarm(id: "zabbix-west/e1") { id } }';
    const withSources = (...names: string[]) =>
      codesOf(errorsOf(() => reader.input({ query }, new Set(names))));
    expect(withSources('zabbix-west')).toEqual([]);
    expect(withSources('legacy-west')).toEqual(['UNKNOWN_SOURCE']);
    expect(withSources('zabbix-west')).toEqual([]);
  });

  test('are told row by row in a mutation', () => {
    expect(refused('mutation { clearAlarms(ids: ["gone/e1", "nonsense"]) { results { id } } }')).toEqual([]);
  });

  test('other texts name none', () => {
    expect(
      refused('{ resolve(keys: [{ type: NATIVE_ID, scope: "gone/1", value: "gone/1" }]) { complete } }'),
    ).toEqual([]);
  });
});
