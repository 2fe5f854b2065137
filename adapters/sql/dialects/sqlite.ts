/**
 * SQLite, by node:sqlite, read-only. It runs in this process: a statement cannot be given up once it runs, so it is meant for
 * small inventories.
 */
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as othersFirst } from 'node:timers/promises';
import { type Value, bound, literal, sql, trusted } from '../sql.ts';
import type { Cell, Product, Row, Session } from '../types.ts';
import {
  type ConnectionSettings,
  type Dialect,
  type Failure,
  errorField,
  inList,
  inRows,
  structural,
  textValue,
} from './dialect.ts';

const BUSY = new Set([5, 6, 10, 14]);

export const sqlite: Dialect = {
  name: 'sqlite',
  placeholder: () => '?',
  parameters: (values) => values.map((value: Value) => value.value),
  text: (column) => trusted(`NULLIF(TRIM(CAST(t.${column} AS TEXT)), '')`),
  folded: (column) => trusted(`UPPER(TRIM(CAST(t.${column} AS TEXT)))`),
  oneOf: inList,
  rowOneOf: (expressions, rows) => inRows(expressions, rows, trusted('VALUES ')),
  beginning: (value) => value,
  // Tables that are joined and not looked at are left out of a statement that selects rows, and of one that counts them they are not.
  count: (rows) => sql`SELECT COUNT(*) FROM (SELECT 1 FROM ${rows} LIMIT -1) c`,
  startsWith: (text, value) =>
    sql`substr(${text}, 1, ${literal(Array.from(value).length)}) = ${bound(textValue(value))}`,
  contains: (text, value) => sql`instr(${text}, ${bound(textValue(value))}) > 0`,
  open: async (settings) => open(settings),
  failure,
};

function open(settings: ConnectionSettings): { session: Session; product: Product } {
  const database = new DatabaseSync(settings.target(), {
    readOnly: true,
    timeout: settings.statementTimeoutMs,
  });
  const session = new SqliteSession(database);
  try {
    // The count makes it read the file, so that one that is no database is noticed here.
    const version = session.read('SELECT sqlite_version(), (SELECT COUNT(*) FROM sqlite_master)', []);
    return { session, product: { name: 'SQLite', version: version[0]?.[0] ?? 'unknown' } };
  } catch (error) {
    session.destroy();
    throw error;
  }
}

class SqliteSession implements Session {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  async query(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    // An answer without a wait in between would let one who asks without end keep everybody else out of the process.
    await othersFirst();
    return this.read(text, values);
  }

  read(text: string, values: readonly unknown[]): readonly Row[] {
    const statement = this.#database.prepare(text);
    statement.setReturnArrays(true);
    statement.setReadBigInts(true);
    const rows: unknown = statement.all(...(values as readonly (string | bigint)[]));
    return (rows as readonly (readonly unknown[])[]).map((row) => row.map(cell));
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }

  destroy(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  close(): Promise<void> {
    this.destroy();
    return Promise.resolve();
  }
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
}

function failure(error: unknown): Failure | null {
  if (errorField(error, 'code') !== 'ERR_SQLITE_ERROR') return null;
  const number = Number(errorField(error, 'errcode')) & 0xff;
  const told = ` (SQLite error ${number})`;
  if (BUSY.has(number))
    return {
      code: 'SOURCE_UNAVAILABLE',
      message: `The database file cannot be read now${told}.`,
      broken: number !== 5,
    };
  const message = String(errorField(error, 'message'));
  const names = /^(no such|near "|ambiguous column|row value misused|wrong number)/.test(message);
  return {
    code: 'SOURCE_REFUSED',
    message: `${names ? structural(message) : 'The database refused a statement'}${told}.`,
    broken: number === 11 || number === 26,
  };
}
