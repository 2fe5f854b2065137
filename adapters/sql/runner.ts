/** Runs the statements of one call. */
import type { Call } from '#schema/ports/call.ts';
import type { SqlClient } from './client.ts';
import type { Counts } from './counts.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { Sql } from './sql.ts';
import type { Row } from './types.ts';

export interface Runner {
  readonly dialect: Dialect;
  rows(statement: Sql): Promise<readonly Row[]>;
  /** What each of these statements counts. */
  counts(statements: readonly Sql[]): Promise<readonly number[]>;
}

export function runnerOf(client: SqlClient, counts: Counts, dialect: Dialect, { signal }: Call): Runner {
  return {
    dialect,
    rows: (statement) => client.rows(statement, signal),
    counts: (statements) => counts.of(statements, signal),
  };
}
