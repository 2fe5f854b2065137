import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildSchema, getOperationAST, parse } from 'graphql';
import { request } from 'undici';
import { apiSchema, ask } from '../testing/ask.ts';
import { HOSTILE } from '../testing/hostile.ts';
import { LEGITIMATE } from '../testing/legitimate.ts';
import { type TestGateway, startTestGateway } from '../testing/test-gateway.ts';
import { costOf } from './cost.ts';
import { scanDocument } from './scan.ts';
import { DEFAULT_LIMITS } from './limits.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway([]);
});
afterAll(() => gateway.close());

describe('what means harm is refused with its code, or answered', () => {
  test.each(HOSTILE)('$name', async ({ query, variables, codes }) => {
    const { body } = await request(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { errors = [] } = (await body.json()) as { errors?: { extensions: { code: string } }[] };
    const told = errors.map(({ extensions }) => extensions.code);
    if (codes.length > 0) expect(codes).toContain(told[0]);
    else expect(told.filter((code) => code.startsWith('TOO_') || code === 'INTERNAL_ERROR')).toEqual([]);
  });
});

describe('what people ask for passes', () => {
  test.each(Object.entries(LEGITIMATE))('%s', async (_name, query) => {
    const { errors = [] } = await ask([], query);
    const refused = errors.filter(({ extensions }) => extensions?.['code'] !== 'UNKNOWN_SOURCE');
    expect(refused).toEqual([]);
  });
});

describe('the cost of an operation', () => {
  const cost = (query: string, variables = {}, schema = apiSchema): number => {
    const document = parse(query);
    const operation = getOperationAST(document);
    if (!operation) throw new Error('The document must have one operation.');
    return costOf(schema, document, operation, variables).objects;
  };

  test('is counted by pages, whatever the fragments', () => {
    // The connection, and per edge the edge and the alarm.
    expect(cost('{ alarms(first: 7) { totalCount edges { node { id } } } }')).toBe(1 + 7 * 2);
    expect(
      cost(
        'query ($n: Int) { alarms(first: $n) { ...C } } fragment C on AlarmConnection { edges { node { id } } }',
        { n: 3 },
      ),
    ).toBe(7);
    expect(cost('{ alarms { edges { node { id } } } }')).toBe(1 + 10 * 2);
    expect(cost('{ alarms(first: 7) { edges @skip(if: true) { node { id } } } }')).toBe(1);
  });

  test('of lists of which nobody says how long they are is assumed', () => {
    const schema = buildSchema(
      'type Query { all: [A!]! } type A { bs(limit: Int): [B] } type B { n: Int as: [A] }',
    );
    expect(cost('{ all { bs { n } } }', {}, schema)).toBe(10 * (1 + 10));
    expect(cost('{ all { bs(limit: 2) { n as { __typename } } } }', {}, schema)).toBe(
      10 * (1 + 2 * (1 + 10)),
    );
  });
});

test('a document is measured before it is parsed, and what is none is left to the parser', () => {
  const limits = { ...DEFAULT_LIMITS, maxAliases: 1, maxDirectives: 1 };
  expect(() =>
    scanDocument('query ($a: Int = 1, $b: F = { x: 1 }) { a: b(c: { d: 1, e: 2 }) }', limits),
  ).not.toThrow();
  expect(() => scanDocument('{ a: b c: d }', limits)).toThrow('at most 1, but got: 2');
  expect(() => scanDocument('{ a @x @y }', limits)).toThrow('at most 1, but got: 2');
  expect(() => scanDocument('{ "', limits)).not.toThrow();
});
