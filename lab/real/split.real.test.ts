/** A third of the elements in each of three databases of two products, under one Zabbix: whoever asks cannot tell it from one. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Domain } from '#schema/domains.ts';
import { TributaryError } from '#schema/errors.ts';
import { wronglyLost } from './split/lessened.ts';
import { type Placements, placements } from './split/placements.ts';
import { QUERIES } from './split/queries.ts';
import { forThirds, idsBySource, relabelled } from './split/relabel.ts';
import { THIRDS } from './split/thirds.ts';
import { ne } from './network.mjs';
import { type Breakable, breakable } from './testing/breakable.ts';
import { type Graph, settled, startGraph } from './testing/graph.ts';
import { legacyId } from './testing/ids.ts';
import { legacy } from './testing/legacy.ts';
import { within } from './testing/within.ts';

/** Some three thousand things of other databases are looked up. */
const BOUND_MS = 40_000;

/** Until both have heard of what an element has reported. */
const HEARD_MS = 10_000;

let places: Placements;
let whole: Graph;
let thirds: Graph;
const breakers = new Map<string, Breakable>();

beforeAll(async () => {
  places = placements();
  thirds = await startGraph({ changes: [places.divided], settled: false });
  whole = await startGraph({ changes: [places.whole] });
  for (const [source, { inventory, faults, services }] of thirds.opened) {
    const away = (): Error => new TributaryError('SOURCE_UNAVAILABLE', 'It is away.', { source });
    for (const [domain, port] of Object.entries({ inventory, faults, services }))
      if (port) breakers.set(`${source} ${domain}`, breakable(port, away));
  }
  await settled(thirds);
  // Of a place of the first each of the three must know what it has there.
  await within(BOUND_MS, 'What the three call by name of each other', async () => {
    const { resource } = await thirds.data<{ resource: { services: { complete: boolean } } }>(
      '{ resource(id: "pg/site.MAD01") { services(first: 1) { complete } } }',
    );
    return resource.services.complete;
  });
});
afterAll(async () => {
  await thirds?.close();
  await whole?.close();
  places?.remove();
});
afterEach(() => {
  for (const breaker of breakers.values()) breaker.away = false;
});

/** What the three answer, when that is what the one answers: each hears of a change of Zabbix in its own second. */
async function agreed(query: string): Promise<object> {
  return within(HEARD_MS, 'The same answer', async () => {
    const [one, three] = [await whole.data<object>(query), await thirds.data<object>(forThirds(query))];
    expect(relabelled(three)).toEqual(relabelled(one));
    return three;
  });
}

describe('the three answer as the one', () => {
  test.each(Object.entries(QUERIES))('%s', async (_, query) => {
    const three = await agreed(query);
    expect(JSON.stringify(three)).not.toContain('"complete":false');
    // Each of the three has had a part in it.
    const ids = idsBySource(three);
    for (const third of THIRDS) expect([third, ids.get(third)?.size ?? 0]).not.toEqual([third, 0]);
  });
});

