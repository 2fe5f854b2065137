/** Pages of sorted arrays: keyset paging by binary search, so that the last page costs what the first one costs. */
import { type KeyValue, type Order, compareKeys, keysOf } from '#schema/order.ts';
import type { Page, PageRequest } from '#schema/ports/page.ts';

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
}

/** The page of an array of anything that has an order's keys. */
export function scanPage<Entry, Item>(
  sorted: readonly Entry[],
  request: PageRequest,
  scan: Scan<Entry, Item>,
): Page<Item> {
  const items: Item[] = [];
  let at =
    request.after === null
      ? 0
      : indexAfter(sorted.length, request.order, request.after, keysAt(sorted, scan));
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
    totalCount: async () => (scan.complete ? count(sorted, scan) : null),
  };
}

/** A page without items. */
export function emptyPage(complete: boolean): Page<never> {
  return { items: [], hasNextPage: false, complete, totalCount: async () => (complete ? 0 : null) };
}

/** Where in `length` entries in order the first one strictly after these keys stands. */
function indexAfter(
  length: number,
  order: Order,
  after: readonly KeyValue[],
  keysAt: (index: number) => readonly KeyValue[],
): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(order, keysAt(middle), after) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

function keysAt<Entry, Item>(sorted: readonly Entry[], scan: Scan<Entry, Item>) {
  return (index: number): readonly KeyValue[] => scan.keys(sorted[index] as Entry);
}

function count<Entry, Item>(sorted: readonly Entry[], scan: Scan<Entry, Item>): number {
  let total = 0;
  for (const entry of sorted) if (scan.take(entry) !== null) total++;
  return total;
}
