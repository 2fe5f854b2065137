/** Bindings on disk, so that they outlive a restart: one SQLite file per source. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import * as z from 'zod';
import type { Log } from '../log.ts';
import type { Binding } from './binder.ts';

export interface StoredBinding extends Binding {
  /** What the source called the object when it was bound. */
  readonly name: string;
  /** The aliases that decided, as text; null where none did. */
  readonly alias: string | null;
}

export interface BindingStore {
  load(): StoredBinding[];
  save(bindings: readonly StoredBinding[]): void;
  remove(nativeIds: readonly string[]): void;
  close(): void;
}

export const STORE_FILE = 'bindings.sqlite';
const VERSION = 1;
/** SQLite's primary result codes for a file that is damaged, and for one that is no database. */
const DAMAGED = new Set([11, 26]);

/**
 * Opens the store, or makes it. A damaged file is set aside under another name. Where no file can be used at all, bindings live
 * in memory until the process ends: they are found again, and nothing else suffers. Either is logged.
 */
export function openBindingStore(stateDir: string, log: Log, now: () => number): BindingStore {
  const file = join(stateDir, STORE_FILE);
  try {
    try {
      return fileStore(openDatabase(file), log);
    } catch (error) {
      if (!isDamaged(error)) throw error;
      const aside = setAside(file, now());
      log.warn({ file, aside }, 'The file of bindings is damaged. It was set aside; objects are bound anew.');
      return fileStore(openDatabase(file), log);
    }
  } catch (error) {
    log.error(
      { file, error: (error as Error).message },
      'The file of bindings cannot be used: bindings are kept in memory only, and made anew at each start.',
    );
    return { load: () => [], save: () => {}, remove: () => {}, close: () => {} };
  }
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    const check = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok') throw Object.assign(new Error(String(check)), { errcode: 11 });
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > VERSION)
      throw new Error(`its version must be ${VERSION}, but got: ${version}, of a later Tributary`);
    database.exec(`
      BEGIN IMMEDIATE;
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
      PRAGMA user_version = ${VERSION};
      COMMIT;
    `);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function fileStore(database: DatabaseSync, log: Log): BindingStore {
  const select = database.prepare(
    'SELECT native_id, id, ancestors, region, evidence, bound_at, name, alias FROM bindings',
  );
  const insert = database.prepare('INSERT OR REPLACE INTO bindings VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM bindings WHERE native_id = ?');
  let failing = false;

  /** A disk that is full costs the memory of bindings, not the bindings. */
  function write(run: () => void): void {
    try {
      database.exec('BEGIN IMMEDIATE');
      run();
      database.exec('COMMIT');
      failing = false;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      if (!failing)
        log.error(
          { error: (error as Error).message },
          'Bindings cannot be written; they are kept in memory.',
        );
      failing = true;
    }
  }

  return {
    load: () => select.all().flatMap((row) => readRow(row, log)),
    save(bindings) {
      write(() => {
        for (const b of bindings) {
          insert.run(
            b.nativeId,
            b.id,
            JSON.stringify(b.ancestorIds),
            b.region,
            JSON.stringify(b.evidence),
            b.boundAt,
            b.name,
            b.alias,
          );
        }
      });
    },
    remove(nativeIds) {
      write(() => {
        for (const nativeId of nativeIds) remove.run(nativeId);
      });
    },
    close() {
      if (database.isOpen) database.close();
    },
  };
}

const texts = z.array(z.string());

function readRow(row: Record<string, SQLOutputValue>, log: Log): StoredBinding[] {
  try {
    return [
      {
        nativeId: String(row['native_id']),
        id: String(row['id']),
        ancestorIds: texts.parse(JSON.parse(String(row['ancestors']))),
        region: textOrNull(row['region']),
        evidence: texts.parse(JSON.parse(String(row['evidence']))),
        boundAt: String(row['bound_at']),
        name: String(row['name']),
        alias: textOrNull(row['alias']),
      },
    ];
  } catch {
    log.warn({ nativeId: row['native_id'] }, 'A stored binding cannot be read; the object is bound anew.');
    return [];
  }
}

function textOrNull(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function isDamaged(error: unknown): boolean {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' && DAMAGED.has(code & 0xff);
}

function setAside(file: string, time: number): string {
  const aside = `${file}.corrupt-${new Date(time).toISOString().replaceAll(':', '')}`;
  for (const part of ['', '-wal', '-shm']) if (existsSync(file + part)) renameSync(file + part, aside + part);
  return aside;
}
