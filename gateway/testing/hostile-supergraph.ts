/** Requests that mean harm, over a supergraph of others on which planning can be made as hard as one likes. */
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import type { HostileRequest } from './hostile.ts';

const SUBGRAPHS = 6;
const each = (make: (index: number) => string): string =>
  Array.from({ length: SUBGRAPHS }, (_, index) => make(index)).join(' ');

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])\n';

/** Each subgraph has the same fields, and three keys to the others: the ways through them are without number. Nobody serves it. */
export function hostileSupergraph(): string {
  const { supergraphSdl, errors } = composeServices(
    Array.from({ length: SUBGRAPHS }, (_, index) => ({
      name: `s${index}`,
      url: 'http://127.0.0.1:9/',
      typeDefs: parse(`${LINK} type Query { root: Node @shareable only${index}(n: [Int!]): Int }
        type Node @key(fields: "id") @key(fields: "k${index}") @key(fields: "k${(index + 1) % SUBGRAPHS}") {
          id: ID! k${index}: ID k${(index + 1) % SUBGRAPHS}: ID own${index}: Int
          a: Node @shareable b: Node @shareable c: Node @shareable n: Int @shareable }`),
    })),
  );
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

const within = (depth: number, inner: string): string =>
  `{ root ${'{ a '.repeat(depth)}{ ${inner} } ${'}'.repeat(depth)} }`;
const bush = (depth: number): string =>
  depth === 0 ? 'n' : ['a', 'b', 'c'].map((name) => `${name} { ${bush(depth - 1)} }`).join(' ');
const owned = each((index) => `own${index}`);

const HARD = ['TOO_HARD_TO_PLAN'] as const;

export const HOSTILE_TO_PLANNING: readonly HostileRequest[] = [
  { name: 'one field of one subgraph', query: '{ only1 }', codes: [] },
  ...[2, 4, 8, 10].map((hops) => ({
    name: `${hops} hops, and a field of every subgraph`,
    query: within(hops, owned),
    codes: HARD,
  })),
  { name: 'a field of every subgraph at each hop', query: `{ root { ${ladder(8)} } }`, codes: HARD },
  { name: 'all ways, five deep', query: `{ root { ${bush(5)} } }`, codes: HARD },
  {
    name: 'the same under forty names',
    query: `{ ${Array.from({ length: 40 }, (_, index) => `r${index}: root { a { ${owned} } }`).join(' ')} }`,
    codes: HARD,
  },
  { name: 'thirty-one hops', query: within(30, 'n'), codes: ['TOO_DEEP'] },
  {
    name: 'a bomb of fragments',
    query: `fragment F0 on Node { n } ${Array.from({ length: 14 }, (_, i) => `fragment F${i + 1} on Node { a { ...F${i} } b { ...F${i} } }`).join(' ')} { root { ...F14 } }`,
    codes: ['TOO_MANY_FIELDS'],
  },
  { name: 'a thousand root fields', query: `{ ${'only1 '.repeat(1000)} }`, codes: ['TOO_MANY_ROOT_FIELDS'] },
  {
    name: 'fragments in a circle',
    query: '{ root { ...A } } fragment A on Node { a { ...B } } fragment B on Node { a { ...A } }',
    codes: ['GRAPHQL_VALIDATION_FAILED'],
  },
  { name: '100 KB of white space', query: `{${' \n\t,'.repeat(25_000)} only1 }`, codes: [] },
  {
    name: 'huge variables',
    query: 'query ($n: [Int!]) { only1(n: $n) }',
    variables: { n: Array.from({ length: 30_000 }, (_, index) => index) },
    codes: [],
  },
];

function ladder(depth: number): string {
  return depth === 0 ? owned : `${owned} a { ${ladder(depth - 1)} }`;
}
