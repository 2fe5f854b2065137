/**
 * Residual filters: what a source cannot filter is filtered here. A filter type of the contract has a table with one condition
 * per field, so that a new field does not compile before somebody has said what it means.
 */
export type Conditions<Item, Filter> = {
  readonly [Field in keyof Filter]-?: (wanted: NonNullable<Filter[Field]>) => (item: Item) => boolean;
};

/** A test of one filter, made once for many items. Every condition that is given must hold; null admits everything. */
export function matcherOf<Item, Filter extends object>(
  conditions: Conditions<Item, Filter>,
  filter: Filter | null,
): (item: Item) => boolean {
  const tests: ((item: Item) => boolean)[] = [];
  for (const field in conditions) {
    const wanted = filter?.[field];
    if (wanted !== undefined && wanted !== null) tests.push(conditions[field](wanted));
  }
  return (item) => tests.every((test) => test(item));
}

/** True for a value that is one of `wanted`; an unknown one (null) is none of them. */
export function anyOf<Value>(wanted: readonly Value[]): (value: Value | null | undefined) => boolean {
  const values = new Set(wanted);
  return (value) => value !== null && value !== undefined && values.has(value);
}

/** A test of a value as a test of the item that has it. */
export function on<Item, Value>(
  test: (value: Value) => boolean,
  valueOf: (item: Item) => Value,
): (item: Item) => boolean {
  return (item) => test(valueOf(item));
}

/** True for an item that has at least one value that passes; an unknown list (null) has none. */
export function onAny<Item, Value>(
  test: (value: Value) => boolean,
  valuesOf: (item: Item) => readonly Value[] | null | undefined,
): (item: Item) => boolean {
  return (item) => valuesOf(item)?.some((value) => test(value)) ?? false;
}
