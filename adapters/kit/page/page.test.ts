import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { decodeCursor, encodeCursor } from '#schema/cursor.ts';
import { type KeyValue, type Order, compareKeys, keysOf, parseOrder } from '#schema/order.ts';
import type { Page } from '#schema/ports/page.ts';
import { mergePages } from './merge-pages.ts';
import { emptyPage, pageOf } from './page-of.ts';
import { sortRecords } from './sort-records.ts';
import { createSortedView } from './sorted-view.ts';

interface Thing {
  readonly id: string;
  readonly name: string | null;
  readonly level: string | null;
  readonly rank: number | null;
}

const LEVELS = ['LOW', 'MIDDLE', 'HIGH'];
const ORDERS: readonly Order[] = ['id', 'name id', 'level:desc name:desc id', 'rank:desc id'].map((by) =>
  parseOrder(by, (field) => (field === 'level' ? LEVELS : undefined)),
);

const things = fc.uniqueArray(
  fc.record({
    id: fc.nat(400).map((n) => `src/${n}`),
    name: fc.option(fc.constantFrom('a', 'b', 'é', '\u{1f600}', '\uffff', ''), { nil: null }),
    level: fc.option(fc.constantFrom(...LEVELS), { nil: null }),
    rank: fc.option(fc.integer({ min: -3, max: 3 }), { nil: null }),
  }),
  { selector: (thing) => thing.id, maxLength: 60 },
);
const order = fc.constantFrom(...ORDERS);

function walk(read: (after: readonly KeyValue[] | null) => Page<Thing>, by: Order): Thing[] {
  const all: Thing[] = [];
  let after: readonly KeyValue[] | null = null;
  for (;;) {
    const page: Page<Thing> = read(after);
    all.push(...page.items);
    if (!page.hasNextPage) return all;
    const last = page.items.at(-1);
    if (!last) throw new Error('an empty page said that more is to come');
    // Through the codec, as a client's cursor goes.
    after = decodeCursor(by, encodeCursor(by, keysOf(by, last)));
  }
}

describe('pageOf', () => {
  test('gives every item exactly once, in order, whatever the page size', () => {
    fc.assert(
      fc.property(things, order, fc.integer({ min: 1, max: 70 }), (all, by, first) => {
        const sorted = sortRecords(by, all);
        const walked = walk((after) => pageOf(sorted, { order: by, first, after }, { complete: true }), by);
        expect(walked).toEqual(sorted);
        for (let i = 1; i < walked.length; i++)
          expect(
            compareKeys(by, keysOf(by, walked[i - 1] as Thing), keysOf(by, walked[i] as Thing)),
          ).toBeLessThan(0);
      }),
    );
  });

  test('goes on after a record that is gone as if it were there', () => {
    fc.assert(
      fc.property(things, order, fc.nat(), fc.integer({ min: 1, max: 70 }), (all, by, pick, first) => {
        fc.pre(all.length > 0);
        const sorted = sortRecords(by, all);
        const at = pick % sorted.length;
        const after = keysOf(by, sorted[at] as Thing);
        const without = sorted.filter((_, i) => i !== at);
        const page = pageOf(without, { order: by, first, after }, { complete: true });
        expect(page.items).toEqual(sorted.slice(at + 1, at + 1 + first));
        expect(page.hasNextPage).toBe(sorted.length > at + 1 + first);
      }),
    );
  });

  test('leaves out what does not match, and counts what does', async () => {
    await fc.assert(
      fc.asyncProperty(things, order, fc.integer({ min: 1, max: 10 }), async (all, by, first) => {
        const matches = (thing: Thing): boolean => thing.level === 'HIGH';
        const sorted = sortRecords(by, all);
        const read = (after: readonly KeyValue[] | null): Page<Thing> =>
          pageOf(sorted, { order: by, first, after }, { complete: true, matches });
        expect(walk(read, by)).toEqual(sorted.filter(matches));
        expect(await read(null).totalCount()).toBe(all.filter(matches).length);
      }),
    );
  });

  test('touches only what it needs, also on the last page', () => {
    const by = parseOrder('id');
    const many = Array.from({ length: 100_000 }, (_, i) => ({ id: `s/${String(i).padStart(6, '0')}` }));
    let looked = 0;
    const matches = (): boolean => ++looked > 0;
    const page = pageOf(many, { order: by, first: 50, after: ['s/099900'] }, { complete: true, matches });
    expect(page.items.at(0)).toEqual({ id: 's/099901' });
    expect(looked).toBe(51);
  });

  test('knows no total where something may be missing', async () => {
    const request = { order: parseOrder('id'), first: 5, after: null };
    expect(await pageOf([{ id: 's/1' }], request, { complete: false }).totalCount()).toBeNull();
    expect(await emptyPage(false).totalCount()).toBeNull();
    expect(await emptyPage(true).totalCount()).toBe(0);
  });
});

