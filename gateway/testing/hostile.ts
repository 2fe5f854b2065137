/** Requests that mean harm, over the graph of the contracts: each is refused with its code, or answered. */
import type { ErrorCode } from '#schema/errors.ts';

export interface HostileRequest {
  readonly name: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** One of them, by what limit is met first; none: it may be answered. */
  readonly codes: readonly ErrorCode[];
}

const times = (count: number, make: (index: number) => string, between = ' '): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(between);

const hops = (count: number, page: string): string =>
  `{ alarms${page} { edges { node { id ${times(count, () => `alarmedObject { alarms${page} { edges { node { id`)} ${times(count, () => '} } } }')} } } } }`;

/** All traversals there are, in a circle: valid, and as hard to plan as the graph allows. */
const circle = (count: number): string => {
  const services = 'services(first: 1) { edges { node { customer { name } } } }';
  const hop = `alarms(first: 1) { edges { node { parentAlarm { id } alarmedObject { ${services} device { `;
  return `{ resources(first: 1) { edges { node { ${times(count, () => hop)} name ${times(count, () => '} } } } }')} } } } }`;
};

const alternatives = (count: number): string =>
  `fragment F0 on Resource { name } ${times(count, (i) => `fragment F${i + 1} on Resource { site { ...F${i} } device { ...F${i} } }`)} { resources(first: 1) { edges { node { ...F${count} } } } }`;

export const HOSTILE: readonly HostileRequest[] = [
  { name: 'a chain of 5000 fields', query: `${'{a'.repeat(4000)}${'}'.repeat(4000)}`, codes: ['TOO_DEEP'] },
  {
    name: 'a value of 5000 lists',
    query: `{ resource(id: ${'['.repeat(4000)}${']'.repeat(4000)}) { id } }`,
    codes: ['TOO_DEEP'],
  },
  {
    name: 'inline fragments in one another',
    query: `{ ${'... on Query { '.repeat(500)}__typename${' }'.repeat(500)} }`,
    codes: ['TOO_DEEP'],
  },
  ...[2, 3, 4].map((count) => ({ name: `a circle of ${count} hops`, query: circle(count), codes: [] })),
  ...[6, 8, 10].map((count) => ({
    name: `a circle of ${count} hops`,
    query: circle(count),
    codes: ['TOO_DEEP'] as const,
  })),
  ...[2, 3, 4, 5].map((count) => ({
    name: `${count} hops of whole pages`,
    query: hops(count, '(first: 1000)'),
    codes: ['TOO_COSTLY'] as const,
  })),
  ...[8, 10].map((count) => ({
    name: `${count} hops`,
    query: hops(count, ''),
    codes: ['TOO_DEEP'] as const,
  })),
  ...[2, 4].map((count) => ({
    name: `${count} hops of single alarms`,
    query: hops(count, '(first: 1)'),
    codes: [],
  })),
  {
    name: 'a bomb of aliases',
    query: `{ ${times(1500, (i) => `a${i}: faultSources { source }`)} }`,
    codes: ['TOO_MANY_ALIASES'],
  },
  {
    name: 'aliases of one field within a record',
    query: `{ resource(id: "a/b") { ${times(1500, (i) => `n${i}: name`)} } }`,
    codes: ['TOO_MANY_ALIASES'],
  },
  { name: 'a bomb of fragments', query: alternatives(25), codes: ['TOO_MANY_FIELDS'] },
  { name: 'a bomb of fragments within the limits', query: alternatives(8), codes: [] },
  {
    name: 'a thousand fragments',
    query: `{ ${times(1000, (i) => `...F${i}`)} } ${times(1000, (i) => `fragment F${i} on Query { __typename }`)}`,
    codes: ['TOO_MANY_DEFINITIONS'],
  },
  {
    name: 'a thousand root fields',
    query: `{ ${times(1000, () => 'faultSources { source }')} }`,
    codes: ['TOO_MANY_ROOT_FIELDS'],
  },
  {
    name: 'fragments in a circle',
    query: '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
    codes: ['GRAPHQL_VALIDATION_FAILED'],
  },
  {
    name: 'a hundred fragments in a circle',
    query: `{ ...F0 } ${times(99, (i) => `fragment F${i} on Query { ...F${(i + 1) % 99} __typename }`)}`,
    codes: ['TOO_MANY_ROOT_FIELDS'],
  },
  { name: '100 KB of white space', query: `{${' \n\t,'.repeat(25_000)} __typename }`, codes: [] },
  { name: '100 KB of comments', query: `{ ${'# nothing\n'.repeat(10_000)} __typename }`, codes: [] },
  {
    name: 'a flood of one field',
    query: `{ faultSources { ${'source '.repeat(9000)} } }`,
    codes: ['TOO_MANY_FIELDS'],
  },
  {
    name: 'a smaller flood of one field',
    query: `{ faultSources { ${'source '.repeat(4000)} } }`,
    codes: ['GRAPHQL_VALIDATION_FAILED'],
  },
  { name: 'a flood of tokens', query: `{ ${'a '.repeat(200_000)} }`, codes: ['TOO_MANY_TOKENS'] },
  {
    name: 'a flood of directives',
    query: `{ faultSources { source ${'@include(if: true) '.repeat(1400)} } }`,
    codes: ['TOO_MANY_DIRECTIVES'],
  },
  {
    name: 'a flood of unknown fields',
    query: `{ ${times(49, (i) => `alarmss${i}`)} }`,
    codes: ['GRAPHQL_VALIDATION_FAILED'],
  },
  {
    name: 'a flood of variables',
    query: `query (${times(1500, (i) => `$v${i}: Int`)}) { __typename }`,
    codes: ['GRAPHQL_VALIDATION_FAILED'],
  },
  {
    name: 'a flood of operations',
    query: times(1500, (i) => `query Q${i} { __typename }`),
    codes: ['TOO_MANY_DEFINITIONS'],
  },
  {
    name: 'a loop of introspection',
    query: `{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }`,
    codes: ['GRAPHQL_VALIDATION_FAILED'],
  },
  {
    name: 'introspection forty times',
    query: `{ ${times(40, (i) => `s${i}: __schema { types { fields { args { type { name ofType { name } } } type { name ofType { name } } } } }`)} }`,
    codes: ['TOO_COSTLY'],
  },
  {
    name: 'introspection of types in types',
    query: `{ __schema { ${times(40, (i) => `t${i}: types { fields { type { fields { name type { name } } } } }`)} } }`,
    codes: ['TOO_COSTLY'],
  },
  {
    name: 'huge variables',
    query: 'query ($ids: [ID!]!) { alarms(filter: { within: $ids }) { totalCount } }',
    variables: { ids: Array.from({ length: 30_000 }, (_, i) => `zabbix-west/a.${i}`) },
    codes: ['BAD_USER_INPUT', 'UNKNOWN_SOURCE', 'GRAPHQL_VALIDATION_FAILED'],
  },
  {
    name: 'deep variables',
    query: 'query ($ids: [ID!]!) { alarms(filter: { within: $ids }) { totalCount } }',
    variables: { ids: nested(2000) },
    codes: ['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED'],
  },
];

function nested(depth: number): unknown {
  let value: unknown = 'x';
  for (let i = 0; i < depth; i += 1) value = [value];
  return value;
}
