/** Sorting by an order of the contract. */
import { type KeyValue, type Order, compareKeys, keysOf } from '#schema/order.ts';

/** Something with its keys in an order, so that they are taken once and not at each comparison. */
export interface Keyed<Item> {
  readonly keys: readonly KeyValue[];
  readonly item: Item;
}

/** A copy of the records, in order. */
export function sortRecords<Item extends object>(order: Order, records: Iterable<Item>): Item[] {
  return sortKeyed(
    order,
    Array.from(records, (item) => ({ keys: keysOf(order, item), item })),
  ).map(({ item }) => item);
}

/** Sorts in place. */
export function sortKeyed<Item>(order: Order, entries: Keyed<Item>[]): Keyed<Item>[] {
  return entries.sort((a, b) => compareKeys(order, a.keys, b.keys));
}
