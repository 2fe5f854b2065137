/** Every gather rule, over a contract made for it: what the shares of each field become, by a formula of its own. */
import { buildSubgraphSchema } from '@apollo/subgraph';
import fc from 'fast-check';
import { execute, parse } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import type { Member } from '#schema/ports/member.ts';
import { type ContractRules, readRules } from '#schema/rules.ts';
import { compileFetch } from '../execute/compile.ts';
import { Report } from '../execute/report.ts';
import { createPrecedence } from '../members/precedence.ts';
import { Silence } from '../execute/silence.ts';
import { createSlot } from '../execute/slot.ts';
import { fillSlots } from '../execute/step.ts';
import { type Law, defineLaw, same } from './law.ts';

const text = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  directive @gather(by: String!, key: String) on FIELD_DEFINITION
  type Query { value: Value values: [Value!] @gather(by: "POSITION") }
  type Value {
    first: Int @gather(by: "FIRST")
    plain: String
    sum: Int @gather(by: "SUM")
    least: Int @gather(by: "MIN")
    most: Int @gather(by: "MAX")
    earliest: String @gather(by: "MIN")
    worst: Level @gather(by: "MAX")
    best: Level @gather(by: "MIN")
    any: Boolean @gather(by: "ANY")
    every: Boolean @gather(by: "ALL")
    words: [String!] @gather(by: "UNION")
    list: [String!] @gather(by: "FIRST")
    pairs: [Pair!] @gather(by: "UNION", key: "a b")
    inner: Inner
    things: [Thing!]
    complete: Boolean! @gather(by: "COMPLETE")
  }
  type Inner { x: Int y: Int words: [String!] @gather(by: "UNION") }
  type Thing @key(fields: "id") { id: ID! }
  type Pair { a: String b: String rest: String }
  enum Level { LOW MIDDLE HIGH }
