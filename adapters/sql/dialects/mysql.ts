/** MariaDB 10.5, MySQL 8.0 and later, by mysql2. Texts are compared as UTF-8 bytes, so that no collation counts. */
import mysql, { type Connection } from 'mysql2/promise';
import { TributaryError } from '#schema/errors.ts';
import { type Value, bound, literal, sql, trusted } from '../sql.ts';
import type { Cell, Product, Row, Session } from '../types.ts';
import {
  type ConnectionSettings,
  type Dialect,
  type Failure,
  errorField,
  inList,
  inRows,
  networkFailure,
  structural,
  textValue,
} from './dialect.ts';

/** Errors whose message names columns, tables or a place in the statement, and no value. */
const STRUCTURAL = new Set([1049, 1051, 1052, 1054, 1060, 1064, 1109, 1146, 1247, 1305]);
const AUTH = new Set([1045, 1130, 1251, 1698, 1820, 1862]);
const FORBIDDEN = new Set([1044, 1142, 1143, 1227, 1370]);
const GIVEN_UP = new Set([1205, 1317, 1969, 3024]);
const AWAY = new Set([1040, 1053, 1152, 1158, 1159, 1160, 1161, 1184, 1203, 1226, 1927]);
const FULL = new Set([1040, 1203, 1226]);

export const mysqlDialect: Dialect = {
  name: 'mysql',
  placeholder: () => '?',
  parameters: (values) => values.map(parameter),
  text: (column) => trusted(`CAST(NULLIF(TRIM(CONVERT(t.${column} USING utf8mb4)), '') AS BINARY)`),
  folded: (column) => trusted(`CAST(UPPER(TRIM(CONVERT(t.${column} USING utf8mb4))) AS BINARY)`),
  oneOf: inList,
  rowOneOf: (expressions, rows) => inRows(expressions, rows),
  beginning: (value) => value,
  count: (rows) => sql`SELECT COUNT(*) FROM ${rows}`,
  startsWith: (text, value) =>
    sql`LEFT(${text}, ${literal(Buffer.byteLength(value))}) = ${bound(textValue(value))}`,
  contains: (text, value) => sql`LOCATE(${bound(textValue(value))}, ${text}) > 0`,
  open,
  failure,
};

function parameter(value: Value): unknown {
  switch (value.kind) {
    case 'number':
      return value.value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value.value) : String(value.value);
    case 'text':
      return Buffer.from(value.value, 'utf8');
    default:
      return value.value;
  }
}

async function open(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<{ session: Session; product: Product }> {
  const connection = await mysql.createConnection({
    uri: settings.target(),
    connectTimeout: settings.statementTimeoutMs,
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    maxPreparedStatements: 200,
    enableKeepAlive: true,
    flags: ['-FOUND_ROWS'],
  });
  const session = new MysqlSession(connection, settings);
  const onAbort = (): void => void session.destroy();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    const [[text]] = (await session.query('SELECT VERSION()', [])) as [[string | null]];
    const product = productOf(text ?? '');
    const limit =
      product.name === 'MariaDB'
        ? `max_statement_time = ${settings.statementTimeoutMs / 1000}`
        : `max_execution_time = ${Math.trunc(settings.statementTimeoutMs)}`;
    await connection.query('SET SESSION TRANSACTION READ ONLY');
    await connection.query(
      `SET SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT', time_zone = '+00:00', ${limit}`,
    );
    return { session, product };
  } catch (error) {
    await session.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

function productOf(text: string): Product {
  const version = /\d+(\.\d+)+/.exec(text)?.[0] ?? 'unknown';
  const product: Product = { name: /mariadb/i.test(text) ? 'MariaDB' : 'MySQL', version };
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const known = product.name === 'MariaDB' ? major > 10 || (major === 10 && minor >= 5) : major >= 8;
  if (!known)
    throw new TributaryError(
      'SOURCE_UNSUPPORTED_VERSION',
      `${product.name} must be ${product.name === 'MariaDB' ? '10.5' : '8.0'} or later, but got: ${version}.`,
    );
  return product;
}

class MysqlSession implements Session {
  readonly #connection: Connection;
  readonly #settings: ConnectionSettings;

  constructor(connection: Connection, settings: ConnectionSettings) {
    this.#connection = connection;
    this.#settings = settings;
    // A connection that breaks while idle is noticed at its next use.
    connection.on('error', () => undefined);
  }

  async query(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    // A prepared statement: the values travel beside the text.
    const [rows] = await this.#connection.execute({ sql: text, rowsAsArray: true }, values as never);
    return (rows as unknown as readonly (readonly unknown[])[]).map((row) => row.map(cell));
  }

  async cancel(): Promise<void> {
    const other = await mysql.createConnection({ uri: this.#settings.target(), connectTimeout: 1000 });
    try {
      await other.query(`KILL QUERY ${Math.trunc(this.#connection.threadId)}`);
    } finally {
      other.destroy();
    }
  }

  async destroy(): Promise<void> {
    this.#connection.destroy();
  }

  close(): Promise<void> {
    return this.#connection.end();
  }
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function failure(error: unknown): Failure | null {
  const network = networkFailure(error);
  if (network) return network;
  const code = errorField(error, 'code');
  const number = errorField(error, 'errno');
  if (typeof number === 'number' && number >= 1000 && number < 5000)
    return meaning(number, errorField(error, 'message'));
  const message = String(errorField(error, 'message'));
  if (
    code === 'PROTOCOL_CONNECTION_LOST' ||
    /connection is in closed state|connection.*(lost|closed)/i.test(message)
  )
    return { code: 'SOURCE_UNAVAILABLE', message: 'The database closed the connection.', broken: true };
  return null;
}

function meaning(number: number, message: unknown): Failure {
  const told = ` (error ${number})`;
  if (AUTH.has(number))
    return { code: 'SOURCE_AUTH_FAILED', message: `The database refused the account${told}.`, broken: true };
  if (FORBIDDEN.has(number))
    return {
      code: 'SOURCE_FORBIDDEN',
      message: `The account lacks a right in the database${told}.`,
      broken: false,
    };
  if (GIVEN_UP.has(number))
    return { code: 'SOURCE_TIMEOUT', message: `The statement was given up${told}.`, broken: false };
  if (AWAY.has(number))
    return {
      code: 'SOURCE_UNAVAILABLE',
      message: `The database is not available${told}.`,
      broken: true,
      full: FULL.has(number),
    };
  const why = STRUCTURAL.has(number) ? structural(message) : 'The database refused a statement';
  return { code: 'SOURCE_REFUSED', message: `${why}${told}.`, broken: false };
}
