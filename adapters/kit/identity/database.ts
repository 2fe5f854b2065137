/** The file in which a source's bindings are kept: opened by the process that binds, and by `npm run bindings` beside it. */
import { DatabaseSync } from 'node:sqlite';

export const STORE_FILE = 'bindings.sqlite';
const VERSION = 2;
/** How long a writer waits for the other one, milliseconds. */
const BUSY_MS = 5000;

/** @throws Error, with `errcode` 11 where the file is damaged. */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_MS });
  try {
    // Written to the file itself every 32 MB: many bindings at once would have the disk wait for each other.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8192');
    const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok') throw Object.assign(new Error(String(check)), { errcode: 11 });
    database.exec('BEGIN IMMEDIATE');
    migrate(database, Number(database.prepare('PRAGMA user_version').get()?.['user_version']));
    database.exec('COMMIT');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Runs something in one transaction: all of it is written, or nothing. */
export function inTransaction(database: DatabaseSync, run: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    run();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function migrate(database: DatabaseSync, version: number): void {
  if (version > VERSION)
    throw new Error(`its version must be ${VERSION}, but got: ${version}, of a later Tributary`);
  if (version < 1)
    database.exec(`
      CREATE TABLE IF NOT EXISTS bindings (
        native_id TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        ancestors TEXT NOT NULL,
        region TEXT,
        evidence TEXT NOT NULL,
        bound_at TEXT NOT NULL,
        name TEXT NOT NULL,
        alias TEXT
      ) STRICT, WITHOUT ROWID;
    `);
  if (version < 2)
    database.exec(`
      ALTER TABLE bindings ADD COLUMN observed TEXT;
      ALTER TABLE bindings ADD COLUMN contested TEXT;
      CREATE TABLE pins (
        native_id TEXT PRIMARY KEY,
        id TEXT NOT NULL,
        operator TEXT NOT NULL,
        reason TEXT NOT NULL,
        pinned_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE verdicts (
        native_id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        state TEXT NOT NULL,
        explanation TEXT NOT NULL,
        told_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE history (
        number INTEGER PRIMARY KEY,
        time TEXT NOT NULL,
        actor TEXT NOT NULL,
        action TEXT NOT NULL,
        native_id TEXT NOT NULL,
        before_id TEXT,
        after_id TEXT,
        evidence TEXT NOT NULL,
        reason TEXT
      ) STRICT;
      CREATE INDEX history_of ON history (native_id);
    `);
  database.exec(`PRAGMA user_version = ${VERSION}`);
}
