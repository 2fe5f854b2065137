/** Binary search in what stands in an order. */
import { type KeyValue, type Order, compareKeys } from '#schema/order.ts';

/** Where the first entry strictly after these keys stands; the length, where there is none. Looks from `from` on. */
export function indexAfter<Entry>(
  sorted: readonly Entry[],
  order: Order,
  after: readonly KeyValue[],
  keysOf: (entry: Entry) => readonly KeyValue[],
  from = 0,
): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(order, keysOf(sorted[middle] as Entry), after) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