interface Page {
  readonly list: {
    readonly totalCount: number;
    readonly complete: boolean;
    readonly edges: readonly { readonly node: { readonly id: string; readonly name: string | null } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

/** Every record of a list, page by page. */
async function walk(
  graph: Graph,
  list: string,
  first: number,
): Promise<{ id: string; name: string | null }[]> {
  const nodes: { id: string; name: string | null }[] = [];
  for (let after: string | null = null; ;) {
    const { list: page }: Page = await graph.data<Page>(
      `query ($first: Int, $after: String) { list: ${list} { totalCount complete edges { node { id name } } pageInfo { hasNextPage endCursor } } }`,
      { first, after },
    );
    expect(page.complete).toBe(true);
    nodes.push(...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) {
      expect(page.totalCount).toBe(nodes.length);
      return nodes;
    }
    expect(page.edges).toHaveLength(first);
    after = page.pageInfo.endCursor;
  }
}

describe('page by page', () => {
  const lists = {
    devices: 'resources(filter: { kind: [DEVICE] }, first: $first, after: $after, orderBy: ORDER)',
    'ports of three elements':
      'resources(filter: { kind: [PORT], within: ["legacy/device.b40", "legacy/device.b41", "legacy/device.b42"] }, first: $first, after: $after, orderBy: ORDER)',
  };
  const table = Object.entries(lists).flatMap(([name, list]) =>
    [83, 191, 1000].flatMap((first) =>
      ['ID', 'NAME'].map((order) => [name, first, order, list.replace('ORDER', order)] as const),
    ),
  );

  test.each(table)('%s, %d a page, by %s', async (_, first, order, list) => {
    const nodes = await walk(thirds, forThirds(list), first);
    expect(relabelled(nodes)).toEqual(relabelled(await walk(whole, list, 1000)));
    const keys = nodes.map(({ id, name }) => (order === 'ID' ? id : `${name} ${id}`));
    expect(keys).toEqual(keys.toSorted());
  });

  test('services and customers', async () => {
    for (const list of [
      'services(first: $first, after: $after)',
      'customers(first: $first, after: $after)',
    ]) {
      const nodes = await walk(thirds, list, 467);
      expect(relabelled(nodes)).toEqual(relabelled(await walk(whole, list, 1000)));
      expect(nodes.map(({ id }) => id)).toEqual(nodes.map(({ id }) => id).toSorted());
    }
  });
});

test('a renamed element keeps what other databases have on it', async () => {
  const neId = 44;
  const id = legacyId('device', neId);
  const query = `{ resource(id: "${id}") { id name services(first: 200) { totalCount complete edges { node { id
    supportingResources(first: 20) { complete edges { role node { id name device { id name } link { aEnd { id device { id name } } zEnd { id device { id name } } } } } } } } }
    contains(first: 20) { complete edges { node { id services(first: 50) { totalCount complete } } } } } }`;
  interface Renamed {
    readonly resource: { readonly name: string; readonly services: { readonly totalCount: number } };
  }
  const before = await whole.data<Renamed>(query);
  expect(before.resource.services.totalCount).toBeGreaterThan(0);
  try {
    await legacy('UPDATE ne SET ne_name = $1 WHERE ne_id = $2', ['XYZ77-MSAN-44', neId]);
    const [one, three] = [await whole.data<Renamed>(query), await thirds.data<Renamed>(forThirds(query))];
    expect(three.resource.name).toBe('XYZ77-MSAN-44');
    expect(relabelled(three)).toEqual(relabelled(one));
    expect(JSON.stringify(one).replaceAll('XYZ77-MSAN-44', before.resource.name)).toEqual(
      JSON.stringify(before),
    );
  } finally {
    await legacy('UPDATE ne SET ne_name = $1 WHERE ne_id = $2', [ne(neId).ne_name, neId]);
  }
});

describe('with one member away nothing is lost but what it holds', () => {
  const members = [
    ...THIRDS.flatMap((third) =>
      (['inventory', 'services'] as const).map((domain) => [third, domain] as const),
    ),
    ['zabbix', 'faults'] as const,
  ];
  const NAMES = [
    'what is wrong, where, of whose make, and whom it hits',
    'places, what they contain, what is wrong there and what runs over them',
    'services, what they stand on, and what is wrong with that',
    'customers and what they get',
  ];
  const complete = new Map<string, unknown>();
  beforeAll(async () => {
    for (const name of NAMES) complete.set(name, relabelled(await whole.data(QUERIES[name]!)));
  });

  test.each(members)('%s %s', async (source, domain: Domain) => {
    breakers.get(`${source} ${domain}`)!.away = true;
    let lost = 0;
    for (const [name, expected] of complete) {
      const { data, errors = [], extensions } = await thirds.ask(forThirds(QUERIES[name]!));
      const told = relabelled(data);
      expect([name, wronglyLost(expected, told, { source, domain })]).toEqual([name, []]);
      const named = new Set(errors.map(({ extensions: of }) => `${of.source} ${of.domain} ${of.code}`));
      if (JSON.stringify(told) === JSON.stringify(expected)) {
        expect([name, named]).toEqual([name, new Set()]);
        continue;
      }
      lost += 1;
      expect([name, named]).toEqual([name, new Set([`${source} ${domain} SOURCE_UNAVAILABLE`])]);
      const missing = extensions?.sources.filter(({ status }) => status !== 'OK') ?? [];
      expect(missing.map((one) => [one.source, one.domain])).toEqual([[source, domain]]);
    }
    expect(lost).toBeGreaterThan(1);
  });
});
