/**
 * A changing set, read in an order. Changes are kept aside and merged in when somebody reads: a read after a few changes costs
 * one pass, not a sort.
 */
import type { KeyValue, Order } from '#schema/order.ts';
import { indexAfter } from './index-after.ts';
import { type Keyed, sortKeyed } from './sort-records.ts';

export interface SortedView<Item> {
  /** Adds an item that was never in the view before; its keys must not change while it is there. */
  add(item: Item): void;
  delete(item: Item): void;
  /** The items with their keys, in order. The array is never changed afterwards. */
  read(): readonly Keyed<Item>[];
}

export function createSortedView<Item>(
  order: Order,
  keysOf: (item: Item) => readonly KeyValue[],
  items: Iterable<Item> = [],
): SortedView<Item> {
  let sorted: readonly Keyed<Item>[] = [];
  let added = new Set(items);
  let deleted = new Set<Item>();

  return {
    add: (item) => void added.add(item),
    delete(item) {
      if (!added.delete(item)) deleted.add(item);
    },
    read() {
      if (added.size > 0 || deleted.size > 0) {
        const kept = deleted.size > 0 ? sorted.filter(({ item }) => !deleted.has(item)) : sorted;
        const fresh = sortKeyed(
          order,
          Array.from(added, (item) => ({ keys: keysOf(item), item })),
        );
        sorted = merge(order, kept, fresh);
        added = new Set();
        deleted = new Set();
      }
      return sorted;
    },
  };
}

/** Each fresh entry is put in its place by binary search: few of them cost few comparisons. */
function merge<Item>(
  order: Order,
  kept: readonly Keyed<Item>[],
  fresh: readonly Keyed<Item>[],
): readonly Keyed<Item>[] {
  if (kept.length === 0) return fresh;
  const merged: Keyed<Item>[] = [];
  let from = 0;
  for (const entry of fresh) {
    const to = indexAfter(kept, order, entry.keys, ({ keys }) => keys, from);
    for (; from < to; from++) merged.push(kept[from] as Keyed<Item>);
    merged.push(entry);
  }
  for (; from < kept.length; from++) merged.push(kept[from] as Keyed<Item>);
  return merged;
}
