/** Fields that have moved to another subgraph. */
import { type FederationCase, subgraph } from './case.ts';

const old = [{ id: '1', at: 'old' }];
const moved = [{ id: '1', at: 'new' }];

function feeds(from: string): FederationCase['subgraphs'] {
  return {
    a: subgraph(
      'type Query { feed: [Post] @shareable aFeed: [Post] } type Post @key(fields: "id") { id: ID! at: String! @shareable }',
      { query: { feed: old, aFeed: old }, records: { Post: old } },
    ),
    b: subgraph(
      `type Query { feed: [Post] @shareable bFeed: [Post] } type Post @key(fields: "id") { id: ID! at: String! @override(from: "${from}") @shareable }`,
      { query: { feed: moved, bFeed: moved }, records: { Post: moved } },
    ),
  };
}

export const OVERRIDE_CASES: readonly FederationCase[] = [
  {
    name: 'a field that has moved is asked of its new subgraph alone',
    subgraphs: feeds('a'),
    asks: [
      { query: '{ feed { at } }', data: { feed: [{ at: 'new' }] } },
      { query: '{ aFeed { at } bFeed { at } }', data: { aFeed: [{ at: 'new' }], bFeed: [{ at: 'new' }] } },
    ],
  },
  {
    name: 'a field that has moved from where there is nobody',
    subgraphs: feeds('nobody'),
    asks: [
      { query: '{ aFeed { at } bFeed { at } }', data: { aFeed: [{ at: 'old' }], bFeed: [{ at: 'new' }] } },
    ],
  },
  {
    name: 'a field that has moved, of an interface',
    subgraphs: {
      a: subgraph(
        `type Query { feed: [Post] } interface Post { id: ID! at: String! }
         type Image implements Post @key(fields: "id") { id: ID! at: String! }`,
        { query: { feed: [{ __typename: 'Image', id: '1', at: 'old' }] } },
      ),
      b: subgraph(
        `type Query { others: [Other] } interface Post { id: ID! at: String! } interface Other { id: ID! at: String! }
         type Text implements Post @key(fields: "id") { id: ID! at: String! body: String! }
         type Image implements Other @key(fields: "id") { id: ID! at: String! @override(from: "a") }`,
        {
          query: { others: [{ __typename: 'Image', id: '1', at: 'new' }] },
          records: { Image: [{ id: '1', at: 'new' }] },
        },
      ),
    },
    asks: [
      { query: '{ feed { id at } }', data: { feed: [{ id: '1', at: 'new' }] } },
      { query: '{ feed { ... on Text { body } } }', data: { feed: [{}] } },
      {
        query: '{ others { at ... on Image { id } } }',
        data: { others: [{ at: 'new', id: '1' }] },
        asked: ['b'],
      },
    ],
  },
  {
    name: 'what is required of where it has moved to',
    subgraphs: {
      a: subgraph(
        'type Query { inA: User } type User @key(fields: "id") { id: ID! name: String! @external hello: String! @requires(fields: "name") }',
        { query: { inA: { id: '1' } }, fields: { User: { hello: ({ name }) => `hello ${String(name)}` } } },
      ),
      b: subgraph(
        'type Query { inB: User } type User @key(fields: "id") { id: ID! name: String! @override(from: "c") }',
        { query: { inB: { id: '1', name: 'new' } }, records: { User: [{ id: '1', name: 'new' }] } },
      ),
      c: subgraph(
        'type Query { inC: User } type User @key(fields: "id") { id: ID! name: String! bye: String! }',
        {
          query: { inC: { id: '1', name: 'old', bye: 'bye' } },
          records: { User: [{ id: '1', bye: 'bye' }] },
        },
      ),
    },
    asks: ['inA', 'inB', 'inC'].map((root) => ({
      query: `{ ${root} { hello name bye } }`,
      data: { [root]: { hello: 'hello new', name: 'new', bye: 'bye' } },
    })),
  },
];
