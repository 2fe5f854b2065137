/** Pages of sorted arrays: keyset paging by binary search, so that the last page costs what the first one costs. */
import { type KeyValue, keysOf } from '#schema/order.ts';
import type { Page, PageRequest } from '#schema/ports/page.ts';
import { indexAfter } from './index-after.ts';

export interface PageState<Item> {
  /** False where some may be missing: the source is not in sync. Then nobody can tell the total either. */
  readonly complete: boolean;
  /** Only items that pass are on the page. */
  readonly matches?: (item: Item) => boolean;
}

/** The page of an array that stands in `request.order`. */
export function pageOf<Item extends object>(
  sorted: readonly Item[],
  request: PageRequest,
  state: PageState<Item>,
): Page<Item> {
  const matches = state.matches ?? (() => true);
  return scanPage(sorted, request, {
    complete: state.complete,
    keys: (item) => keysOf(request.order, item),
    take: (item) => (matches(item) ? item : null),
  });
}

export interface Scan<Entry, Item> {
  readonly complete: boolean;
  readonly keys: (entry: Entry) => readonly KeyValue[];
  /** The item that an entry stands for; null where it is not on the page. Asked only of entries that are needed. */
  readonly take: (entry: Entry) => Item | null;
  /** How many are on all pages together, where somebody knows a shorter way than to look at all entries by `count`. */
  readonly total?: (count: () => number) => number;
}

/** The page of an array of anything that has an order's keys. */
export function scanPage<Entry, Item>(
  sorted: readonly Entry[],
  request: PageRequest,
  scan: Scan<Entry, Item>,
): Page<Item> {
  const { total = (count) => count() } = scan;
  const items: Item[] = [];
  let at = request.after === null ? 0 : indexAfter(sorted, request.order, request.after, scan.keys);
  let hasNextPage = false;
  for (; at < sorted.length && !hasNextPage; at++) {
    const item = scan.take(sorted[at] as Entry);
    if (item === null) continue;
    if (items.length < request.first) items.push(item);
    else hasNextPage = true;
  }
  return {
    items,
    hasNextPage,
    complete: scan.complete,
    totalCount: async () => (scan.complete ? total(() => count(sorted, scan)) : null),
  };
}

/** A page without items. */
export function emptyPage(complete: boolean): Page<never> {
  return { items: [], hasNextPage: false, complete, totalCount: async () => (complete ? 0 : null) };
}

function count<Entry, Item>(sorted: readonly Entry[], scan: Scan<Entry, Item>): number {
  let total = 0;
  for (const entry of sorted) if (scan.take(entry) !== null) total++;
  return total;
}
