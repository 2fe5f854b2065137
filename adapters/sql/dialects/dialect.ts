/** What differs between the databases: a few expressions, the driver, the meaning of its errors. */
import type { ErrorCode } from '#schema/errors.ts';
import { type KeyPart, type Sql, type Value, bound, joined, sql, trusted } from '../sql.ts';
import type { Product, Session } from '../types.ts';

export type DialectName = 'postgres' | 'mysql' | 'sqlite';

/** What a connection is opened with. */
export interface ConnectionSettings {
  /** A URL with its credentials, or a file of SQLite; read at the moment of use. */
  target(): string;
  readonly schema: string | null;
  readonly statementTimeoutMs: number;
}

/** What a driver's error means. The message has neither secrets nor values of rows. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  /** True where the connection is of no more use. */
  readonly broken: boolean;
  /** True where the database has no place for another connection. */
  readonly full?: boolean;
}

export interface Dialect {
  readonly name: DialectName;
  placeholder(value: Value, position: number): string;
  /** The values as the driver takes them, one per placeholder. */
  parameters(values: readonly Value[]): unknown[];
  /** A column as a text without outer blanks, null where nothing is left, that compares by code point with a bound text. */
  text(column: string): Sql;
  /** The same in upper case, as far as the database knows letters. */
  folded(column: string): Sql;
  oneOf(expression: Sql, values: readonly Value[]): Sql;
  /** Several expressions together: each row has a value for each of them, of the same kind in every row. Looked up, not tried one by one. */
  rowOneOf(expressions: readonly Sql[], rows: readonly (readonly Value[])[]): Sql;
  /** Where rows begin: written so that the plan does not depend on how many follow, and the last page is read as the first one is. */
  beginning(value: Sql): Sql;
  /** How many rows there are: `rows` is what stands after FROM. */
  count(rows: Sql): Sql;
  startsWith(text: Sql, value: string): Sql;
  contains(text: Sql, value: string): Sql;
  /**
   * A statement without values whose one cell is, on one and the same connection, the same as long as nobody has written anything.
   * Absent where the database has none.
   */
  readonly unchanged?: Sql;
  open(settings: ConnectionSettings, signal: AbortSignal): Promise<{ session: Session; product: Product }>;
  /** Null for an error that is none of the driver's. */
  failure(error: unknown): Failure | null;
}

/** expression IN (...). The list is filled up to a power of two, so that there are few different statements. */
export function inList(expression: Sql, values: readonly Value[]): Sql {
  const filled = filledUp(values);
  if (filled.length === 0) return trusted('1 = 0');
  return sql`${expression} IN (${joined(filled.map(bound), ', ')})`;
}

/** (expressions) IN ((...), ...), filled up like `inList`. `head` stands before the rows where a dialect wants it. */
export function inRows(
  expressions: readonly Sql[],
  rows: readonly (readonly Value[])[],
  head: Sql = trusted(''),
): Sql {
  const filled = filledUp(rows);
  if (filled.length === 0) return trusted('1 = 0');
  const tuples = filled.map((row) => sql`(${joined(row.map(bound), ', ')})`);
  return sql`(${joined(expressions, ', ')}) IN (${head}${joined(tuples, ', ')})`;
}

function filledUp<Item>(items: readonly Item[]): Item[] {
  const last = items.at(-1);
  if (last === undefined) return [];
  const size = 2 ** Math.ceil(Math.log2(items.length));
  return Array.from({ length: size }, (_, i) => items[i] ?? last);
}

export function textValue(value: string): KeyPart {
  return { kind: 'text', value };
}

/** How errors of the network read, whatever the driver. */
export function networkFailure(error: unknown): Failure | null {
  const code = errorField(error, 'code');
  if (code === 'ETIMEDOUT')
    return { code: 'SOURCE_TIMEOUT', message: 'The database did not answer in time.', broken: true };
  if (typeof code === 'string' && /^(ECONN|ENOTFOUND|EHOST|ENET|EPIPE|EAI_|ENOENT|EACCES)/.test(code))
    return {
      code: 'SOURCE_UNAVAILABLE',
      message: `The database could not be reached (${code}).`,
      broken: true,
    };
  return null;
}

export function errorField(error: unknown, name: 'code' | 'errno' | 'errcode' | 'message'): unknown {
  return typeof error === 'object' && error !== null
    ? (error as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** The first line of a message that names columns, tables or a place in the statement, and no value. */
export function structural(message: unknown): string {
  return String(message).split('\n', 1)[0]?.slice(0, 300) ?? '';
}