`;
const LEVELS = ['LOW', 'MIDDLE', 'HIGH'];
const contract = buildSubgraphSchema(parse(text));
const rules: ContractRules = readRules('inventory', contract);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 3 });
const word = fc.constantFrom('p', 'q', '\u{1f600}', '\ufffd');
const words = maybe(fc.uniqueArray(word, { maxLength: 3 }));
const pair = fc.record({ a: word, b: maybe(word), rest: maybe(word) });
const value = fc.record({
  first: maybe(fc.nat(3)),
  plain: maybe(word),
  sum: maybe(fc.nat(9)),
  least: maybe(fc.integer({ min: -9, max: 11 })),
  most: maybe(fc.integer({ min: -9, max: 11 })),
  earliest: maybe(word),
  worst: maybe(fc.constantFrom(...LEVELS)),
  best: maybe(fc.constantFrom(...LEVELS)),
  any: maybe(fc.boolean()),
  every: maybe(fc.boolean()),
  words,
  list: words,
  pairs: maybe(fc.uniqueArray(pair, { maxLength: 3, selector: ({ a, b }) => `${a} ${b}` })),
  inner: maybe(fc.record({ x: maybe(fc.nat(3)), y: maybe(fc.nat(3)), words })),
  things: maybe(fc.uniqueArray(fc.constantFrom('m0/1', 'm1/1', 'm2/1'), { maxLength: 3 })),
  complete: fc.boolean(),
});
type Value = typeof value extends fc.Arbitrary<infer T> ? T : never;

interface Share {
  /** Null where the member cannot tell it. */
  readonly value: Value | null;
  readonly values: readonly Value[] | null;
  readonly away: boolean;
  readonly stale: boolean;
}
const share: fc.Arbitrary<Share> = fc.record({
  value: fc.option(value, { freq: 5 }),
  values: fc.option(fc.array(value, { maxLength: 2 }), { freq: 5 }),
  away: fc.nat(4).map((n) => n === 0),
  stale: fc.nat(5).map((n) => n === 0),
});

/** Names of the client's own: nothing that merges may lean on them. */
const query = parse(`{
  value { ...V } values { ...V }
} fragment V on Value {
  first plain sum least most earliest worst best any every words list complete
  pairs { a: rest rest: b } inner { x y words } things { t: id }
}`);
const WITHOUT_COMPLETE = parse(`{ value { sum } }`);

const { signal } = new AbortController();
const precedence = createPrecedence([]);

async function ask(shares: readonly Share[], document: typeof query): Promise<Record<string, unknown>> {
  const members = shares.map((one, i): Member => ({
    domain: 'inventory',
    source: `m${i}`,
    role: 'ENUMERATES',
    contributes: {},
    regions: [],
    async execute(request) {
      if (one.away) throw new TributaryError('SOURCE_TIMEOUT', 'Too late.');
      const { data } = await execute({
        schema: contract,
        document: parse(request.query),
        rootValue: { value: raw(one.value), values: one.values?.map(raw) },
      });
      return {
        ...(data && { data }),
        extensions: { tributary: { stale: one.stale, asOf: null } },
      };
    },
  }));
  const output: Record<string, unknown> = {};
  const { root } = compileFetch(rules, document);
  if (!root) throw new TypeError('The query must have a root.');
  const input = {
    rules,
    members,
    operation: OPERATION,
    variables: {},
    signal,
    precedence,
    report: new Report(),
    silence: new Silence(),
    shared: { mayNeedEscapes: true },
  };
  await fillSlots(input, [createSlot(root, null, [], output)]);
  return output;
}
const OPERATION = parse('{ __typename }').definitions[0] as Parameters<typeof fillSlots>[0]['operation'];

const raw = (one: Value | null) => one && { ...one, things: one.things?.map((id) => ({ id })) ?? null };

/** Undefined: the share is unknown. */
function gathered(shares: readonly (Value | undefined)[], stale: boolean): unknown {
  const told = shares.flatMap((one) => (one ? [one] : []));
  if (told.length === 0) return null;
  const all = told.length === shares.length;
  const of = <K extends keyof Value>(key: K) =>
    told.flatMap((one) => (one[key] === null ? [] : [one[key] as NonNullable<Value[K]>]));
  const whole = (key: keyof Value) => all && of(key).length === told.length;
  const level = (key: 'worst' | 'best', pick: (...n: number[]) => number) =>
    of(key).length === 0 ? null : LEVELS[pick(...of(key).map((name) => LEVELS.indexOf(name)))];
  const inner = of('inner');
  const joined = (lists: readonly (readonly string[] | null)[]) => {
    const given = lists.flatMap((list) => (list === null ? [] : [list]));
    return given.length === 0 ? null : [...new Set(given.flat())];
  };
  const pairs = Map.groupBy(of('pairs').flat(), ({ a, b }) => JSON.stringify([a, b]));
  return {
    first: of('first')[0] ?? null,
    plain: of('plain')[0] ?? null,
    sum: whole('sum') ? of('sum').reduce((sum, n) => sum + n, 0) : null,
    least: of('least').length > 0 ? Math.min(...of('least')) : null,
    most: of('most').length > 0 ? Math.max(...of('most')) : null,
    earliest: of('earliest').toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))[0] ?? null,
    worst: level('worst', Math.max),
    best: level('best', Math.min),
    any: of('any').includes(true) ? true : whole('any') ? false : null,
    every: of('every').includes(false) ? false : whole('every') ? true : null,
    words: joined(told.map((one) => one.words)),
    list: of('list')[0] ?? null,
    complete: all && !stale && told.every((one) => one.complete),
    pairs:
      of('pairs').length === 0
        ? null
        : [...pairs.values()].map((group) => ({
            a: group.find(({ rest }) => rest !== null)?.rest ?? null,
            rest: group[0]?.b ?? null,
          })),
    inner:
      inner.length === 0
        ? null
        : {
            x: inner.find(({ x }) => x !== null)?.x ?? null,
            y: inner.find(({ y }) => y !== null)?.y ?? null,
            words: joined(inner.map((one) => one.words)),
          },
    things: joined(told.map((one) => one.things))?.map((id) => ({ t: id })) ?? null,
  };
}

async function check(_: null, shares: readonly Share[]): Promise<void> {
  const heard = shares.map((one) => (one.away ? { ...one, value: null, values: null } : one));
  const stale = heard.some((one) => one.stale && !one.away);
  const lists = heard.flatMap(({ values }) => (values === null ? [] : [values]));
  const length = Math.max(0, ...lists.map((list) => list.length));
  const expected = {
    value: gathered(
      heard.map((one) => one.value ?? undefined),
      stale,
    ),
    values:
      lists.length === 0
        ? null
        : Array.from({ length }, (__, i) =>
            gathered(
              heard.map((one) => one.values?.[i]),
              stale,
            ),
          ),
  };
  const shown = () => shares;
  same('The value', await ask(shares, query), expected, shown);
  const sum = (expected.value as { sum: number | null } | null)?.sum;
  const alone = sum === undefined ? null : { sum };
  same('A number alone', await ask(shares, WITHOUT_COMPLETE), { value: alone }, shown);
}

export const values: Law = defineLaw({
  name: 'values',
  says: 'The shares of a value become one by the rule of its field: FIRST, UNION, SUM, MIN, MAX, ANY, ALL, POSITION, COMPLETE.',
  share: 10,
  common: fc.constant(null),
  single: fc.array(share, { minLength: 1, maxLength: 4 }),
  check,
});
