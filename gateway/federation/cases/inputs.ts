/** What of the subgraphs' schemas clients may use: inputs that all take, enums, what is hidden, conditions, mutations. */
import { type FederationCase, subgraph } from './case.ts';

const users = [
  { id: 'u1', kind: 'REGULAR' },
  { id: 'u2', kind: 'HIDDEN' },
];
const done: string[] = [];
const act =
  (name: string) =>
  (_: unknown, { n }: Readonly<Record<string, unknown>>) => {
    done.push(`${name}${String(n)}`);
    return { id: 'u1', done: done.splice(0, n === 'end' ? Infinity : 0) };
  };

export const INPUT_CASES: readonly FederationCase[] = [
  {
    name: 'a value that clients may not see is null, and an error',
    subgraphs: {
      a: subgraph(
        'type Query { users: [User] } type User @key(fields: "id") { id: ID kind: Kind @shareable } enum Kind { REGULAR }',
        { query: { users }, records: { User: users } },
      ),
      b: subgraph(
        `type Query { ofB: [User!] ofKind(kind: Kind!): [User!] }
         type User @key(fields: "id") { id: ID kind: Kind @shareable } enum Kind { HIDDEN @inaccessible REGULAR }`,
        {
          query: {
            ofB: users,
            ofKind: (_: unknown, { kind }: { kind: string }) => users.filter((user) => user.kind === kind),
          },
          records: { User: users },
        },
      ),
    },
    asks: [
      { query: '{ users { id } }', data: { users: [{ id: 'u1' }, { id: 'u2' }] } },
      {
        query: '{ ofB { kind } }',
        data: { ofB: [{ kind: 'REGULAR' }, { kind: null }] },
        codes: ['SOURCE_BAD_RESPONSE'],
      },
      { query: '{ ofKind(kind: REGULAR) { id kind } }', data: { ofKind: [{ id: 'u1', kind: 'REGULAR' }] } },
      { query: '{ ofKind(kind: HIDDEN) { id } }', data: undefined, codes: ['GRAPHQL_VALIDATION_FAILED'] },
    ],
  },
  {
    name: 'an input has the fields that all its subgraphs take',
    subgraphs: {
      a: subgraph(
        `type Query { inA(filter: Filter!): [User!] } input Filter { first: Int! } type User @key(fields: "id") { id: ID! }`,
        {
          query: {
            inA: (_: unknown, { filter }: { filter: { first: number } }) => users.slice(0, filter.first),
          },
        },
      ),
      b: subgraph(
        `type Query { inB(filter: Filter!): [User!] } input Filter { first: Int! offset: Int } type User @key(fields: "id") { id: ID! name: String }`,
        { query: { inB: users }, fields: { User: { name: ({ id }) => `n ${String(id)}` } } },
      ),
    },
    asks: [
      {
        query: 'query ($f: Filter!) { inA(filter: $f) { name } }',
        variables: { f: { first: 1 } },
        data: { inA: [{ name: 'n u1' }] },
      },
      {
        query: '{ inB(filter: { first: 1, offset: 2 }) { id } }',
        data: undefined,
        codes: ['GRAPHQL_VALIDATION_FAILED'],
      },
    ],
  },
  {
    name: 'what is hidden from clients is used all the same',
    subgraphs: {
      ages: subgraph('type Query { users: [User!]! } type User @key(fields: "id") { id: ID! age: Int }', {
        query: { users },
      }),
      friends: subgraph(
        `type User @key(fields: "id") { id: ID! age: Int @external friends(kind: Kind = FAMILY @inaccessible): [User!]!
           secret: String @inaccessible adult: Boolean @requires(fields: "age") kind: Kind }
         enum Kind { FAMILY @inaccessible FRIEND }`,
        {
          records: { User: users },
          fields: {
            User: {
              friends: (_, { kind }) => [{ id: kind === 'FAMILY' ? 'u2' : 'u1', kind }],
              adult: ({ age }) => age === null,
            },
          },
        },
      ),
    },
    asks: [
      {
        query: '{ users { adult friends { id } } }',
        data: {
          users: [
            { adult: true, friends: [{ id: 'u2' }] },
            { adult: true, friends: [{ id: 'u2' }] },
          ],
        },
      },
      { query: '{ users { secret } }', data: undefined, codes: ['GRAPHQL_VALIDATION_FAILED'] },
      {
        query: '{ users { friends(kind: FRIEND) { id } } }',
        data: undefined,
        codes: ['GRAPHQL_VALIDATION_FAILED'],
      },
    ],
  },
  {
    name: 'conditions over several subgraphs ask nobody in vain',
    subgraphs: {
      a: subgraph(
        'type Query { user: User } type User @key(fields: "id") { id: ID! name: String! age: Int }',
        {
          query: { user: { id: 'u1', name: 'Ann', age: 9 } },
        },
      ),
      b: subgraph(
        `type User @key(fields: "id") { id: ID! age: Int @external young: Boolean! @requires(fields: "age") }`,
        { fields: { User: { young: ({ age }) => Number(age) < 18 } } },
      ),
      c: subgraph(
        'type User @key(fields: "id") { id: ID! young: Boolean! @external school: Boolean! @requires(fields: "young") never: Int! }',
        {
          fields: {
            User: {
              school: ({ young }) => young,
              never: () => {
                throw new Error('asked in vain');
              },
            },
          },
        },
      ),
    },
    asks: [
      {
        query: 'query ($no: Boolean = false) { user { name never @include(if: $no) } }',
        data: { user: { name: 'Ann' } },
        asked: ['a'],
      },
      {
        query:
          'query ($yes: Boolean = true) { user { name never @skip(if: $yes) ... @skip(if: $yes) { young } } }',
        data: { user: { name: 'Ann' } },
        asked: ['a'],
      },
      {
        query: 'query ($yes: Boolean!) { user { school @include(if: $yes) young @skip(if: $yes) } }',
        variables: { yes: true },
        data: { user: { school: true } },
        asked: ['a', 'b', 'c'],
      },
    ],
  },
  {
    name: 'a mutation runs field by field over its subgraphs',
    subgraphs: {
      a: subgraph(
        `type Query { none: Int } type Mutation { first(n: ID): User third(n: ID): User }
         type User @key(fields: "id") { id: ID! done: [String!] @shareable }`,
        { mutation: { first: act('first'), third: act('third') } },
      ),
      b: subgraph(
        'type Mutation { second(n: ID): User } type User @key(fields: "id") { id: ID! done: [String!] @shareable name: String }',
        { mutation: { second: act('second') }, fields: { User: { name: () => 'Ann' } } },
      ),
    },
    asks: [
      {
        query: `mutation ($n: ID) { first(n: $n) { name } second(n: "2") { id } x: first(n: "3") { id name }
          y: second(n: "4") { name } third(n: "end") { done } }`,
        variables: { n: '1' },
        data: {
          first: { name: 'Ann' },
          second: { id: 'u1' },
          x: { id: 'u1', name: 'Ann' },
          y: { name: 'Ann' },
          third: { done: ['first1', 'second2', 'first3', 'second4', 'thirdend'] },
        },
      },
    ],
  },
];
