/** Runs the statements of one call. */
import type { Call } from '#schema/ports/call.ts';
import type { SqlClient } from './client.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Sql } from './sql.ts';
import type { Row } from './types.ts';

export interface Runner {
  readonly dialect: Dialect;
  rows(statement: Sql): Promise<readonly Row[]>;
}

export function runnerOf(client: SqlClient, dialect: Dialect, call: Call): Runner {
  return { dialect, rows: (statement) => client.rows(statement, call.signal) };
}
