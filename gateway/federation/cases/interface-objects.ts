/** An interface that others know as one type, beyond what federation.test.ts has. */
import { type FederationCase, subgraph } from './case.ts';

const CLIP = { __typename: 'Clip', id: '1', title: 'C', seconds: 9 };
const TEXT = { __typename: 'Text', id: '2', title: 'T', words: 100 };

const NODES = [
  { __typename: 'Pole', id: '1', name: 'P', height: 8 },
  { __typename: 'Duct', id: '2', name: 'D' },
];
const LABELLED = [{ id: '1' }, { id: '2' }];

export const INTERFACE_OBJECT_CASES: readonly FederationCase[] = [
  {
    name: 'a type behind an interface object, with fields of a third subgraph',
    subgraphs: {
      media: subgraph(
        `type Query { media: Media } interface Media @key(fields: "id") { id: ID! title: String }
         type Clip implements Media @key(fields: "id") { id: ID! title: String seconds: Int }
         type Text implements Media @key(fields: "id") { id: ID! title: String words: Int }`,
        {
          query: { media: CLIP },
          records: { Media: [CLIP, TEXT], Clip: [CLIP], Text: [TEXT] },
        },
      ),
      authors: subgraph('type Clip @key(fields: "id") { id: ID! author: String }', {
        records: { Clip: [{ id: '1', author: 'Ann' }] },
      }),
      lists: subgraph(
        `type Query { list: List } type List @key(fields: "id") { id: ID! media: Media }
         type Media @key(fields: "id") @interfaceObject { id: ID! }`,
        { query: { list: { id: 'l', media: { id: '1' } } } },
      ),
    },
    asks: [
      {
        query: '{ media { id title ... on Clip { seconds author } ... on Text { words } } }',
        data: { media: { id: '1', title: 'C', seconds: 9, author: 'Ann' } },
      },
      {
        query: '{ list { media { id ... on Clip { seconds } ... on Text { words } } } }',
        data: { list: { media: { id: '1', seconds: 9 } } },
      },
    ],
  },
  {
    name: 'an interface object that requires what the types have',
    subgraphs: {
      nodes: subgraph(
        `type Query { nodes: [Node!]! shared: [Node!]! @shareable } interface Node @key(fields: "id") { id: ID! name: String }
         type Pole implements Node @key(fields: "id") { id: ID! name: String height: Int }
         type Duct implements Node @key(fields: "id") { id: ID! name: String }`,
        {
          query: { nodes: NODES, shared: NODES },
          records: { Node: NODES, Pole: [{ id: '1', name: 'P', height: 8 }], Duct: [{ id: '2', name: 'D' }] },
        },
      ),
      labels: subgraph(
        `type Query { labelled: [Node!]! shared: [Node!]! @shareable } type Node @key(fields: "id") @interfaceObject {
           id: ID! name: String @external label: String @requires(fields: "name") }`,
        {
          query: { labelled: LABELLED, shared: LABELLED },
          fields: { Node: { label: ({ name }) => `label ${String(name)}` } },
        },
      ),
    },
    asks: [
      {
        query: '{ nodes { label ... on Pole { height } } }',
        data: { nodes: [{ label: 'label P', height: 8 }, { label: 'label D' }] },
      },
      {
        query: '{ nodes { ... on Duct { label } ... on Pole { name: label } } }',
        data: { nodes: [{ name: 'label P' }, { label: 'label D' }] },
      },
      {
        query: '{ labelled { ... on Duct { label } ... on Pole { label } } }',
        data: { labelled: [{ label: 'label P' }, { label: 'label D' }] },
      },
      {
        query:
          '{ labelled { ... on Duct { more: label } ... on Pole { label } } shared { __typename label } }',
        data: {
          labelled: [{ label: 'label P' }, { more: 'label D' }],
          shared: [
            { __typename: 'Pole', label: 'label P' },
            { __typename: 'Duct', label: 'label D' },
          ],
        },
      },
      {
        query: '{ labelled { __typename label name } }',
        data: {
          labelled: [
            { __typename: 'Pole', label: 'label P', name: 'P' },
            { __typename: 'Duct', label: 'label D', name: 'D' },
          ],
        },
      },
    ],
  },
  {
    name: 'an interface object that cannot be asked for',
    subgraphs: {
      a: subgraph(
        `type Query { a: Node product: Product! } interface Node @key(fields: "id") { id: ID! }
         type Product @key(fields: "id", resolvable: false) @interfaceObject { id: ID! }`,
        { query: { a: { __typename: 'Node', id: '1' }, product: { id: '1' } } },
      ),
      b: subgraph(
        `type Query { b: Node } type Node @key(fields: "id", resolvable: false) @interfaceObject { id: ID! field: String }
         interface Product @key(fields: "id") { id: ID! } type Bread implements Product @key(fields: "id") { id: ID! name: String! }`,
        {
          query: { b: { id: '1', field: 'f' } },
          records: {
            Product: [{ __typename: 'Bread', id: '1', name: 'B' }],
            Bread: [{ id: '1', name: 'B' }],
          },
        },
      ),
    },
    asks: [
      {
        query: '{ b { id field } product { id } }',
        data: { b: { id: '1', field: 'f' }, product: { id: '1' } },
      },
      {
        query: '{ product { ... on Bread { id } t: __typename } }',
        data: { product: { id: '1', t: 'Bread' } },
      },
      { query: '{ a { id } }', data: { a: null }, codes: ['INTERNAL_ERROR'] },
      { query: '{ a { field } }', data: undefined, codes: ['GRAPHQL_VALIDATION_FAILED'] },
    ],
  },
];
