/**
 * The one cursor of all members: `base64url(JSON [order, key values..., id])`. It names no member, so that every member can
 * resume strictly after it, and it stays valid when members come and go.
 */
import { TributaryError } from './errors.ts';
import { type KeyValue, type Order, keysOf } from './order.ts';

const MAX_LENGTH = 4096;

export function encodeCursor(order: Order, keys: readonly KeyValue[]): string {
  return Buffer.from(JSON.stringify([order.name, ...keys]), 'utf8').toString('base64url');
}

/** The cursor of a record in an order. */
export function cursorOf(order: Order, record: object): string {
  return encodeCursor(order, keysOf(order, record));
}

/**
 * The key values in a cursor.
 * @throws TributaryError INVALID_CURSOR, where it is none, or where it was made in another order.
 */
export function decodeCursor(order: Order, cursor: string): KeyValue[] {
  const [name, ...keys] = parseCursor(cursor);
  if (name !== order.name) {
    throw new TributaryError(
      'INVALID_CURSOR',
      `A cursor belongs to the order it was made in: this list is ordered by "${order.name}", but the cursor by ${JSON.stringify(name)}.`,
    );
  }
  const bad =
    keys.length !== order.keys.length ||
    typeof keys.at(-1) !== 'string' ||
    !keys.every((key, i) => fits(order.keys[i]?.values, key));
  if (bad) throw malformed(cursor);
  return keys;
}

/** The name of the order that a cursor was made in. */
export function cursorOrder(cursor: string): string {
  return String(parseCursor(cursor)[0]);
}

function fits(values: readonly string[] | undefined, key: KeyValue): boolean {
  return values === undefined || key === null || (typeof key === 'string' && values.includes(key));
}

function parseCursor(cursor: string): KeyValue[] {
  if (cursor.length > MAX_LENGTH || !/^[\w-]+$/.test(cursor)) throw malformed(cursor);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw malformed(cursor);
  }
  if (!Array.isArray(value) || value.length < 2 || !value.every(isKeyValue)) throw malformed(cursor);
  return value;
}

function isKeyValue(value: unknown): value is KeyValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function malformed(cursor: string): TributaryError {
  const shown = cursor.length > 60 ? `${cursor.slice(0, 60)}...` : cursor;
  return new TributaryError(
    'INVALID_CURSOR',
    `A cursor must be one that this graph gave, but got: ${JSON.stringify(shown)}.`,
  );
}
