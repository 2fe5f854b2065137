/** PostgreSQL 12 and later, by pg. Texts are compared as UTF-8 bytes, so that neither the database's encoding nor its locale counts. */
import { createConnection } from 'node:net';
import pg from 'pg';
import { TributaryError } from '#schema/errors.ts';
import { type Value, bound, joined, literal, sql, trusted } from '../sql.ts';
import type { Product, Row, Session } from '../types.ts';
import {
  type ConnectionSettings,
  type Dialect,
  type Failure,
  errorField,
  networkFailure,
  structural,
  textValue,
} from './dialect.ts';

const CASTS: Readonly<Record<Value['kind'], string>> = {
  number: 'bigint',
  text: 'bytea',
  plain: 'text',
  numbers: 'bigint[]',
  texts: 'bytea[]',
  plains: 'text[]',
};
const CANCEL_REQUEST = 80_877_102;

export const postgres: Dialect = {
  name: 'postgres',
  placeholder: (value, position) => `$${position}::${CASTS[value.kind]}`,
  parameters: (values) => values.map(parameter),
  text: (column) => trusted(`convert_to(NULLIF(BTRIM(CAST(t.${column} AS text)), ''), 'UTF8')`),
  folded: (column) => trusted(`convert_to(UPPER(BTRIM(CAST(t.${column} AS text))), 'UTF8')`),
  oneOf: (expression, values) => sql`${expression} = ANY(${bound(list(values))})`,
  rowOneOf: (expressions, rows) => {
    const lists = expressions.map((_, i) => bound(list(rows.flatMap((row) => row[i] ?? []))));
    return sql`(${joined(expressions, ', ')}) IN (SELECT * FROM unnest(${joined(lists, ', ')}))`;
  },
  // The planner cannot look into a sub-select: near the end it would rather read whole tables than follow the index.
  beginning: (value) => sql`(SELECT ${value})`,
  count: (rows) => sql`SELECT COUNT(*) FROM ${rows}`,
  startsWith: (text, value) =>
    sql`substring(${text} from 1 for ${literal(Buffer.byteLength(value))}) = ${bound(textValue(value))}`,
  contains: (text, value) => sql`position(${bound(textValue(value))} in ${text}) > 0`,
  open,
  failure,
};

function parameter(value: Value): unknown {
  switch (value.kind) {
    case 'number':
      return String(value.value);
    case 'numbers':
      return value.value.map(String);
    case 'text':
      return Buffer.from(value.value, 'utf8');
    case 'texts':
      return value.value.map((text) => Buffer.from(text, 'utf8'));
    default:
      return value.value;
  }
}

function list(values: readonly Value[]): Value {
  const kind = values[0]?.kind ?? 'text';
  if (kind === 'number')
    return {
      kind: 'numbers',
      value: values.flatMap((value) => (value.kind === 'number' ? [value.value] : [])),
    };
  const texts = values.flatMap((value) =>
    value.kind === 'text' || value.kind === 'plain' ? [value.value] : [],
  );
  return { kind: kind === 'plain' ? 'plains' : 'texts', value: texts };
}

async function open(
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<{ session: Session; product: Product }> {
  const client = new pg.Client({
    connectionString: settings.target(),
    application_name: 'tributary',
    connectionTimeoutMillis: settings.statementTimeoutMs,
    keepAlive: true,
    types: { getTypeParser: () => String },
  });
  const session = new PostgresSession(client);
  const onAbort = (): void => void session.destroy();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await client.connect();
    await client.query(
      "SET default_transaction_read_only = on; SET client_encoding = 'UTF8'; SET TIME ZONE 'UTC'; SET DateStyle = 'ISO, YMD'; " +
        `SET statement_timeout = ${Math.trunc(settings.statementTimeoutMs)}; SET jit = off; SET enable_mergejoin = off`,
    );
    if (settings.schema !== null)
      await client.query("SELECT set_config('search_path', quote_ident($1), false)", [settings.schema]);
    const rows = await session.query(
      "SELECT current_setting('server_version_num'), current_setting('server_version')",
      [],
    );
    const [number, version] = rows[0] ?? [];
    const product: Product = { name: 'PostgreSQL', version: version ?? 'unknown' };
    if (Number(number) < 120_000)
      throw new TributaryError(
        'SOURCE_UNSUPPORTED_VERSION',
        `PostgreSQL must be 12 or later, but got: ${product.version}.`,
      );
    return { session, product };
  } catch (error) {
    await session.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

class PostgresSession implements Session {
  readonly #client: pg.Client;

  constructor(client: pg.Client) {
    this.#client = client;
    // A connection that breaks while idle is noticed at its next use.
    client.on('error', () => undefined);
  }

  async query(text: string, values: readonly unknown[]): Promise<readonly Row[]> {
    const result = await this.#client.query<(string | null)[]>({
      text,
      values: [...values],
      rowMode: 'array',
    });
    return result.rows;
  }

  /** The protocol's cancel request: a connection of its own that carries the secret of this one. */
  cancel(): Promise<void> {
    const { host, port, processID, secretKey } = this.#client as pg.Client & {
      processID?: number;
      secretKey?: number;
    };
    if (typeof processID !== 'number' || typeof secretKey !== 'number') return Promise.resolve();
    const request = Buffer.alloc(16);
    [16, CANCEL_REQUEST, processID, secretKey].forEach((word, i) => request.writeInt32BE(word, i * 4));
    return new Promise((resolve) => {
      const socket = host.startsWith('/')
        ? createConnection(`${host}/.s.PGSQL.${port}`)
        : createConnection(port, host);
      socket.setTimeout(1000, () => socket.destroy());
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
      socket.end(request);
    });
  }

  async destroy(): Promise<void> {
    const { connection } = this.#client as pg.Client & { connection?: { stream?: { destroy(): void } } };
    connection?.stream?.destroy();
  }

  close(): Promise<void> {
    return this.#client.end();
  }
}

function failure(error: unknown): Failure | null {
  const network = networkFailure(error);
  if (network) return network;
  const message = String(errorField(error, 'message'));
  const state = errorField(error, 'code');
  if (typeof state !== 'string' || !/^[0-9A-Z]{5}$/.test(state)) {
    if (/timeout expired/i.test(message))
      return { code: 'SOURCE_TIMEOUT', message: 'The database did not answer in time.', broken: true };
    if (/terminated|not queryable|closed/i.test(message))
      return { code: 'SOURCE_UNAVAILABLE', message: 'The database closed the connection.', broken: true };
    return null;
  }
  return { ...meaning(state, message), broken: /^(08|57P|28|3D|53)/.test(state), full: state === '53300' };
}

function meaning(state: string, message: string): Omit<Failure, 'broken'> {
  const told = ` (SQLSTATE ${state})`;
  if (state.startsWith('28'))
    return { code: 'SOURCE_AUTH_FAILED', message: `The database refused the account${told}.` };
  if (state === '42501') return { code: 'SOURCE_FORBIDDEN', message: `${structural(message)}${told}.` };
  if (state === '57014') return { code: 'SOURCE_TIMEOUT', message: `The statement was given up${told}.` };
  if (/^(08|57P|53)/.test(state))
    return { code: 'SOURCE_UNAVAILABLE', message: `The database is not available${told}.` };
  if (state.startsWith('42') || state.startsWith('3D') || state.startsWith('3F'))
    return { code: 'SOURCE_REFUSED', message: `${structural(message)}${told}.` };
  return { code: 'SOURCE_REFUSED', message: `The database refused a statement${told}.` };
}
