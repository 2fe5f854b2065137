import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Federation, startFederation } from '../testing/federation.ts';
import { answering, startServer } from '../testing/http-server.ts';

/** What a subgraph is asked to make an entity of. */
type Reference = Readonly<Record<string, unknown>>;

describe('a shop of several subgraphs', () => {
  let shop: Federation;
  const NAMES = new Map([
    ['1', 'Lamp'],
    ['2', 'Desk'],
  ]);

  beforeAll(async () => {
    shop = await startFederation({
      catalogue: {
        sdl: `
          type Query { products: [Product!]! product(id: ID!): Product }
          type Mutation { rename(id: ID!, name: String!): Product }
          type Product @key(fields: "id") @key(fields: "code { shop number }") {
            id: ID! name: String! code: Code! price(currency: String! = "EUR"): Int related: [Product!]!
          }
          type Code { shop: String! number: Int! }`,
        resolvers: {
          Query: {
            products: () => ['1', '2'].map(product),
            product: (_: unknown, { id }: { id: string }) => product(id),
          },
          Mutation: {
            rename(_: unknown, { id, name }: { id: string; name: string }) {
              NAMES.set(id, name);
              return product(id);
            },
          },
          Product: {
            __resolveReference: (reference: Reference) => product(String(reference['id'] ?? '1')),
            name: ({ id }: { id: string }) => NAMES.get(id),
            price: ({ id }: { id: string }, { currency }: { currency: string }) =>
              Number(id) * (currency === 'EUR' ? 100 : 111),
            related: () => ['1', '2', '1'].map(product),
          },
        },
      },
      stock: {
        sdl: `
          type Product @key(fields: "id") {
            id: ID! inStock: Boolean!
            price(currency: String! = "EUR"): Int @external
            shipping: Int @requires(fields: "price(currency: \\"USD\\")")
          }`,
        resolvers: {
          Product: {
            __resolveReference: (reference: Reference) => reference,
            inStock({ id }: { id: string }) {
              if (id === '2') throw new Error('password=hunter2');
              return true;
            },
            shipping: ({ price }: { price?: number }) => (price === undefined ? null : price / 3),
          },
        },
      },
      reviews: {
        sdl: `
          type Product @key(fields: "code { shop number }") { code: Code! reviews: [Review!]! }
          type Code @shareable { shop: String! number: Int! }
          type Review { id: ID! text: String product: Product! }`,
        resolvers: {
          Product: {
            reviews: ({ code }: { code: { number: number } }) => [
              { id: `r${code.number}`, text: 'good', product: { code } },
            ],
          },
        },
      },
    });
  });
  afterAll(() => shop.close());

  function product(id: string) {
    return { id, code: { shop: 'main', number: Number(id) } };
  }

  test('answers one question together', async () => {
    const { data, errors } = await shop.ask(
      '{ product(id: "1") { name inStock reviews { text product { name } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      product: { name: 'Lamp', inStock: true, reviews: [{ text: 'good', product: { name: 'Lamp' } }] },
    });
  });

  test('what one field requires with arguments is not what the client asks for with others', async () => {
    const { data } = await shop.ask('{ product(id: "1") { price(currency: "EUR") shipping } }');
    expect(data).toEqual({ product: { price: 100, shipping: 37 } });
    const aliased = await shop.ask(
      '{ product(id: "1") { id: name price: name shipping usd: price(currency: "USD") } }',
    );
    expect(aliased.data).toEqual({ product: { id: 'Lamp', price: 'Lamp', shipping: 37, usd: 111 } });
  });

  test('an entity is asked for once, however often it stands in the answer', async () => {
    const { data } = await shop.ask('{ products { related { shipping } } }');
    expect(data).toEqual({
      products: [1, 2].map(() => ({ related: [{ shipping: 37 }, { shipping: 74 }, { shipping: 37 }] })),
    });
    const entities = shop.requests.find(({ subgraph }) => subgraph === 'stock');
    expect(Object.values(entities?.variables ?? {})).toEqual([
      [expect.objectContaining({ id: '1' }), expect.objectContaining({ id: '2' })],
    ]);
  });

  test('what conditions leave out is not fetched', async () => {
    const query = 'query ($more: Boolean!) { product(id: "1") { name ... @include(if: $more) { inStock } } }';
    expect((await shop.ask(query, { more: false })).data).toEqual({ product: { name: 'Lamp' } });
    expect(shop.requests).toHaveLength(1);
    expect((await shop.ask(query, { more: true })).data).toEqual({
      product: { name: 'Lamp', inStock: true },
    });
  });

  test('a mutation runs where its fields are, in order, and what hangs on its results follows', async () => {
    const { data } = await shop.ask(
      'mutation { a: rename(id: "2", name: "Table") { name shipping } b: rename(id: "2", name: "Desk") { name } }',
    );
    expect(data).toEqual({ a: { name: 'Table', shipping: 74 }, b: { name: 'Desk' } });
  });

  test('what several operations ask at once is asked once, and what they change each for itself', async () => {
    const query = '{ product(id: "1") { name shipping } }';
    const asked = await Promise.all([shop.ask(query), shop.ask(query)]);
    expect(asked.map(({ data }) => data)).toEqual(
      [1, 2].map(() => ({ product: { name: 'Lamp', shipping: 37 } })),
    );
    expect(shop.requests.map(({ subgraph }) => subgraph).toSorted()).toEqual(['catalogue', 'stock']);
    const mutation = 'mutation { rename(id: "1", name: "Lamp") { name } }';
    await Promise.all([shop.ask(mutation), shop.ask(mutation)]);
    expect(shop.requests).toHaveLength(2);
  });

  test('texts are what they were, whatever is in them', async () => {
    const names = ['"\\\n\u0000', 'ä€😀', '\ud800', '__proto__'];
    const rename = 'mutation ($name: String!) { rename(id: "1", name: $name) { name } }';
    for (const name of names) {
      const { data } = await shop.ask(rename, { name });
      expect(data).toEqual({ rename: { name } });
    }
    await shop.ask(rename, { name: 'Lamp' });
  });

  test('an error in an entity stands at its place, null is carried up, and words not meant for clients are not told', async () => {
    const result = await shop.ask('{ products { name inStock } }');
    expect(result.data).toBeNull();
    const [error] = result.errors ?? [];
    expect(error).toMatchObject({ path: ['products', 1, 'inStock'], extensions: { source: 'stock' } });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  test('a field that is asked for twice, once by its own name as an alias, is one field', async () => {
    const { data, errors } = await shop.ask(
      '{ product(id: "1") { code: code { shop } code { number } name: name name } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ product: { code: { shop: 'main', number: 1 }, name: 'Lamp' } });
  });

  test('introspection and type names of the root ask nobody', async () => {
    const { data } = await shop.ask('{ __typename t: __type(name: "Product") { name } }');
    expect(data).toEqual({ __typename: 'Query', t: { name: 'Product' } });
    expect(shop.requests).toEqual([]);
  });

  test('a subgraph that is away takes away what it alone has', async () => {
    await shop.stop('reviews');
    const { data, errors } = await shop.ask(
      '{ product(id: "1") { name } other: product(id: "2") { reviews { id } } }',
    );
    expect(data).toEqual({ product: { name: 'Lamp' }, other: null });
    expect(errors?.[0]).toMatchObject({
      path: ['other'],
      extensions: { code: 'SOURCE_UNAVAILABLE', source: 'reviews' },
    });
  });
});

describe('an interface that other subgraphs know as one type', () => {
  let media: Federation;
  const kinds = new Map([
    ['1', 'Book'],
    ['2', 'Film'],
  ]);

  beforeAll(async () => {
    media = await startFederation({
      shelf: {
        sdl: `
          type Query { all: [Media!]! }
          interface Media @key(fields: "id") { id: ID! title: String! }
          type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int! }
          type Film implements Media @key(fields: "id") { id: ID! title: String! minutes: Int! }`,
        resolvers: {
          Query: { all: () => ['1', '2'].map(medium) },
          Media: {
            __resolveType: ({ id }: { id: string }) => kinds.get(id) ?? '',
            __resolveReference: ({ id }: { id: string }) => medium(id),
          },
          Book: { __resolveReference: ({ id }: { id: string }) => medium(id) },
          Film: { __resolveReference: ({ id }: { id: string }) => medium(id) },
        },
      },
      ratings: {
        sdl: `
          type Query { best: Media }
          type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int! }`,
        resolvers: {
          Query: { best: () => ({ id: '2' }) },
          Media: {
            __resolveReference: (reference: Reference) => reference,
            stars: ({ id }: { id: string }) => Number(id) + 3,
          },
        },
      },
    });
  });
  afterAll(() => media.close());

  function medium(id: string) {
    return { __typename: kinds.get(id), id, title: `T${id}`, pages: 100, minutes: 90 };
  }

  test('gets fields from both', async () => {
    const { data } = await media.ask(
      '{ all { __typename title stars ... on Book { pages } ... on Film { minutes } } }',
    );
    expect(data).toEqual({
      all: [
        { __typename: 'Book', title: 'T1', stars: 4, pages: 100 },
        { __typename: 'Film', title: 'T2', stars: 5, minutes: 90 },
      ],
    });
  });

  test('its type comes from the subgraph that knows the types', async () => {
    expect((await media.ask('{ best { stars } }')).data).toEqual({ best: { stars: 5 } });
    expect((await media.ask('{ best { __typename stars title } }')).data).toEqual({
      best: { __typename: 'Film', stars: 5, title: 'T2' },
    });
  });

  test('so do the fields of the types, wherever the subgraph that knows one type stands in the order of names', async () => {
    const { data, errors } = await media.ask(
      '{ best { ... on Film { minutes stars } ... on Book { pages } t: __typename } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ best: { minutes: 90, stars: 5, t: 'Film' } });
  });
});

test('what the planner cannot reach is refused, never answered wrong', async () => {
  const federation = await startFederation({
    a: {
      sdl: `type Query { start: Part } type Part @key(fields: "id") { id: ID! size: Int @external
        weight: Int @requires(fields: "size") }`,
      resolvers: { Query: { start: () => ({ id: '1' }) } },
    },
    b: {
      sdl: `type Part @key(fields: "id") { id: ID! size: Int next: Part weight: Int @external
        price: Int @requires(fields: "weight") }`,
      resolvers: {},
    },
  });
  const { data, errors } = await federation.ask('{ start { next { price } } }');
  expect(data).toBeUndefined();
  expect(errors?.[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  await federation.close();
});

test.each([
  ['an element too few', '[]'],
  ['what is no object', '["x"]'],
  ['no list', '{}'],
])('a subgraph that answers %s for entities takes away what it has, with an error', async (_, entities) => {
  const broken = await startServer(answering(200, {}, `{"data":{"_entities":${entities}}}`));
  const federation = await startFederation({
    a: {
      sdl: 'type Query { part: Part } type Part @key(fields: "id") { id: ID! }',
      resolvers: { Query: { part: () => ({ id: '1' }) } },
    },
    b: { sdl: 'type Part @key(fields: "id") { id: ID! size: Int }', resolvers: {}, url: broken.url },
  });
  const { data, errors } = await federation.ask('{ part { id size } }');
  expect(data).toEqual({ part: { id: '1', size: null } });
  expect(errors).toMatchObject([
    { path: ['part'], extensions: { code: 'SOURCE_BAD_RESPONSE', source: 'b' } },
  ]);
  await federation.close();
  await broken.close();
});

test('an object whose type nobody can tell is an error, not a null without one', async () => {
  const federation = await startFederation({
    a: {
      sdl: 'type Query { a: Thing } interface Thing @key(fields: "id") { id: ID! }',
      resolvers: { Query: { a: () => ({ id: '1' }) }, Thing: { __resolveType: () => 'Thing' } },
    },
    b: {
      sdl: 'type Query { b: Thing } type Thing @key(fields: "id", resolvable: false) @interfaceObject { id: ID! more: String }',
      resolvers: { Query: { b: () => ({ id: '1' }) }, Thing: { more: () => 'm' } },
    },
  });
  const known = await federation.ask('{ b { id more } }');
  expect(known).toMatchObject({ data: { b: { id: '1', more: 'm' } } });
  const unknown = await federation.ask('{ a { id } }');
  expect(unknown.data).toEqual({ a: null });
  expect(unknown.errors).toHaveLength(1);
  const unreachable = await federation.ask('{ a { more } }');
  expect(unreachable.data ?? null).toBeNull();
  expect(unreachable.errors?.[0]?.extensions?.['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  await federation.close();
});

test('an entity is found over several hops of keys', async () => {
  const federation = await startFederation({
    a: {
      sdl: 'type Query { start: Part } type Part @key(fields: "sku") { sku: ID! }',
      resolvers: { Query: { start: () => ({ sku: 's1' }) } },
    },
    b: {
      sdl: 'type Part @key(fields: "sku") @key(fields: "serial { no }") { sku: ID! serial: Serial! } type Serial @shareable { no: Int! }',
      resolvers: { Part: { __resolveReference: ({ sku }: Reference) => ({ sku, serial: { no: 7 } }) } },
    },
    c: {
      sdl: 'type Part @key(fields: "serial { no }") @key(fields: "tag") { serial: Serial! tag: ID! } type Serial @shareable { no: Int! }',
      resolvers: {
        Part: {
          __resolveReference: ({ serial }: { serial?: { no: number } }) => ({
            serial,
            tag: `t${serial?.no}`,
          }),
        },
      },
    },
    d: {
      sdl: 'type Part @key(fields: "tag") { tag: ID! colour: String }',
      resolvers: {
        Part: { __resolveReference: ({ tag }: Reference) => ({ tag, colour: `red ${String(tag)}` }) },
      },
    },
  });
  expect((await federation.ask('{ start { colour } }')).data).toEqual({ start: { colour: 'red t7' } });
  await federation.close();
});
