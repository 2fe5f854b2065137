/**
 * Total orders of connections, as the contracts declare them: `@order(by: "alarmReportingTime:desc id")`. Every order ends in
 * `id`; nulls come last in either direction; texts compare by code point, enums in the order in which the contract declares them.
 */
export interface OrderKey {
  readonly field: string;
  readonly descending: boolean;
  /** The values of an enum key, ascending; undefined for texts, instants and numbers. */
  readonly values?: readonly string[];
}

export interface Order {
  /** The declaration, normalised: it stands in each cursor of this order. */
  readonly name: string;
  readonly keys: readonly OrderKey[];
}

export type KeyValue = string | number | boolean | null;

/** Reads an @order declaration; enumValues gives the declared values of a key that is an enum. */
export function parseOrder(
  by: string,
  enumValues: (field: string) => readonly string[] | undefined = () => undefined,
): Order {
  const keys = by
    .trim()
    .split(/\s+/)
    .map((part): OrderKey => {
      const [field = '', direction = 'asc'] = part.split(':');
      if (!/^[a-z]\w*$/i.test(field) || !/^(asc|desc)$/.test(direction)) {
        throw new TypeError(`An order must be "field[:desc] ... id", but got: ${JSON.stringify(by)}.`);
      }
      const values = enumValues(field);
      return { field, descending: direction === 'desc', ...(values && { values }) };
    });
  if (keys.at(-1)?.field !== 'id')
    throw new TypeError(`An order must end in id, but got: ${JSON.stringify(by)}.`);
  return { name: keys.map((key) => key.field + (key.descending ? ':desc' : '')).join(' '), keys };
}

/** Compares two texts by code point, as UTF-8 bytes and "C" collations do; JavaScript's own `<` compares UTF-16 units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** A surrogate stands for a code point above every other UTF-16 unit: the units above the surrogates move below them. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit <= 0xdfff ? unit + 0x2000 : unit - 0x800;
}

/** Negative where the record with key values a comes before the one with b. */
export function compareKeys(order: Order, a: readonly KeyValue[], b: readonly KeyValue[]): number {
  let i = -1;
  for (const key of order.keys) {
    i += 1;
    const x = a[i] ?? null;
    const y = b[i] ?? null;
    if (x === y) continue;
    if (x === null) return 1;
    if (y === null) return -1;
    const ascending = compareValue(key, x, y);
    if (ascending !== 0) return key.descending ? -ascending : ascending;
  }
  return 0;
}

function compareValue(key: OrderKey, a: Exclude<KeyValue, null>, b: Exclude<KeyValue, null>): number {
  if (key.values) return key.values.indexOf(String(a)) - key.values.indexOf(String(b));
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareText(String(a), String(b));
}

/** The key values of a record in an order. */
export function keysOf(order: Order, record: object): KeyValue[] {
  const fields = record as Readonly<Record<string, unknown>>;
  return order.keys.map(({ field }) => (fields[field] ?? null) as KeyValue);
}

/** Can these be the key values of a record in an order? */
export function areKeysOf(order: Order, keys: readonly unknown[]): keys is readonly KeyValue[] {
  return (
    keys.length === order.keys.length &&
    typeof keys.at(-1) === 'string' &&
    order.keys.every(({ values }, i) => isKeyOf(values, keys[i]))
  );
}

function isKeyOf(values: readonly string[] | undefined, key: unknown): boolean {
  if (key === null) return true;
  if (values) return typeof key === 'string' && values.includes(key);
  return typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean';
}
