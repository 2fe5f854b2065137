/** Fields that are worked out of what other subgraphs have. */
import { type FederationCase, subgraph } from './case.ts';

type Values = Readonly<Record<string, unknown>>;

export const REQUIRES_CASES: readonly FederationCase[] = [
  {
    name: 'what is required may itself require',
    subgraphs: {
      links: subgraph('type Query { link: Link } type Link @key(fields: "id") { id: ID! length: Int! }', {
        query: { link: { id: 'a', length: 40 } },
        records: { Link: [{ id: 'a', length: 40 }] },
      }),
      loss: subgraph(
        'type Link @key(fields: "id") { id: ID! length: Int! @external loss: Float! @requires(fields: "length") }',
        { fields: { Link: { loss: ({ length }) => Number(length) / 4 } } },
      ),
      budget: subgraph(
        `type Link @key(fields: "id") { id: ID! loss: Float! @external margin: Float! @requires(fields: "loss")
           length: Int! @external fits: Boolean! @requires(fields: "loss length") }`,
        {
          fields: {
            Link: {
              margin: ({ loss }) => 30 - Number(loss),
              fits: ({ loss, length }) => Number(loss) < 20 && Number(length) < 100,
            },
          },
        },
      ),
      sales: subgraph(
        `type Link @key(fields: "id") { id: ID! margin: Float! @external fits: Boolean! @external
           offer: String @requires(fields: "margin fits") }`,
        { fields: { Link: { offer: ({ margin, fits }) => `${String(margin)} ${String(fits)}` } } },
      ),
    },
    asks: [
      { query: '{ link { offer } }', data: { link: { offer: '20 true' } } },
      {
        query: '{ link { fits offer length margin } }',
        data: { link: { fits: true, offer: '20 true', length: 40, margin: 20 } },
      },
    ],
  },
  {
    name: 'two subgraphs may require of each other',
    subgraphs: {
      shifts: subgraph(
        `type Query { tickets: [Ticket] } type Ticket @key(fields: "id") { id: ID! byNovice: Boolean! @external byExpert: Boolean! @requires(fields: "byNovice") }
         type Person @key(fields: "id") { id: ID! years: Int! }`,
        {
          query: { tickets: [{ id: '1' }, { id: '2' }] },
          records: {
            Person: [
              { id: 'p1', years: 1 },
              { id: 'p2', years: 9 },
            ],
          },
          fields: { Ticket: { byExpert: ({ byNovice }) => !byNovice } },
        },
      ),
      tickets: subgraph(
        `type Ticket @key(fields: "id") { id: ID! author: Person! byNovice: Boolean! @requires(fields: "author { years }") }
         type Person @key(fields: "id") { id: ID! years: Int! @external }`,
        {
          records: {
            Ticket: [
              { id: '1', author: { id: 'p1' } },
              { id: '2', author: { id: 'p2' } },
            ],
          },
          fields: { Ticket: { byNovice: (ticket) => Number((ticket['author'] as Values)['years']) < 5 } },
        },
      ),
    },
    asks: [
      { query: '{ tickets { byNovice } }', data: { tickets: [{ byNovice: true }, { byNovice: false }] } },
      { query: '{ tickets { byExpert } }', data: { tickets: [{ byExpert: false }, { byExpert: true }] } },
    ],
  },
  {
    name: 'what is required may be of several types',
    subgraphs: {
      jobs: subgraph(
        `type Query { jobs: [Job] } interface Place { city: String } interface Room { no: Int! } type Floor { no: Int! }
         type Hall implements Room & Place { no: Int! city: String } union Spot = Hall | Mast
         type Mast implements Place @key(fields: "id") { id: ID! city: String metres: Int! }
         type Job @key(fields: "id") { id: ID! place: Place @shareable spot: Spot @shareable }`,
        {
          query: {
            jobs: [
              {
                id: '1',
                place: { __typename: 'Hall', city: 'Lyon' },
                spot: { __typename: 'Mast', id: 'm', metres: 30 },
              },
              {
                id: '2',
                place: { __typename: 'Mast', id: 'm', city: 'Oslo' },
                spot: { __typename: 'Hall', no: 4 },
              },
            ],
          },
        },
      ),
      crews: subgraph(
        `interface Place { city: String } type Hall implements Place { no: Int! @external city: String @external }
         type Mast implements Place @key(fields: "id") { id: ID! city: String @external metres: Int! @external }
         union Spot = Hall | Mast
         type Job @key(fields: "id") { id: ID! place: Place @external spot: Spot @external
           crew: String @requires(fields: "place { __typename city ... on Mast { id } }")
           climb: String @requires(fields: "spot { ... on Hall { no } ... on Mast { metres } }") }`,
        {
          fields: {
            Job: {
              crew({ place }) {
                const { __typename: type, city, id = '-' } = place as Values;
                return `${String(type)} ${String(city)} ${String(id)}`;
              },
              climb({ spot }) {
                const { metres, no } = spot as Values;
                return metres === undefined ? `room ${String(no)}` : `mast ${String(metres)}`;
              },
            },
          },
        },
      ),
    },
    asks: [
      {
        query: '{ jobs { crew climb } }',
        data: {
          jobs: [
            { crew: 'Hall Lyon -', climb: 'mast 30' },
            { crew: 'Mast Oslo m', climb: 'room 4' },
          ],
        },
      },
      {
        query: '{ jobs { place { ... on Mast { city } } crew spot { ... on Mast { city: metres } } } }',
        data: {
          jobs: [
            { place: {}, crew: 'Hall Lyon -', spot: { city: 30 } },
            { place: { city: 'Oslo' }, crew: 'Mast Oslo m', spot: {} },
          ],
        },
      },
    ],
  },
  {
    name: 'what is required with arguments, beside the same with others',
    subgraphs: {
      devices: subgraph(
        `type Query { devices: [Device] } type Device @key(fields: "id") { id: ID! alarms(last: Int!): [Alarm] load(unit: String!): Int model: Model }
         type Alarm @key(fields: "id") { id: ID! ownerId: ID } type Model { price(currency: String!): Int }`,
        {
          query: { devices: [{ id: '1' }, { id: '2' }] },
          fields: {
            Device: {
              alarms: ({ id }, { last }) =>
                ['x', 'y', 'z']
                  .slice(0, Number(last))
                  .map((key) => ({ id: `${String(id)}${key}`, ownerId: key })),
              load: ({ id }, { unit }) => Number(id) * (unit === 'W' ? 1000 : 1),
              model: (device) => device,
            },
            Model: { price: ({ id }, { currency }) => Number(id) * (currency === 'EUR' ? 10 : 11) },
          },
        },
      ),
      desk: subgraph(
        `type Query { site: Site } type Site { devices: [Device] }
         type Device @key(fields: "id") { id: ID! alarms(last: Int!): [Alarm] @external load(unit: String!): Int @external model: Model @external
           owner: String @requires(fields: "alarms(last: 3) { ownerId }")
           cost: Int @requires(fields: "load(unit: \\"W\\") model { price(currency: \\"EUR\\") }") }
         type Alarm @key(fields: "id") { id: ID! ownerId: ID @external } type Model @external { price(currency: String!): Int }`,
        {
          query: { site: { devices: [{ id: '1' }] } },
          fields: {
            Device: {
              owner: ({ alarms }) => (alarms as Values[]).map(({ ownerId }) => ownerId).join(''),
              cost: ({ load, model }) => Number(load) + Number((model as Values)['price']),
            },
          },
        },
      ),
    },
    asks: [
      {
        query: '{ devices { owner cost } }',
        data: {
          devices: [
            { owner: 'xyz', cost: 1010 },
            { owner: 'xyz', cost: 2020 },
          ],
        },
      },
      {
        query: '{ site { devices { alarms(last: 1) { id } owner } } }',
        data: { site: { devices: [{ alarms: [{ id: '1x' }], owner: 'xyz' }] } },
      },
      {
        query: `query ($last: Int = 1) { devices { owner alarms(last: $last) { id } load(unit: "kW") cost
          usd: model { price(currency: "USD") } model { eur: price(currency: "EUR") } } }`,
        data: {
          devices: [1, 2].map((n) => ({
            owner: 'xyz',
            alarms: [{ id: `${n}x` }],
            load: n,
            cost: n * 1010,
            usd: { price: n * 11 },
            model: { eur: n * 10 },
          })),
        },
      },
    ],
  },
];
