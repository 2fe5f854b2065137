/** The thread of one SQLite file: whatever a statement takes, nobody else in the process waits for it. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { Cell, Row } from '../types.ts';
import { errorField } from './dialect.ts';

/** What the thread is started with. */
export interface ThreadData {
  readonly file: string;
  /** How long it waits for somebody who is writing, milliseconds. */
  readonly busyMs: number;
}

/** One statement; `null` where the file is only to be opened. */
export type ThreadRequest = { readonly text: string; readonly values: readonly (string | bigint)[] } | null;

/** Its rows, or the driver's error without what threads cannot send each other. */
export type ThreadAnswer =
  | { readonly rows: readonly Row[] }
  | { readonly failed: { readonly code: unknown; readonly errcode: unknown; readonly message: string } };

/** Statements are few, and of many lengths: all are made again rather than kept for ever. */
const MOST_STATEMENTS = 200;

let database: DatabaseSync | undefined;
const statements = new Map<string, StatementSync>();

parentPort?.on('message', (request: ThreadRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer(request: ThreadRequest): ThreadAnswer {
  try {
    if (request) return { rows: read(request.text, request.values) };
    // The count makes it read the file, so that one that is no database is noticed here.
    return { rows: read('SELECT sqlite_version(), (SELECT COUNT(*) FROM sqlite_master)', []) };
  } catch (error) {
    const message = String(errorField(error, 'message'));
    return {
      failed: { code: errorField(error, 'code'), errcode: errorField(error, 'errcode'), message },
    };
  }
}

function read(text: string, values: readonly (string | bigint)[]): Row[] {
  const rows: unknown = statementOf(text).all(...values);
  return (rows as readonly (readonly unknown[])[]).map((row) => row.map(cell));
}

function statementOf(text: string): StatementSync {
  const known = statements.get(text);
  if (known) return known;
  if (statements.size >= MOST_STATEMENTS) statements.clear();
  const { file, busyMs } = workerData as ThreadData;
  database ??= new DatabaseSync(file, { readOnly: true, timeout: busyMs });
  const statement = database.prepare(text);
  statement.setReturnArrays(true);
  statement.setReadBigInts(true);
  statements.set(text, statement);
  return statement;
}

function cell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value);
}
