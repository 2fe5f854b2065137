/** Pages of ids out of the index: the contract's filters and orders as conditions of its entries. */
import type { SQLInputValue } from 'node:sqlite';
import type { KeyValue, Order } from '#schema/order.ts';
import { compareKeys } from '#schema/order.ts';
import type { ResourceFilter, StringMatch } from '#schema/types/inventory.ts';
import type { Entry, IndexStore } from './index-store.ts';

interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

export interface Asked {
  readonly filter: ResourceFilter | null;
  /** Only what this directly contains. */
  readonly container: string | null;
  /** The one region that everything belongs to; null where entries have theirs. */
  readonly region: string | null;
}

/** Models in which something may be contained. */
const CONTAINERS = "'site', 'location', 'device', 'module', 'virtual-machine'";

/** At most `count` entries strictly after these keys, in order. */
export function entriesAfter(
  index: IndexStore,
  asked: Asked,
  order: Order,
  after: readonly KeyValue[] | null,
  count: number,
): Entry[] {
  const plan = planOf(index, asked);
  if (!plan) return [];
  const byName = order.keys.length > 1;
  const where = [...plan.where, ...(after ? [afterCondition(byName, after)] : [])];
  // Few are inside something: they are found first, then sorted. Else each model has an index in the order that is asked for.
  if (plan.narrow) return select(index, [typed(plan.types), ...where], byName, count, true);
  const found: Entry[] = [];
  for (const type of plan.types) {
    const missing = byName ? count : count - found.length;
    if (missing <= 0) break;
    found.push(...select(index, [typed([type]), ...where], byName, missing, false));
  }
  if (!byName) return found;
  return found.sort((a, b) => compareKeys(order, [a.name, a.id], [b.name, b.id])).slice(0, count);
}

/** How many entries there are in all. */
export function entryCount(index: IndexStore, asked: Asked): number {
  const plan = planOf(index, asked);
  if (!plan) return 0;
  const { sql, values } = all([typed(plan.types), ...plan.where]);
  return index.number(`SELECT COUNT(*) AS n FROM entries WHERE ${sql}`, values);
}

/** Null where nothing can be meant. */
function planOf(
  index: IndexStore,
  { filter, container, region }: Asked,
): { types: readonly string[]; where: readonly Condition[]; narrow: boolean } | null {
  const types = index.typesOf(filter?.kind);
  const regions = filter?.region ?? null;
  // NetBox does not say of what technology something is.
  if (types.length === 0 || (filter?.technology ?? null) !== null) return null;
  if (regions && region !== null && !regions.includes(region)) return null;
  const where = [
    ...(container === null ? [] : [{ sql: 'container = ?', values: [container] }]),
    ...(filter?.within ? [inside(filter.within)] : []),
    ...(regions && region === null ? [inRegions(regions)] : []),
    ...(filter?.name ? named(filter.name) : []),
    ...oneOf('resource_type', filter?.resourceType),
    ...oneOf('lifecycle', filter?.lifecycleState),
    ...oneOf('operational', filter?.operationalState),
    ...oneOf('vendor', filter?.vendor),
    ...oneOf('role', filter?.role),
  ];
  return {
    types,
    where,
    narrow: container !== null || Boolean(filter?.within) || (regions !== null && region === null),
  };
}

function select(
  index: IndexStore,
  conditions: readonly Condition[],
  byName: boolean,
  count: number,
  sorted: boolean,
): Entry[] {
  const { sql, values } = all(conditions);
  // A plus keeps SQLite from walking the whole of the index that has this order.
  const plus = sorted ? '+' : '';
  const order = byName ? `${plus}unnamed, ${plus}name, ${plus}id` : `${plus}id`;
  return index.all(`SELECT id, name FROM entries WHERE ${sql} ORDER BY ${order} LIMIT ?`, [...values, count]);
}

function afterCondition(byName: boolean, after: readonly KeyValue[]): Condition {
  const id = String(after.at(-1));
  if (!byName) return { sql: 'id > ?', values: [id] };
  const name = after[0] ?? null;
  if (name === null) return { sql: 'unnamed = 1 AND id > ?', values: [id] };
  const text = String(name);
  return {
    sql: '(unnamed = 1 OR name > ? OR (name = ? AND id > ?))',
    values: [text, text, id],
  };
}

/** Everything in these, at any depth. */
function inside(ids: readonly string[]): Condition {
  return {
    sql: `container IN (${containersFrom('SELECT value FROM json_each(?)')})`,
    values: [JSON.stringify(ids)],
  };
}

/** The sites of these regions, and everything in them. */
function inRegions(regions: readonly string[]): Condition {
  const sites = "SELECT id FROM entries WHERE type = 'site' AND region IN (SELECT value FROM json_each(?))";
  const text = JSON.stringify(regions);
  return { sql: `(id IN (${sites}) OR container IN (${containersFrom(sites)}))`, values: [text, text] };
}

function containersFrom(roots: string): string {
  return `WITH RECURSIVE around(id) AS (${roots} UNION
      SELECT e.id FROM around a JOIN entries e ON e.container = a.id AND e.type IN (${CONTAINERS}))
    SELECT id FROM around`;
}

function named({ equals, in: among, startsWith, contains }: StringMatch): Condition[] {
  return [
    ...(isGiven(equals) ? [{ sql: 'name = ?', values: [equals] }] : []),
    ...oneOf('name', among),
    ...(isGiven(startsWith)
      ? [{ sql: 'substr(name, 1, length(?)) = ?', values: [startsWith, startsWith] }]
      : []),
    ...(isGiven(contains) ? [{ sql: 'instr(name, ?) > 0', values: [contains] }] : []),
    { sql: 'unnamed = 0', values: [] },
  ];
}

function oneOf(column: string, values: readonly string[] | null | undefined): Condition[] {
  if (!values) return [];
  return [{ sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(values)] }];
}

function typed(types: readonly string[]): Condition {
  return { sql: `type IN (${types.map((type) => `'${type}'`).join(', ')})`, values: [] };
}

function all(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined;
}
