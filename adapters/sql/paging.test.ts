import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type KeyValue, type Order, compareKeys, keysOf } from '#schema/order.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import { contractRules } from '#schema/rules.ts';
import type { ResourceFilter } from '#schema/types/inventory.ts';
import { matchesResource } from '../kit/filter/resources.ts';
import { COUNTS, makeLegacyDatabase } from './testing/legacy-database.ts';
import { type TestSource, openForTest } from './testing/open-for-test.ts';

const call = { signal: new AbortController().signal };
const orders = ['ID', 'NAME'].map((by) => contractRules('inventory').order('Query', 'resources', by));
const [byId] = orders as [Order, Order];
const dir = mkdtempSync(join(tmpdir(), 'tributary-sql-'));
let source: TestSource;
let all: readonly ResourceRecord[];

beforeAll(async () => {
  const file = join(dir, 'legacy.db');
  makeLegacyDatabase(file);
  source = openForTest({ file, mapping: 'adapters/sql/mappings/legacy-inventory.yaml' });
  all = await everything(byId, 1000, null, null);
});
afterAll(async () => {
  await source.adapter.close();
  rmSync(dir, { recursive: true });
});

async function everything(
  order: Order,
  first: number,
  filter: ResourceFilter | null,
  from: readonly KeyValue[] | null,
) {
  const found: ResourceRecord[] = [];
  for (let after = from; ;) {
    const page = await source.adapter.inventory.resources({ order, first, after, filter }, call);
    expect(page.items.length).toBeLessThanOrEqual(first);
    found.push(...page.items);
    if (!page.hasNextPage) return found;
    expect(page.items).toHaveLength(first);
    after = keysOf(order, page.items.at(-1) ?? {});
  }
}

const some = <T>(...values: T[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
const filters: fc.Arbitrary<ResourceFilter> = fc
  .record({
    kind: some('SITE' as const, 'DEVICE' as const, 'CARD' as const, 'PORT' as const, 'LINK' as const),
    resourceType: some('router', 'OLT', 'ADM', 'SDH', 'LC-1', 'circuit hop', 'no such'),
    name: fc.option(
      fc.oneof(
        fc.record({ startsWith: fc.constantFrom('MAD0', 'mad', '0/', 'Central Peñ', 'ETH/00000', '%', '') }),
        fc.record({ contains: fc.constantFrom('-R', 'ñón', '_', "'", '東', ' hop 2', '') }),
        fc.record({ in: fc.constant(['0/1/2', 'MAD04-ROUTER-4', 'MAD04-ROUTER-4   ', 'Central Peñón 2']) }),
        fc.record({ equals: fc.constantFrom('0/0/0', 'MAD01-ROUTER-1', 'nobody') }),
      ),
      { nil: undefined },
    ),
    within: some(
      'legacy/site.MAD01',
      'legacy/device.a2',
      'legacy/card.b10',
      'elsewhere/x',
      'legacy/device.zz',
    ),
    region: some('west', 'east'),
    technology: some('IP', 'ACCESS', 'SDH'),
    operationalState: some('ENABLED' as const, 'DISABLED' as const),
    lifecycleState: some('INSTALLED' as const, 'PLANNED' as const, 'REMOVED' as const),
    vendor: some('Huawei', 'HUAWEI', 'Nokia', 'Unheard of'),
    role: some('OLT', 'ROUTER', 'router'),
  })
  .map((filter) => Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)));
// Few conditions at once, or nothing is left to page through.
const sparse = fc
  .tuple(filters, fc.subarray(['kind', 'name', 'within', 'vendor', 'operationalState'], { maxLength: 2 }))
  .map(([filter, kept]): ResourceFilter =>
    Object.fromEntries(Object.entries(filter).filter(([key]) => kept.includes(key))),
  );

test('the list has everything', () => {
  expect(all).toHaveLength(
    COUNTS.sites + COUNTS.devices + COUNTS.cards + COUNTS.ports + COUNTS.links + COUNTS.circuits,
  );
});

test('whatever the page size, filter and order: each row once, in order, and none besides', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 60 }),
      fc.oneof(fc.constant(null), filters, sparse),
      fc.constantFrom(...orders),
      async (first, filter, order) => {
        const expected = all
          .filter((record) => matchesResource(record, filter))
          .sort((a, b) => compareKeys(order, keysOf(order, a), keysOf(order, b)));
        const found = await everything(order, first, filter, null);
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
        const page = await source.adapter.inventory.resources({ order, first, after: null, filter }, call);
        expect(await page.totalCount()).toBe(expected.length);
      },
    ),
    { numRuns: 150 },
  );
});

