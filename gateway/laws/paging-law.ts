/** Whoever comes and goes between pages: a record whose place does not change is shown exactly once, in its order. */
import fc from 'fast-check';
import type { Domain } from '#schema/domains.ts';
import { encodeCursor } from '#schema/cursor.ts';
import { type Order, compareKeys } from '#schema/order.ts';
import { contractRules } from '#schema/rules.ts';
import type { TestRecord } from '../testing/record-resolvers.ts';
import { type MemberSpec, SHELVES_OF, copied, disjoint, mix } from './estate.ts';
import { type Law, defineLaw, same } from './law.ts';
import { askGateway, membersOf, put } from './members.ts';
import type { State } from './oracle.ts';
import { type World, world } from './world.ts';

interface List {
  readonly domain: Domain;
  readonly field: string;
  readonly orderBy?: string;
  readonly filter?: string;
  readonly keep?: (record: TestRecord) => boolean;
}

const LISTS: readonly List[] = [
  { domain: 'inventory', field: 'resources' },
  { domain: 'inventory', field: 'resources', orderBy: 'NAME' },
  {
    domain: 'inventory',
    field: 'resources',
    orderBy: 'NAME',
    filter: '{ kind: [SITE, PORT, LINK] }',
    keep: ({ kind }) => ['SITE', 'PORT', 'LINK'].includes(String(kind)),
  },
  { domain: 'faults', field: 'alarms' },
  { domain: 'faults', field: 'alarms', orderBy: 'SEVERITY_DESC' },
  {
    domain: 'faults',
    field: 'alarms',
    orderBy: 'SEVERITY_DESC',
    filter: '{ ackState: UNACKNOWLEDGED }',
    keep: ({ ackState }) => ackState === 'UNACKNOWLEDGED',
  },
  { domain: 'services', field: 'services' },
];

interface Case {
  readonly world: World;
  /** Are records held by others too? */
  readonly copies: boolean;
  /** The most edges of a member's page. */
  readonly cap: number | undefined;
  /** Of each page: its size, and what becomes of the members before it. */
  readonly pages: readonly { readonly first: number; readonly states: number }[];
  readonly seed: number;
}

const single: fc.Arbitrary<Case> = fc.record({
  world,
  copies: fc.boolean(),
  cap: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
  pages: fc.array(fc.record({ first: fc.integer({ min: 1, max: 4 }), states: fc.nat() }), { maxLength: 5 }),
  seed: fc.nat(),
});

/** Before a page a member may fail, return, leave or join. When all pages are planned for, everybody is there. */
const STATES: readonly State[] = ['UP', 'UP', 'UP', 'AWAY', 'GONE'];
const MOST_PAGES = 60;

