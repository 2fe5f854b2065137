/** Ways to page wrongly: from another place, in another order, with other cursors. */
import { encodeCursor } from '#schema/cursor.ts';
import type { KeyValue, Order } from '#schema/order.ts';
import type { Page, PageRequest } from '#schema/ports/page.ts';
import type { Asked } from './broken.ts';

/** Everything a list has, and the page of it that begins where `begins` says. */
export async function pageFrom<Item extends object, Request extends PageRequest>(
  list: (request: Request) => Promise<Page<Item>>,
  request: Request,
  begins: (order: Order, item: Item, after: readonly KeyValue[], all: readonly Item[]) => boolean,
): Promise<Page<Item>> {
  const all = await list({ ...request, first: 1000, after: null });
  const { after, order } = request;
  const from = after === null ? 0 : all.items.findIndex((item) => begins(order, item, after, all.items));
  const items = from < 0 ? [] : all.items.slice(from, from + request.first);
  return { ...all, items, hasNextPage: from >= 0 && from + request.first < all.items.length };
}

export function flipped(order: Order): Order {
  return { ...order, keys: order.keys.map((key) => ({ ...key, descending: !key.descending })) };
}

function cursorKeys(cursor: string): KeyValue[] {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as KeyValue[];
}

/** The same place, in an order of another name. What is no cursor stays. */
export function named(cursor: unknown, rename: (name: string) => string): unknown {
  if (typeof cursor !== 'string') return cursor;
  try {
    const [name, ...keys] = cursorKeys(cursor);
    const as = (other: string): string => encodeCursor({ name: other, keys: [] }, keys);
    return as(String(name)) === cursor ? as(rename(String(name))) : cursor;
  } catch {
    return cursor;
  }
}

/** The same place, told by an id that is not the record's. */
export function shifted(cursor: unknown): unknown {
  if (typeof cursor !== 'string') return cursor;
  const [name, ...keys] = cursorKeys(cursor);
  return encodeCursor({ name: String(name), keys: [] }, [...keys.slice(0, -1), `${String(keys.at(-1))}+`]);
}

export function isOurs(cursor: unknown): boolean {
  try {
    return typeof cursor !== 'string' || !String(cursorKeys(cursor)[0]).startsWith('region');
  } catch {
    return true;
  }
}

export function clamped(asked: Asked): Asked {
  const first = asked.variables['first'];
  if (typeof first !== 'number') return asked;
  return { ...asked, variables: { ...asked.variables, first: Math.min(Math.max(first, 1), 1000) } };
}
