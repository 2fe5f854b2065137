import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { type Federation, type SubgraphSpec, startFederation } from '../testing/federation.ts';
import { programsOf } from './program.ts';

const OFFERS: SubgraphSpec = {
  sdl: 'type Offer @key(fields: "id") { id: ID! price: Int }',
  resolvers: { Offer: { __resolveReference: ({ id }: { id: string }) => ({ id, price: Number(id) * 10 }) } },
};

function shop(sdl: string): Record<string, SubgraphSpec> {
  const all = () => [
    { __typename: 'Book', offer: { id: '1' } },
    { __typename: 'Film', offer: { id: '2' } },
  ];
  return { shelf: { sdl, resolvers: { Query: { all } } }, offers: OFFERS };
}

const SHELF = `
  type Query { all: [Thing] }
  interface Thing { offer: Offer }
  type Book implements Thing { offer: Offer }
  type Film implements Thing { offer: Offer }
  type Offer @key(fields: "id", resolvable: false) { id: ID! }`;
const QUERY = '{ all { ... on Book { offer { price } } } }';

async function composed(sdl: string): Promise<string> {
  const other = await startFederation(shop(sdl));
  await other.close();
  return other.supergraphSdl;
}

async function worked(federation: Federation) {
  const { planner, apiSchema } = federation.supergraph.current;
  const plan = await planner.plan(parse(QUERY), undefined, {});
  return { plan, programs: programsOf(apiSchema, plan) };
}

const ANSWER = { data: { all: [{ offer: { price: 10 } }, {}] } };

test('what is added to a supergraph keeps the plans, and what was worked out from them', async () => {
  const federation = await startFederation(shop(SHELF));
  expect(await federation.ask(QUERY)).toMatchObject(ANSWER);
  const before = await worked(federation);
  federation.supergraph.update(
    await composed(`${SHELF} type More { a: Int } extend type Query { more: More }`),
  );
  expect(await federation.ask(QUERY)).toMatchObject(ANSWER);
  const after = await worked(federation);
  expect(after.plan).toBe(before.plan);
  expect(after.programs).toBe(before.programs);
  expect(federation.supergraph.planStats).toMatchObject({ entries: 1, unchanged: 1 });
  await federation.close();
});

test('where what is asked goes another way, there is another plan', async () => {
  const federation = await startFederation(shop(SHELF));
  await federation.ask(QUERY);
  const before = await worked(federation);
  const moved = 'type Offer @key(fields: "id", resolvable: false) { id: ID! price: Int @shareable }';
  const sdl = SHELF.replace(/type Offer.*$/, moved);
  const specs = {
    ...shop(sdl),
    offers: { ...OFFERS, sdl: OFFERS.sdl.replace('price: Int', 'price: Int @shareable') },
  };
  const other = await startFederation(specs);
  await other.close();
  federation.supergraph.update(other.supergraphSdl);
  const after = await worked(federation);
  expect(after.plan).not.toBe(before.plan);
  expect(federation.supergraph.planStats).toMatchObject({ unchanged: 0 });
  await federation.close();
});
