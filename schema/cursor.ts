/**
 * The one cursor of all members: `base64url(JSON [order, key values..., id])`. It names no member, so that every member can
 * resume strictly after it, and it stays valid when members come and go.
 */
import { TributaryError } from './errors.ts';
import { type KeyValue, type Order, areKeysOf, keysOf } from './order.ts';

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
  const keys = keysBehindName(order, cursor) ?? keysOfAny(order, cursor);
  if (!areKeysOf(order, keys)) throw malformed(cursor);
  return keys;
}

function keysOfAny(order: Order, cursor: string): KeyValue[] {
  const [name, ...keys] = parseCursor(cursor);
  if (name === order.name) return keys;
  throw new TributaryError(
    'INVALID_CURSOR',
    `A cursor belongs to the order it was made in: this list is ordered by "${order.name}", but the cursor by ${JSON.stringify(name)}.`,
  );
}

/** How all cursors of an order begin, in whole groups of characters, and what is left of that in the first group behind. */
interface Beginning {
  readonly whole: string;
  readonly left: string;
}

const beginnings = new WeakMap<Order, Beginning>();
/** Characters of base64 stand for so many bytes each four. */
const GROUP = 3;

/** The key values without reading the name anew each time; null where the cursor is not written as ours are. */
function keysBehindName(order: Order, cursor: string): KeyValue[] | null {
  const { whole, left } = beginningOf(order);
  if (!cursor.startsWith(whole)) return null;
  const text = textOf(cursor.slice(whole.length));
  if (!text?.startsWith(left)) return null;
  return keyValues(`[${text.slice(left.length)}`);
}

function beginningOf(order: Order): Beginning {
  let beginning = beginnings.get(order);
  if (!beginning) {
    const text = `[${JSON.stringify(order.name)},`;
    const length = text.length - (text.length % GROUP);
    beginning = {
      whole: Buffer.from(text.slice(0, length), 'utf8').toString('base64url'),
      left: text.slice(length),
    };
    beginnings.set(order, beginning);
  }
  return beginning;
}

/** The name of the order that a cursor was made in. */
export function cursorOrder(cursor: string): string {
  return String(parseCursor(cursor)[0]);
}

function parseCursor(cursor: string): KeyValue[] {
  const text = textOf(cursor);
  const values = text === null ? null : keyValues(text);
  if (!values || values.length < 2) throw malformed(cursor);
  return values;
}

const bytes = Buffer.alloc(MAX_LENGTH);

/** What stands in base64url; null where it is none, or too long. */
function textOf(encoded: string): string | null {
  if (encoded.length > MAX_LENGTH || !/^[\w-]+$/.test(encoded)) return null;
  return bytes.toString('utf8', 0, bytes.write(encoded, 'base64url'));
}

function keyValues(text: string): KeyValue[] | null {
  try {
    const values: unknown = JSON.parse(text);
    return Array.isArray(values) && values.every(isKeyValue) ? values : null;
  } catch {
    return null;
  }
}

function isKeyValue(value: unknown): value is KeyValue {
  return (
    typeof value === 'string' || value === null || typeof value === 'number' || typeof value === 'boolean'
  );
}

function malformed(cursor: string): TributaryError {
  const shown = cursor.length > 60 ? `${cursor.slice(0, 60)}...` : cursor;
  return new TributaryError(
    'INVALID_CURSOR',
    `A cursor must be one that this graph gave, but got: ${JSON.stringify(shown)}.`,
  );
}
