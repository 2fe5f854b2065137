/** Entities whose fields lie apart: by which keys one is found, and over whom. */
import { type FederationCase, subgraph } from './case.ts';

const PART = { id: '1', no: 'n1', place: { row: 1, slot: 2, side: 'L' } };

export const ENTITY_CASES: readonly FederationCase[] = [
  {
    name: 'one hop by a key, and none where none is needed',
    subgraphs: {
      sites: subgraph('type Query { site: Site } type Site @key(fields: "id") { id: ID! name: String }', {
        query: { site: { id: 's1', name: 'Lyon' } },
      }),
      power: subgraph('type Site @key(fields: "id") { id: ID! watts: Int }', {
        records: { Site: [{ id: 's1', watts: 7 }] },
      }),
    },
    asks: [
      { query: '{ site { watts } }', data: { site: { watts: 7 } }, asked: ['sites', 'power'] },
      { query: '{ site { id name } }', data: { site: { id: 's1', name: 'Lyon' } }, asked: ['sites'] },
    ],
  },
  {
    name: 'keys of lists, and of objects in objects',
    subgraphs: {
      racks: subgraph(
        `type Query { row: Row } type Row @key(fields: "racks { id serial }") { racks: [Rack!]! }
         type Rack @key(fields: "id serial") { id: ID! serial: String }`,
        {
          query: {
            row: {
              racks: [
                { id: 'r1', serial: 'a' },
                { id: 'r2', serial: null },
              ],
            },
          },
        },
      ),
      order: subgraph(
        `type Row @key(fields: "racks { id serial }") { racks: [Rack!]! first: Rack @shareable }
         type Rack @key(fields: "id serial") { id: ID! serial: String }`,
        { fields: { Row: { first: ({ racks }) => (racks as unknown[])[0] } } },
      ),
      load: subgraph(
        `type Row @key(fields: "racks { id serial } first { id }") { racks: [Rack!]! first: Rack @shareable watts: Int }
         type Rack @key(fields: "id") { id: ID! serial: String @shareable watts: Int }`,
        {
          fields: {
            Row: { watts: ({ racks, first }) => (racks as unknown[]).length * (first ? 10 : 1) },
            Rack: { watts: ({ id }) => Number(String(id).slice(1)) },
          },
        },
      ),
    },
    asks: [
      {
        query: '{ row { watts first { id watts } racks { watts } } }',
        data: { row: { watts: 20, first: { id: 'r1', watts: 1 }, racks: [{ watts: 1 }, { watts: 2 }] } },
      },
    ],
  },
  {
    name: 'keys of which each subgraph resolves others',
    subgraphs: {
      vendors: subgraph(
        `type Part @key(fields: "id") @key(fields: "no", resolvable: false) @key(fields: "place { row slot }", resolvable: false)
           @key(fields: "id place { slot side }", resolvable: false) { id: ID! no: ID! place: Place! vendor: String }
         type Place { row: Int! slot: Int! side: String! }`,
        { records: { Part: [{ ...PART, vendor: 'Acme' }] } },
      ),
      shelves: subgraph(
        `type Query { shelf: Shelf } type Shelf @key(fields: "id") { id: ID! parts: [Part!]! }
         type Part @key(fields: "id", resolvable: false) @key(fields: "id place { slot side }") @key(fields: "no", resolvable: false)
           @key(fields: "place { row slot }", resolvable: false) {
           id: ID! no: ID! place: Place! vendor: String @external label: String @requires(fields: "vendor") }
         type Place { row: Int! slot: Int! side: String! }`,
        {
          query: { shelf: { id: 'x', parts: [PART] } },
          fields: { Part: { label: ({ vendor }) => `by ${String(vendor)}` } },
        },
      ),
    },
    asks: [
      {
        query: '{ shelf { parts { id vendor label } } }',
        data: { shelf: { parts: [{ id: '1', vendor: 'Acme', label: 'by Acme' }] } },
      },
    ],
  },
  {
    name: 'what a subgraph on the way does not know is null, and no error',
    subgraphs: {
      slots: subgraph(
        'type Query { slots: [Slot] } type Slot { card: Card } type Card @key(fields: "sku") { sku: ID! }',
        { query: { slots: ['k1', 'k2', 'k3'].map((sku) => ({ card: { sku } })) } },
      ),
      serials: subgraph('type Card @key(fields: "id") @key(fields: "sku") { id: ID! sku: ID! }', {
        records: {
          Card: [
            { id: 'c1', sku: 'k1' },
            { id: 'c3', sku: 'k3' },
          ],
        },
      }),
      makers: subgraph('type Card @key(fields: "id") { id: ID! maker: Maker } type Maker { name: String }', {
        records: { Card: [{ id: 'c1', maker: { name: 'Acme' } }] },
      }),
    },
    asks: [
      {
        query: '{ slots { card { sku maker { name } } } }',
        data: {
          slots: [
            { card: { sku: 'k1', maker: { name: 'Acme' } } },
            { card: { sku: 'k2', maker: null } },
            { card: { sku: 'k3', maker: null } },
          ],
        },
      },
    ],
  },
  {
    name: 'an object without a key comes together through its parent',
    subgraphs: {
      ports: subgraph(
        `type Query { port: Port } type Port @key(fields: "id") @key(fields: "mac") { id: ID! mac: ID! optics: Optics @shareable }
         type Optics { id: ID! @shareable }`,
        { query: { port: { id: 'p1', mac: 'm1', optics: { id: 'o1' } } } },
      ),
      levels: subgraph(
        `type Port @key(fields: "mac") { mac: ID! optics: Optics @shareable } type Optics { level: Float }`,
        { records: { Port: [{ mac: 'm1', optics: { level: -3.5 } }] } },
      ),
      colours: subgraph(
        `type Port @key(fields: "mac") { mac: ID! optics: Optics @shareable } type Optics { id: ID! @shareable nm: Int }`,
        { records: { Port: [{ mac: 'm1', optics: { id: 'o1', nm: 1550 } }] } },
      ),
      spares: subgraph('type Optics @key(fields: "id") { id: ID! spares: Int }', {
        records: { Optics: [{ id: 'o1', spares: 4 }] },
      }),
    },
    asks: [
      {
        query: '{ port { optics { level nm spares } } }',
        data: { port: { optics: { level: -3.5, nm: 1550, spares: 4 } } },
      },
    ],
  },
  {
    name: 'a root field that several subgraphs share comes together as one',
    subgraphs: {
      names: subgraph(
        'type Query { site: Site @shareable sites: [Site] @shareable } type Site @shareable { id: ID name: String }',
        {
          query: {
            site: { id: 's1', name: 'Lyon' },
            sites: [{ id: 's1', name: 'Lyon' }, null, { id: 's3', name: 'Oslo' }],
          },
        },
      ),
      places: subgraph(
        'type Query { site: Site @shareable sites: [Site] @shareable } type Site { id: ID @shareable city: City } type City { zip: Int }',
        { query: { site: { city: { zip: 1 } }, sites: [{ city: { zip: 1 } }, null, { city: null }] } },
      ),
    },
    asks: [
      {
        query: '{ site { id name city { zip } } other: site { city { zip } } sites { name city { zip } } }',
        data: {
          site: { id: 's1', name: 'Lyon', city: { zip: 1 } },
          other: { city: { zip: 1 } },
          sites: [{ name: 'Lyon', city: { zip: 1 } }, null, { name: 'Oslo', city: null }],
        },
        asked: ['names', 'places'],
      },
    ],
  },
];
