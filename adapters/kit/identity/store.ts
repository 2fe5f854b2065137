/** Bindings on disk, so that they outlive a restart: one SQLite file per source. */
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import * as z from 'zod';
import type { Log } from '../log.ts';
import { STORE_FILE, inTransaction, openDatabase } from './database.ts';
import {
  type HistoryEntry,
  type Pin,
  type StoredBinding,
  type StoredVerdict,
  historian,
  readPins,
  textOrNull,
} from './records.ts';

/** What is written together, by object; null: there is none any more. */
export interface Changes {
  readonly bindings: ReadonlyMap<string, StoredBinding | null>;
  readonly verdicts: ReadonlyMap<string, StoredVerdict | null>;
  readonly history: readonly HistoryEntry[];
}

export interface BindingStore {
  load(): StoredBinding[];
  find(nativeId: string): StoredBinding | null;
  apply(changes: Changes): void;
  pins(): readonly Pin[];
  /** Changes when another process has written; null where there is no file. */
  writtenElsewhere(): number | null;
  close(): void;
}

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
    return {
      load: () => [],
      find: () => null,
      apply: () => {},
      pins: () => [],
      writtenElsewhere: () => null,
      close: () => {},
    };
  }
}

const SELECT =
  'SELECT native_id, id, ancestors, region, evidence, bound_at, name, alias, observed, contested FROM bindings';

function fileStore(database: DatabaseSync, log: Log): BindingStore {
  const select = database.prepare(SELECT);
  const selectOne = database.prepare(`${SELECT} WHERE native_id = ?`);
  const insert = database.prepare('INSERT OR REPLACE INTO bindings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM bindings WHERE native_id = ?');
  const tell = database.prepare('INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?)');
  const untell = database.prepare('DELETE FROM verdicts WHERE native_id = ?');
  const enter = historian(database);
  let failing = false;

  /** A disk that is full costs the memory of bindings, not the bindings. */
  function guarded<Result>(run: () => Result, otherwise: Result): Result {
    try {
      const result = run();
      failing = false;
      return result;
    } catch (error) {
      if (!failing)
        log.error(
          { error: (error as Error).message },
          'Bindings cannot be written; they are kept in memory.',
        );
      failing = true;
      return otherwise;
    }
  }

  // What an earlier process could not explain is looked up anew.
  guarded(() => database.exec('DELETE FROM verdicts'), undefined);

  return {
    load: () => select.all().flatMap((row) => readBinding(row, log)),
    find: (nativeId) =>
      guarded(() => {
        const row = selectOne.get(nativeId);
        return (row && readBinding(row, log)[0]) ?? null;
      }, null),
    apply({ bindings, verdicts, history }) {
      const write = (): void => {
        for (const [nativeId, one] of bindings)
          if (one) insert.run(...rowOf(one));
          else remove.run(nativeId);
        for (const [nativeId, one] of verdicts)
          if (one) tell.run(nativeId, one.name, one.state, JSON.stringify(one.explanation), one.toldAt);
          else untell.run(nativeId);
        for (const entry of history) enter(entry);
      };
      guarded(() => inTransaction(database, write), undefined);
    },
    pins: () => guarded(() => readPins(database), []),
    writtenElsewhere: () =>
      guarded(() => Number(database.prepare('PRAGMA data_version').get()?.['data_version']), null),
    close() {
      if (database.isOpen) database.close();
    },
  };
}

function rowOf(one: StoredBinding): (string | null)[] {
  const { nativeId, id, ancestorIds, region, evidence, boundAt, name, alias, observed, contested } = one;
  const [ancestors, kinds] = [JSON.stringify(ancestorIds), JSON.stringify(evidence)];
  return [nativeId, id, ancestors, region, kinds, boundAt, name, alias, observed, contested];
}

const texts = z.array(z.string());
const contested = z.enum(['EVIDENCE', 'OUTER']).nullable();

/** The binding of a row, or none where it cannot be read. */
export function readBinding(row: Record<string, SQLOutputValue>, log: Log): StoredBinding[] {
  try {
    return [
      {
        nativeId: String(row['native_id']),
        id: String(row['id']),
        ancestorIds: texts.nullable().parse(JSON.parse(String(row['ancestors']))),
        region: textOrNull(row['region']),
        evidence: texts.parse(JSON.parse(String(row['evidence']))),
        boundAt: String(row['bound_at']),
        name: String(row['name']),
        alias: textOrNull(row['alias']),
        observed: textOrNull(row['observed']),
        contested: contested.parse(row['contested']),
      },
    ];
  } catch {
    log.warn({ nativeId: row['native_id'] }, 'A stored binding cannot be read; the object is bound anew.');
    return [];
  }
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
