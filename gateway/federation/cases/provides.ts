/** What a subgraph tells on one way alone is asked of it there, and of its owner elsewhere. */
import { type FederationCase, subgraph } from './case.ts';

const cards = [
  { id: 'c1', name: 'Line' },
  { id: 'c2', name: 'Fan' },
];
const ANIMALS = [
  { __typename: 'Fibre', id: 'f1', name: 'F', km: 4 },
  { __typename: 'Copper', id: 'k1', name: 'K', km: 1 },
];

export const PROVIDES_CASES: readonly FederationCase[] = [
  {
    name: 'provided deep inside, and only there',
    subgraphs: {
      chassis: subgraph(
        `type Query { chassis: [Chassis] @provides(fields: "cards { id name spare { id name } }") }
         type Chassis @key(fields: "id") { id: ID! cards: [Card] @external }
         type Card @key(fields: "id") { id: ID! name: String @external spare: [Card] @external }`,
        {
          query: {
            chassis: [{ id: 'x1', cards: [{ ...cards[0], spare: [cards[1]] }] }],
          },
        },
      ),
      cards: subgraph(
        `type Chassis @key(fields: "id") { id: ID! cards: [Card] @shareable }
         type Card @key(fields: "id") { id: ID! name: String @shareable spare: [Card] @shareable }`,
        {
          records: {
            Chassis: [{ id: 'x1', cards: [{ ...cards[0], spare: [cards[1]] }] }],
            Card: cards.map((card) => ({ ...card, spare: [{ ...cards[0], spare: [] }] })),
          },
        },
      ),
    },
    asks: [
      {
        query: '{ chassis { cards { name spare { name } } } }',
        data: { chassis: [{ cards: [{ name: 'Line', spare: [{ name: 'Fan' }] }] }] },
        asked: ['chassis'],
      },
    ],
  },
  {
    name: 'provided of one member of a union, and through an interface',
    subgraphs: {
      plain: subgraph(
        `type Query { lines: [Line] @shareable } union Line = Fibre | Copper
         type Fibre @key(fields: "id") { id: ID! } type Copper @key(fields: "id") { id: ID! }`,
        { query: { lines: ANIMALS } },
      ),
      telling: subgraph(
        `type Query { lines: [Line] @shareable @provides(fields: "... on Fibre { name }")
           cable: Cable @provides(fields: "lines { ... on Fibre { name } }") }
         union Line = Fibre | Copper interface Named { id: ID! name: String } type Cable { lines: [Named] }
         type Fibre implements Named @key(fields: "id") { id: ID! name: String @external }
         type Copper implements Named @key(fields: "id") { id: ID! name: String @external }`,
        { query: { lines: ANIMALS, cable: { lines: ANIMALS } } },
      ),
      owner: subgraph(
        `type Fibre @key(fields: "id") { id: ID! name: String @shareable km: Int }
         type Copper @key(fields: "id") { id: ID! name: String @shareable km: Int }`,
        { records: { Fibre: [{ ...ANIMALS[0] }], Copper: [{ ...ANIMALS[1] }] } },
      ),
    },
    asks: [
      {
        query: '{ lines { ... on Fibre { id name } ... on Copper { id } } }',
        data: { lines: [{ id: 'f1', name: 'F' }, { id: 'k1' }] },
      },
      {
        query: '{ lines { ... on Fibre { name km } ... on Copper { name } } }',
        data: { lines: [{ name: 'F', km: 4 }, { name: 'K' }] },
      },
      {
        query: '{ cable { lines { name ... on Copper { km } } } }',
        data: { cable: { lines: [{ name: 'F' }, { name: 'K', km: 1 }] } },
      },
    ],
  },
  {
    name: 'an interface whose field leads back to it',
    subgraphs: {
      rings: subgraph(
        `type Query { ring: Ring } interface Ring { next: Ring }
         type Metro implements Ring @key(fields: "id") { id: ID! next: Metro @provides(fields: "price") price: Float @external }`,
        {
          query: {
            ring: {
              __typename: 'Metro',
              id: '1',
              next: { id: '2', price: 2.5, next: { id: '1', price: 1.5 } },
            },
          },
        },
      ),
      prices: subgraph('type Metro @key(fields: "id") { id: ID! price: Float @shareable }', {
        records: {
          Metro: [
            { id: '1', price: 1.5 },
            { id: '2', price: 2.5 },
          ],
        },
      }),
    },
    asks: [
      {
        query: '{ ring { next { ... on Ring { next { __typename } } } } }',
        data: { ring: { next: { next: { __typename: 'Metro' } } } },
      },
      {
        query:
          '{ ring { __typename next { ... on Metro { id } } ... on Metro { id price next { id price } } } }',
        data: { ring: { __typename: 'Metro', next: { id: '2', price: 2.5 }, id: '1', price: 1.5 } },
      },
    ],
  },
];