describe('mergePages', () => {
  test('walks several lists as if they were one', () => {
    fc.assert(
      fc.property(
        things,
        order,
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
        (all, by, first, limits) => {
          // Every thing is in one list, each third one in all of them.
          const lists = limits.map((_, n) =>
            sortRecords(by, all).filter((__, i) => i % limits.length === n || i % 3 === 0),
          );
          const read = (after: readonly KeyValue[] | null): Page<Thing> =>
            mergePages(
              lists.map((list, n) =>
                // A source may give shorter pages than it was asked for.
                pageOf(
                  list,
                  { order: by, first: Math.min(first, limits[n] ?? first), after },
                  { complete: true },
                ),
              ),
              { order: by, first, after },
              { disjoint: false },
            );
          expect(walk(read, by)).toEqual(sortRecords(by, all));
        },
      ),
    );
  });

  test('sums totals, unless one is unknown or records may be in two lists', async () => {
    const request = { order: parseOrder('id'), first: 5, after: null };
    const one = pageOf([{ id: 's/1' }], request, { complete: true });
    const two = pageOf([{ id: 's/2' }], request, { complete: true });
    expect(await mergePages([one, two], request).totalCount()).toBe(2);
    expect(await mergePages([one, two], request, { disjoint: false }).totalCount()).toBeNull();
    const unknown = mergePages([one, pageOf([{ id: 's/2' }], request, { complete: false })], request);
    expect(unknown.complete).toBe(false);
    expect(await unknown.totalCount()).toBeNull();
  });

  test('refuses an empty page with more to come', () => {
    const request = { order: parseOrder('id'), first: 5, after: null };
    expect(() => mergePages([{ ...emptyPage(true), hasNextPage: true }], request)).toThrow(
      /at least one item/,
    );
  });
});

describe('createSortedView', () => {
  test('reads as a sort of what is in it, whatever came and went', () => {
    fc.assert(
      fc.property(things, order, fc.array(fc.tuple(fc.nat(), fc.boolean())), (all, by, steps) => {
        const inside = new Set<Thing>(all.slice(0, 5));
        const view = createSortedView<Thing>(by, (thing) => keysOf(by, thing), inside);
        for (const [pick, read] of steps) {
          const thing = all[pick % Math.max(all.length, 1)];
          if (!thing) break;
          // An item that left comes back as a new object, as an alarm that changed does.
          const there = [...inside].find(({ id }) => id === thing.id);
          if (there) {
            inside.delete(there);
            view.delete(there);
          } else {
            const fresh = { ...thing };
            inside.add(fresh);
            view.add(fresh);
          }
          if (read) expect(view.read().map(({ item }) => item)).toEqual(sortRecords(by, inside));
        }
        expect(view.read().map(({ item }) => item)).toEqual(sortRecords(by, inside));
      }),
    );
  });

  test('takes the keys of what is new only', () => {
    const by = parseOrder('id');
    let taken = 0;
    const many = Array.from({ length: 1000 }, (_, i) => ({ id: `s/${i}` }));
    const view = createSortedView<{ id: string }>(by, (item) => (taken++, keysOf(by, item)), many);
    const first = view.read();
    expect(view.read()).toBe(first);
    view.add({ id: 's/5x' });
    view.delete(many[7] as { id: string });
    expect(view.read()).toHaveLength(1000);
    expect(taken).toBe(1001);
    expect(first).toHaveLength(1000);
  });
});