const strangeIds = fc.constantFrom(
  'aaa/port.a1',
  'zzz/port.a1',
  'legacy/aaa.a1',
  'legacy/port2.a1',
  'legacy/zz.b42',
  'legacy-2/x',
);

test('a cursor may be of any source', async () => {
  const keys = fc.oneof(
    strangeIds.map((id) => [id]),
    fc.integer({ min: 0, max: 170 }).map((i) => [all[i]?.id ?? '']),
    fc.tuple(fc.constantFrom('MAD02', '0/1/1', '東京', '', null), strangeIds),
  );
  await fc.assert(
    fc.asyncProperty(keys, fc.integer({ min: 1, max: 40 }), async (after, first) => {
      const order = after.length === 1 ? byId : (orders[1] ?? byId);
      const expected = all
        .filter((record) => compareKeys(order, keysOf(order, record), after) > 0)
        .sort((a, b) => compareKeys(order, keysOf(order, a), keysOf(order, b)));
      expect((await everything(order, first, null, after)).map(({ id }) => id)).toEqual(
        expected.map(({ id }) => id),
      );
    }),
    { numRuns: 100 },
  );
});

test('what a parent contains is what names it as its container', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 5 }),
      fc.constantFrom(...orders),
      fc.subarray([
        'legacy/site.MAD01',
        'legacy/device.a2',
        'legacy/card.a9',
        'legacy/card.c999',
        'elsewhere/x',
        'legacy/site.MAD03',
      ]),
      fc.oneof(fc.constant(null), sparse),
      async (first, order, ids, filter) => {
        const pages = await source.adapter.inventory.contained(
          ids,
          { order, first, after: null, filter },
          call,
        );
        for (const [i, page] of pages.entries()) {
          const expected = all
            .filter((record) => record.container?.id === ids[i] && matchesResource(record, filter))
            .sort((a, b) => compareKeys(order, keysOf(order, a), keysOf(order, b)));
          expect(page.items.map(({ id }) => id)).toEqual(expected.slice(0, first).map(({ id }) => id));
          expect(page.hasNextPage).toBe(expected.length > first);
          expect(await page.totalCount()).toBe(expected.length);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('what a page shows to its end is not counted again, and everything else is counted right', async () => {
  const ids = ['legacy/site.MAD01', 'legacy/device.a2', 'legacy/card.a9', 'elsewhere/x'];
  const told = ids.map((id) => all.filter(({ container }) => container?.id === id));
  const totals = async (first: number, after: readonly KeyValue[] | null): Promise<[unknown, number]> => {
    const pages = await source.adapter.inventory.contained(
      ids,
      { order: byId, first, after, filter: null },
      call,
    );
    const before = source.adapter.statements;
    const counted = await Promise.all(pages.map((page) => page.totalCount()));
    return [counted, source.adapter.statements - before];
  };
  const expected = told.map(({ length }) => length);
  expect(Math.min(...expected.slice(0, 3))).toBeGreaterThan(1);
  const [whole, cut, resumed] = [
    await totals(100, null),
    await totals(1, null),
    await totals(100, [told[0]?.[0]?.id ?? '']),
  ];
  expect([whole[0], cut[0], resumed[0]]).toEqual([expected, expected, expected]);
  expect(whole[1]).toBe(0);
  expect([cut[1], resumed[1]]).toEqual([3, 3]);
});

test('a page costs what any other costs', async () => {
  const filter: ResourceFilter = { kind: ['PORT'] };
  const cost = async (after: readonly KeyValue[] | null): Promise<number> => {
    const before = source.adapter.statements;
    await source.adapter.inventory.resources({ order: byId, first: 10, after, filter }, call);
    return source.adapter.statements - before;
  };
  expect(await cost(null)).toBe(2);
  expect(await cost(['legacy/port.b86'])).toBe(2);
});

test('a broken key in a cursor of ours is refused', async () => {
  await expect(
    source.adapter.inventory.resources(
      { order: byId, first: 10, after: ['legacy/port.b5'], filter: null },
      call,
    ),
  ).rejects.toMatchObject({
    code: 'INVALID_CURSOR',
  });
});
