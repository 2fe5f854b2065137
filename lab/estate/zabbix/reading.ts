/** What all get methods share: which fields, in which order, how many. */
import { type RpcError, invalidParams } from './rpc-error.ts';
import type { Row } from './rows.ts';

export type Params = Readonly<Record<string, unknown>>;

/** The fields that `output` (or a select) asks for; the key is always there. */
export function project(row: Row, output: unknown, key?: string): Row {
  if (!Array.isArray(output)) return row;
  const wanted = new Set([...(key === undefined ? [] : [key]), ...output.map(String)]);
  return Object.fromEntries(Object.entries(row).filter(([field]) => wanted.has(field)));
}

export function isSelected(select: unknown): boolean {
  return Array.isArray(select) || select === 'extend';
}

/** One id or several; null where none are asked for. */
export function idsOf(value: unknown): Set<string> | null {
  if (value === undefined || value === null) return null;
  return new Set((Array.isArray(value) ? value : [value]).map(String));
}

/** Sorted as asked; without a sort, in no particular order. */
export function sorted<Item>(
  items: readonly Item[],
  params: Params,
  keys: Readonly<Record<string, (item: Item) => bigint>>,
): Item[] {
  const fields = [params['sortfield'] ?? []].flat().map(String).filter(Boolean);
  const descending = [params['sortorder'] ?? 'ASC'].flat().map((order) => order === 'DESC');
  if (fields.length === 0) return shuffled(items);
  const by = fields.map((field, i) => {
    const key = Object.hasOwn(keys, field) ? keys[field] : undefined;
    if (!key) throw notSortable(field);
    return { key, sign: (descending[i] ?? descending[0]) === true ? -1 : 1 };
  });
  return items.toSorted((a, b) => {
    for (const { key, sign } of by) {
      const [x, y] = [key(a), key(b)];
      if (x !== y) return x < y ? -sign : sign;
    }
    return 0;
  });
}

/** Like PHP's, `limit` counts only where it is a number: before 7.0 anything else is ignored, from 7.0 refused. */
export function limited<Item>(items: readonly Item[], params: Params, strict: boolean): readonly Item[] {
  const { limit } = params;
  if (limit === undefined || limit === null) return items;
  const digits = /^\d+$/.test(String(limit)) && Number(limit) > 0;
  if (digits) return items.slice(0, Number(limit));
  if (strict) throw invalidParams('Invalid parameter "/limit": an integer is expected.');
  return items;
}

function notSortable(field: string): RpcError {
  return invalidParams(`Sorting by field "${field}" not allowed.`);
}

/** A fixed disorder: every other one from the end. */
function shuffled<Item>(items: readonly Item[]): Item[] {
  const odd = items.filter((_, i) => i % 2 === 1);
  const even = items.filter((_, i) => i % 2 === 0);
  return [...odd.toReversed(), ...even];
}
