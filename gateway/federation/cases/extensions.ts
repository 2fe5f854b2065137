/** Types that extend those of others, as federation 1 has it and as 2 still admits it. */
import { type FederationCase, subgraph } from './case.ts';

const alarm = { id: 'a1', rank: 3 };
const owner = subgraph(
  'type Query { alarm(id: ID): Alarm } type Alarm @key(fields: "id") { id: ID! text: String! @shareable note: String }',
  {
    query: { alarm: (_: unknown, { id }: { id: string }) => ({ id, text: `t ${id}`, note: `n ${id}` }) },
    records: { Alarm: [{ id: 'a1', text: 't a1', note: 'n a1' }] },
  },
);
const told = { query: { top: alarm, told: { ...alarm, text: 't a1' } }, records: { Alarm: [alarm] } };

const asks = [
  {
    query: '{ top { id text } alarm(id: "a2") { id text note } }',
    data: { top: { id: 'a1', text: 't a1' }, alarm: { id: 'a2', text: 't a2', note: 'n a2' } },
  },
  { query: '{ top { id rank } }', data: { top: { id: 'a1', rank: 3 } }, asked: ['extending'] },
  {
    query: '{ told { id rank text } }',
    data: { told: { id: 'a1', rank: 3, text: 't a1' } },
    asked: ['extending'],
  },
  { query: '{ alarm(id: "a1") { rank } }', data: { alarm: { rank: 3 } }, asked: ['extending', 'owner'] },
];

const QUERY = 'type Query { top: Alarm told: Alarm @provides(fields: "text") }';
const FIELDS = '{ id: ID! @external text: String! @external rank: Int }';

export const EXTENSION_CASES: readonly FederationCase[] = [
  {
    name: 'federation 1, extend type',
    subgraphs: {
      extending: {
        ...subgraph(`${QUERY} extend type Alarm @key(fields: "id") ${FIELDS}`, told),
        federation: 1,
      },
      owner,
    },
    asks,
  },
  {
    name: 'federation 1, @extends',
    subgraphs: {
      extending: {
        ...subgraph(`${QUERY} type Alarm @key(fields: "id") @extends ${FIELDS}`, told),
        federation: 1,
      },
      owner,
    },
    asks,
  },
  {
    name: 'federation 2, extend type',
    subgraphs: {
      extending: subgraph(`${QUERY} extend type Alarm @key(fields: "id") ${FIELDS}`, told),
      owner,
    },
    asks,
  },
  {
    name: 'federation 2, @extends',
    subgraphs: {
      extending: subgraph(`${QUERY} type Alarm @key(fields: "id") @extends ${FIELDS}`, told),
      owner,
    },
    asks,
  },
  {
    name: 'an extension with a key of its own that nobody else has',
    subgraphs: {
      cards: {
        ...subgraph(
          'type Query { card: Card } type Card @key(fields: "id") { id: ID! name: String pid: ID }',
          {
            query: { card: { id: 'c1', name: 'C', pid: 'p' } },
            records: { Card: [{ id: 'c1', name: 'C', pid: 'p' }] },
          },
        ),
        federation: 1,
      },
      prices: {
        ...subgraph(
          `type Query { dear: Card } extend type Card @key(fields: "id name") @key(fields: "upc") {
             id: ID @external name: String @external upc: String @external price: Float! }`,
          { query: {}, records: { Card: [{ id: 'c1', name: 'C', upc: 'u', price: 12.5 }] } },
        ),
        federation: 1,
      },
    },
    asks: [
      {
        query: '{ card { id pid price upc name } }',
        data: { card: { id: 'c1', pid: 'p', price: 12.5, upc: 'u', name: 'C' } },
      },
    ],
  },
];
