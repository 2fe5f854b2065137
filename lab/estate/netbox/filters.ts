/**
 * Filters as NetBox has them: several values of one parameter mean any of them, lookups hang on a name with two underscores, a value
 * that cannot be is refused, an unknown parameter is ignored.
 */
import { BadRequest } from './bad-request.ts';
import type { ModelName } from './rows.ts';
import type { Condition, NetboxStore, Parameter } from './store.ts';
import { hostOf } from './tables.ts';

export type Filter =
  | { readonly kind: 'number' | 'text' | 'folded' | 'time' | 'boolean'; readonly column: string }
  /** One of these words. */
  | { readonly kind: 'choice'; readonly column: string; readonly choices: readonly string[] }
  /** Keys that must be there: `sql` with `?` in the place of the list. */
  | { readonly kind: 'key'; readonly model: ModelName; readonly sql: string; readonly by?: 'id' | 'slug' }
  /** A tree of regions or locations: everything below counts too. */
  | {
      readonly kind: 'tree';
      readonly model: 'regions' | 'locations';
      readonly sql: string;
      readonly by?: 'id' | 'slug';
    }
  /** Numbers that need not be there. */
  | { readonly kind: 'numbers'; readonly sql: string }
  /** IP addresses, with or without a mask. */
  | { readonly kind: 'address'; readonly column: string };

export type Filters = Readonly<Record<string, Filter>>;

const NUMERIC: Readonly<Record<string, string>> = { gt: '>', gte: '>=', lt: '<', lte: '<=', n: '<>' };

/** The conditions that a query string asks for. Throws BadRequest. */
export function conditionsOf(query: URLSearchParams, filters: Filters, store: NetboxStore): Condition[] {
  const conditions: Condition[] = [];
  for (const parameter of new Set(query.keys())) {
    const values = query.getAll(parameter).filter((value) => value !== '');
    const [name = '', lookup] = parameter.split(/__(?=[a-z]+$)/);
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined;
    if (!filter || values.length === 0) continue;
    const condition = conditionOf(parameter, filter, lookup ?? null, values, store);
    if (condition) conditions.push(condition);
  }
  return conditions;
}

function conditionOf(
  parameter: string,
  filter: Filter,
  lookup: string | null,
  values: readonly string[],
  store: NetboxStore,
): Condition | null {
  switch (filter.kind) {
    case 'number':
      return compared(
        filter.column,
        lookup,
        values.map((value) => numberOf(parameter, value)),
      );
    case 'time':
      return compared(
        filter.column,
        lookup,
        values.map((value) => timeOf(parameter, value)),
      );
    case 'boolean':
      return compared(
        filter.column,
        lookup,
        values.map((value) => (/^true$/i.test(value) ? 1 : 0)),
      );
    case 'text':
    case 'folded':
      return texts(filter.column, lookup ?? (filter.kind === 'folded' ? 'ie' : null), values);
    case 'choice': {
      for (const value of values) if (!filter.choices.includes(value)) throw noChoice(parameter, value);
      return compared(filter.column, lookup, values);
    }
    case 'key':
    case 'tree': {
      if (lookup !== null) return null;
      const keys = values.map((value) => keyOf(parameter, filter, value, store));
      const ids = filter.kind === 'tree' ? belowOf(filter.model, keys, store) : keys;
      return { sql: filter.sql.replaceAll('?', marks(ids)), values: repeated(filter.sql, ids) };
    }
    case 'numbers': {
      const ids = values.map((value) => numberOf(parameter, value));
      return { sql: filter.sql.replaceAll('?', marks(ids)), values: repeated(filter.sql, ids) };
    }
    case 'address': {
      const column = `t.${filter.column}`;
      const tests = values.map((value) => `${value.includes('/') ? column : hostOf(column)} = ?`);
      return { sql: tests.join(' OR '), values };
    }
  }
}

function compared(column: string, lookup: string | null, values: readonly Parameter[]): Condition | null {
  if (lookup === null) return { sql: `t.${column} IN (${marks(values)})`, values };
  const operator = Object.hasOwn(NUMERIC, lookup) ? NUMERIC[lookup] : undefined;
  if (!operator) return null;
  const joint = lookup === 'n' ? ' AND ' : ' OR ';
  return { sql: values.map(() => `t.${column} ${operator} ?`).join(joint), values };
}

function texts(column: string, lookup: string | null, values: readonly string[]): Condition | null {
  const each = (test: string, value: (text: string) => string): Condition => ({
    sql: values.map(() => `t.${column} ${test}`).join(' OR '),
    values: values.map(value),
  });
  switch (lookup) {
    case null:
      return { sql: `t.${column} IN (${marks(values)})`, values };
    case 'ie':
      return each('= ? COLLATE NOCASE', (text) => text);
    case 'ic':
      return each("LIKE ? ESCAPE '\\'", (text) => `%${escaped(text)}%`);
    case 'isw':
      return each("LIKE ? ESCAPE '\\'", (text) => `${escaped(text)}%`);
    case 'iew':
      return each("LIKE ? ESCAPE '\\'", (text) => `%${escaped(text)}`);
    case 'n':
      return { sql: `t.${column} NOT IN (${marks(values)})`, values };
    case 'empty':
      return {
        sql: `(t.${column} IS NULL OR t.${column} = '') = ${values[0] === 'true' ? 1 : 0}`,
        values: [],
      };
    default:
      return null;
  }
}

function keyOf(
  parameter: string,
  { model, by = 'id' }: Extract<Filter, { kind: 'key' | 'tree' }>,
  value: string,
  store: NetboxStore,
): number {
  if (by === 'id' && !/^\d{1,15}$/.test(value)) throw noChoice(parameter, value);
  const [row] = store.rows(model, {
    where: [{ sql: `t.${by} = ?`, values: [by === 'id' ? Number(value) : value] }],
    orderBy: 'id',
    limit: 1,
    offset: 0,
  });
  if (!row) throw noChoice(parameter, value);
  return Number(row['id']);
}

function belowOf(model: 'regions' | 'locations', roots: readonly number[], store: NetboxStore): number[] {
  const found = new Set(roots);
  let level = [...found];
  while (level.length > 0) {
    const where = [{ sql: `t.parent IN (${marks(level)})`, values: level }];
    level = store
      .rows(model, { where, orderBy: 'id', limit: null, offset: 0 })
      .map((row) => Number(row['id']))
      .filter((id) => !found.has(id));
    for (const id of level) found.add(id);
  }
  return [...found];
}

function numberOf(parameter: string, value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new BadRequest({ [parameter]: ['Enter a number.'] });
  return number;
}

/** Times are kept as texts of one length, so that their order is that of the clock. */
function timeOf(parameter: string, value: string): string {
  const time = Date.parse(value);
  if (Number.isNaN(time)) throw new BadRequest({ [parameter]: ['Enter a valid date/time.'] });
  return new Date(time).toISOString().replace('Z', '000Z');
}

function noChoice(parameter: string, value: string): BadRequest {
  return new BadRequest({
    [parameter]: [`Select a valid choice. ${value} is not one of the available choices.`],
  });
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}

/** The list for each place of the condition in which it stands. */
function repeated(sql: string, values: readonly Parameter[]): Parameter[] {
  return Array.from({ length: sql.split('?').length - 1 }, () => values).flat();
}

function escaped(text: string): string {
  return text.replace(/[%_\\]/g, (sign) => `\\${sign}`);
}
