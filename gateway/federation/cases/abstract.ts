/** Interfaces and unions of which each subgraph knows a part. */
import { type FederationCase, subgraph } from './case.ts';

const hall = { __typename: 'Hall', id: 'h1' };
const mast = { __typename: 'Mast', id: 'm1', metres: 30 };

const ACTIONS = (only: string, more = '') =>
  `type Wrapper @shareable { actions: [Action!]! } union Action = Common | ${only} type Common @shareable { label: String }
   type ${only} { text: String } type Box @key(fields: "id") { id: ID! wrapper: Wrapper @shareable ${more} }`;
const common = { __typename: 'Common', label: 'c' };
const box = (only?: string) => ({
  id: 'x',
  wrapper: { actions: [common, ...(only === undefined ? [] : [{ __typename: only, text: only }])] },
});
const QUERY =
  'wrapper { actions { __typename ... on Common { label } ... on OnlyA { text } ... on OnlyB { text } } }';
/** Of a member that not every subgraph on the way knows, the name of its type is told, and no more. */
const told = (only: string) => ({ wrapper: { actions: [common, { __typename: only, text: null }] } });

export const ABSTRACT_CASES: readonly FederationCase[] = [
  {
    name: 'a union of which one subgraph knows all members, and another one',
    subgraphs: {
      all: subgraph(
        `type Query { answer: Answer } type Answer @shareable { parts: [Part!]! text: String } union Part = One | Two | Three
         type One @shareable { id: ID! } type Two { id: ID! name: String } type Three { label: String }`,
        {
          query: {
            answer: {
              text: 't',
              parts: [
                { __typename: 'One', id: '1' },
                { __typename: 'Two', id: '2', name: 'n' },
                { __typename: 'Three', label: 'l' },
              ],
            },
          },
        },
      ),
      one: subgraph(
        'type Answer @shareable { parts: [Part!]! text: String } union Part = One type One @shareable { id: ID! }',
      ),
    },
    asks: [
      {
        query:
          '{ answer { text parts { __typename ... on One { id } ... on Two { id name } ... on Three { label } } } }',
        data: {
          answer: {
            text: 't',
            parts: [
              { __typename: 'One', id: '1' },
              { __typename: 'Two', id: '2', name: 'n' },
              { __typename: 'Three', label: 'l' },
            ],
          },
        },
      },
      {
        query: '{ answer { parts { ... on Two { name } ... on Three { label } } } }',
        data: { answer: { parts: [{}, { name: 'n' }, { label: 'l' }] } },
      },
    ],
  },
  {
    name: 'a union below fields that are shared, with members here and others there',
    subgraphs: {
      a: subgraph(`type Query { rootA: Box shared: Box @shareable } ${ACTIONS('OnlyA')}`, {
        query: { rootA: box('OnlyA'), shared: box() },
        records: { Box: [box('OnlyA')] },
      }),
      b: subgraph(`type Query { rootB: Box shared: Box @shareable } ${ACTIONS('OnlyB', 'other: Wrapper')}`, {
        query: { rootB: box('OnlyB'), shared: box() },
        records: { Box: [{ ...box('OnlyB'), other: box('OnlyB').wrapper }] },
      }),
    },
    asks: [
      { query: `{ rootA { ${QUERY} } }`, data: { rootA: told('OnlyA') } },
      { query: `{ rootB { ${QUERY} } }`, data: { rootB: told('OnlyB') } },
      {
        query: '{ rootA { wrapper { actions { __typename ... on OnlyB { text } } } } }',
        data: { rootA: { wrapper: { actions: [{ __typename: 'Common' }, { __typename: 'OnlyA' }] } } },
      },
      { query: `{ shared { ${QUERY} } }`, data: { shared: { wrapper: { actions: [common] } } } },
      {
        query: `{ rootA { other { actions { ... on OnlyB { text } } } } }`,
        data: { rootA: { other: { actions: [{}, { text: 'OnlyB' }] } } },
      },
    ],
  },
  {
    name: 'what implements an interface in one subgraph only',
    subgraphs: {
      a: subgraph(
        `type Query { places: [Place] nodes: [Node] node(id: ID!): Node } union Place = Hall | Mast interface Node { id: ID! } interface Tall { metres: Int }
         type Hall @key(fields: "id") { id: ID! } type Mast implements Node & Tall @key(fields: "id") { id: ID! metres: Int }`,
        { query: { places: [hall, mast], nodes: [mast], node: mast } },
      ),
      b: subgraph(
        `interface Node { id: ID! } interface Tall { metres: Int }
         type Hall implements Node & Tall @key(fields: "id") { id: ID! metres: Int }`,
        { records: { Hall: [{ id: 'h1', metres: 9 }] } },
      ),
    },
    asks: [
      { query: '{ places { ... on Node { id } } }', data: { places: [{ id: 'h1' }, { id: 'm1' }] } },
      { query: '{ places { ... on Tall { metres } } }', data: { places: [{ metres: 9 }, { metres: 30 }] } },
      {
        query: '{ nodes { ... on Node { ... on Tall { metres } ... on Hall { id } } } }',
        data: { nodes: [{ metres: 30 }] },
      },
      {
        query:
          '{ places { __typename ... on Tall { ... on Node { id } } } node(id: "m1") { ... on Hall { id } } }',
        data: { places: [hall, { __typename: 'Mast', id: 'm1' }], node: {} },
      },
    ],
  },
  {
    name: 'a union with different members is told by each subgraph as it knows it',
    subgraphs: {
      a: subgraph(
        'type Query { media: Media a: Media } union Media = Book type Book @key(fields: "id") { id: ID! title: String! @shareable }'.replace(
          'media: Media',
          'media: Media @shareable',
        ),
        {
          query: {
            media: { __typename: 'Book', id: '1', title: 'T' },
            a: { __typename: 'Book', id: '1', title: 'T' },
          },
        },
      ),
      b: subgraph(
        `type Query { media: Media @shareable b: [Media] } union Media = Book | Film
         type Book @key(fields: "id") { id: ID! title: String! @shareable } type Film @key(fields: "id") { id: ID! title: String! }`,
        {
          query: {
            media: { __typename: 'Book', id: '1', title: 'T' },
            b: [
              { __typename: 'Book', id: '1', title: 'T' },
              { __typename: 'Film', id: '2', title: 'F' },
            ],
          },
        },
      ),
    },
    asks: [
      {
        query: '{ media { ... on Book { title } ... on Film { title } } a { ... on Film { id } } }',
        data: { media: { title: 'T' }, a: {} },
      },
      {
        query: '{ b { __typename ... on Book { id } ... on Film { title } } }',
        data: {
          b: [
            { __typename: 'Book', id: '1' },
            { __typename: 'Film', title: 'F' },
          ],
        },
      },
    ],
  },
  {
    name: 'one name, of other types in other members',
    subgraphs: {
      a: subgraph('type Query { users: [User!]! } type User { id: ID @shareable }', {
        query: { users: [{ id: 'u1' }] },
      }),
      b: subgraph(
        `type Query { accounts: [Account!]! } union Account = User | Admin
         type User @key(fields: "id") { id: ID! name: String like: [Account!]! } type Admin { id: ID name: String @shareable like: [Account!]! }`,
        {
          query: {
            accounts: [
              { __typename: 'User', id: 'u1' },
              { __typename: 'Admin', id: null, name: 'root', like: [{ __typename: 'User', id: 'u1' }] },
            ],
          },
          records: { User: [{ id: 'u1', name: 'Ann', like: [] }] },
          fields: { User: { name: () => 'Ann', like: () => [] } },
        },
      ),
    },
    asks: [
      {
        query: `{ users { id name } accounts { ... on User { id name } ... on Admin { id name like { ... on User { name id } ... on Admin { id } } } } }`,
        data: {
          users: [{ id: 'u1', name: 'Ann' }],
          accounts: [
            { id: 'u1', name: 'Ann' },
            { id: null, name: 'root', like: [{ name: 'Ann', id: 'u1' }] },
          ],
        },
      },
    ],
  },
  {
    name: 'nodes by their ids, of types that lie elsewhere',
    subgraphs: {
      nodes: subgraph(
        `type Query { node(id: ID!): Node @shareable } interface Node { id: ID! }
         type Hall implements Node @key(fields: "id") { id: ID! } type Mast implements Node @key(fields: "id") { id: ID! }`,
        { query: { node: (_: unknown, { id }: { id: string }) => (id === 'h1' ? hall : mast) } },
      ),
      types: subgraph(
        `type Hall @key(fields: "id") { id: ID! doors: Int! } type Mast @key(fields: "id") @shareable { id: ID! metres: Int! }`,
        { records: { Hall: [{ id: 'h1', doors: 2 }], Mast: [{ id: 'm1', metres: 30 }] } },
      ),
    },
    asks: [
      {
        query:
          '{ a: node(id: "h1") { __typename id ... on Hall { doors } } b: node(id: "m1") { t: __typename ... on Hall { doors } ... on Mast { metres } } }',
        data: { a: { __typename: 'Hall', id: 'h1', doors: 2 }, b: { t: 'Mast', metres: 30 } },
      },
    ],
  },
];