async function check(list: List, one: Case): Promise<void> {
  const { domain, field } = list;
  const shelf = SHELVES_OF[domain][0] ?? 'resources';
  const order = contractRules(domain).order('Query', field, list.orderBy);
  const keys = (record: TestRecord) => order.keys.map((key) => (record[key.field] ?? null) as string | null);
  const all = one.copies ? copied(disjoint(one.world), one.seed) : disjoint(one.world);
  const specs = all
    .filter((spec) => spec.domain === domain)
    .map((spec) => ({
      ...spec,
      // Only who is in the list is of interest: copies are true in what they are found by.
      records: { [shelf]: (spec.records[shelf] ?? []).map((record) => ofWorld(one.world, shelf, record)) },
    }));
  const wanted = one.world[shelf].filter((record) => list.keep?.(record) ?? true);
  const args = `first: $first, after: $after${list.orderBy ? `, orderBy: ${list.orderBy}` : ''}${list.filter ? `, filter: ${list.filter}` : ''}`;
  const query = `query ($first: Int, $after: String) { ${field}(${args}) { complete pageInfo { hasNextPage endCursor } edges { cursor node { id } } } }`;
  // Who does not ask for places gets the same page, though nobody is asked for cursors then.
  const without = `query ($first: Int, $after: String) { ${field}(${args}) { complete edges { node { id } } } }`;

  const seen: string[] = [];
  const story: unknown[] = [];
  const shown = () => ({ query, cap: one.cap, story, specs });
  let after: string | null = null;
  let last: TestRecord | undefined;
  for (let page = 0; ; page++) {
    if (page > MOST_PAGES) same('The number of pages', page, MOST_PAGES, shown);
    const { first, states } = one.pages[page] ?? { first: 2, states: null };
    const stateOf = (spec: MemberSpec): State =>
      states === null ? 'UP' : (STATES[mix(states, spec.source) % STATES.length] ?? 'UP');
    const configured = specs.filter((spec) => stateOf(spec) !== 'GONE');
    const members = membersOf(configured, one.cap);
    members.forEach((member, i) => put(member, stateOf(configured[i] as MemberSpec)));
    const { data } = await askGateway(members, query, { first, after });
    const here = configured.filter((spec) => stateOf(spec) === 'UP');
    const connection = data?.[field] as Connection | null;
    story.push({ page, first, after, here: here.map(({ source }) => source), connection });
    if (here.length === 0) {
      same('A list that nobody could tell', connection, null, shown);
      continue;
    }
    const held = new Set(here.flatMap((spec) => (spec.records[shelf] ?? []).map(({ id }) => id)));
    const rest = inOrder(order, keys, wanted).filter(
      (record) => held.has(record.id) && (!last || compareKeys(order, keys(record), keys(last)) > 0),
    );
    const ids = connection?.edges.map(({ node }) => node.id) ?? [];
    // A member that gives fewer than it was asked for bounds the page; somebody always goes on.
    const expected = rest.slice(0, one.cap === undefined ? first : Math.min(ids.length || 1, first));
    const must = expected.map((record) => ({
      cursor: encodeCursor(order, keys(record)),
      node: { id: record.id },
    }));
    same('The page', connection?.edges, must, shown);
    same('hasNextPage', connection?.pageInfo.hasNextPage, rest.length > ids.length, shown);
    same('complete', connection?.complete, here.length === configured.length, shown);
    const bare = (await askGateway(members, without, { first, after })).data?.[field] as Connection | null;
    same(
      'The page without cursors',
      bare?.edges,
      must.map(({ node }) => ({ node })),
      shown,
    );
    same('complete without cursors', bare?.complete, connection?.complete, shown);
    seen.push(...ids);
    if (expected.length > 0) {
      last = expected.at(-1);
      after = connection?.pageInfo.endCursor ?? null;
    }
    if (states === null && rest.length <= ids.length) break;
  }
  const always = wanted.filter(({ id }) =>
    specs.some(
      (spec) =>
        (spec.records[shelf] ?? []).some((record) => record.id === id) &&
        one.pages.every(({ states }) => STATES[mix(states, spec.source) % STATES.length] === 'UP'),
    ),
  );
  same('Twice', seen, [...new Set(seen)], shown);
  const never = always.filter(({ id }) => !seen.includes(id)).map(({ id }) => id);
  same('Never shown', never, [], shown);
}

interface Connection {
  readonly complete: boolean;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
}

const ofWorld = (one: World, shelf: 'resources' | keyof World, record: TestRecord): TestRecord =>
  (one[shelf] as readonly TestRecord[]).find(({ id }) => id === record.id) ?? record;

function inOrder(
  order: Order,
  keys: (record: TestRecord) => (string | null)[],
  records: readonly TestRecord[],
): readonly TestRecord[] {
  return records.toSorted((a, b) => compareKeys(order, keys(a), keys(b)));
}

export const paging: Law = defineLaw({
  name: 'paging',
  says: 'With any page sizes, order and filter, every record is shown exactly once and in order while members fail, return, join and leave between pages.',
  share: 5,
  common: fc.constantFrom(...LISTS),
  single,
  check,
});
