/** One page of several: for a source that needs several queries to answer one list. */
import { type KeyValue, compareKeys, keysOf } from '#schema/order.ts';
import type { Page, PageRequest } from '#schema/ports/page.ts';

export interface Mergeable {
  readonly id: string;
}

/**
 * Merges pages that answer the same request, each in its order, into one. Every id is there once. A page that holds fewer than
 * `first` although more is to come bounds the merge: nothing after its last item is known to be next. The total is the sum,
 * so it is right only where no record is in two lists; say `disjoint: false` where one may be, then there is none.
 * @throws TypeError where a page is empty although more is to come: nobody could go on after it.
 */
export function mergePages<Item extends Mergeable>(
  pages: readonly Page<Item>[],
  request: PageRequest,
  { disjoint = true }: { readonly disjoint?: boolean } = {},
): Page<Item> {
  const { order, first } = request;
  const bound = lowestBound(pages, request);
  const candidates = pages
    .flatMap((page) => page.items.map((item) => ({ item, keys: keysOf(order, item) })))
    .sort((a, b) => compareKeys(order, a.keys, b.keys));

  const items: Item[] = [];
  const seen = new Set<string>();
  let cut = false;
  for (const { item, keys } of candidates) {
    if (seen.has(item.id)) continue;
    cut = items.length === first || (bound !== null && compareKeys(order, keys, bound) > 0);
    if (cut) break;
    seen.add(item.id);
    items.push(item);
  }
  return {
    items,
    hasNextPage: cut || pages.some((page) => page.hasNextPage),
    complete: pages.every((page) => page.complete),
    totalCount: async () =>
      disjoint ? sum(await Promise.all(pages.map((page) => page.totalCount()))) : null,
  };
}

function lowestBound<Item extends object>(
  pages: readonly Page<Item>[],
  { order }: PageRequest,
): readonly KeyValue[] | null {
  let bound: readonly KeyValue[] | null = null;
  for (const page of pages) {
    if (!page.hasNextPage) continue;
    const last = page.items.at(-1);
    if (!last) throw new TypeError('A page with more to come must hold at least one item, but got: none.');
    const keys = keysOf(order, last);
    if (bound === null || compareKeys(order, keys, bound) < 0) bound = keys;
  }
  return bound;
}

function sum(totals: readonly (number | null)[]): number | null {
  return totals.reduce((all, total) => (all === null || total === null ? null : all + total), 0);
}
