/**
 * The file of the index: what it is of, what stands in it, and what an earlier process has kept to go on from. Written so that what ends
 * in the middle leaves it as it was before.
 */
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Position } from './change-log.ts';

/** Of the file: another one is made anew. */
const FORMAT = 2;

/** What is needed to go on from an index after a restart; JSON. */
export interface Kept {
  /** The product and its version. */
  readonly product: string;
  readonly position: Position;
  /** When everything was last read, milliseconds since 1970. */
  readonly readAt: number;
  /** Of the models. */
  readonly kinds: readonly (readonly [string, string])[];
}

const kept = z.object({
  product: z.string(),
  position: z.object({
    newest: z.object({ id: z.string(), stamp: z.string() }),
    floor: z.string(),
    since: z.number().nullable(),
  }),
  readAt: z.number(),
  kinds: z.array(z.tuple([z.string(), z.string()])),
});

const DEFINITIONS = `
  CREATE TABLE kept (of TEXT NOT NULL, text TEXT NOT NULL) STRICT;
  CREATE TABLE entries (
    id TEXT PRIMARY KEY,
    type TEXT NOT NULL,
    unnamed INTEGER NOT NULL,
    name TEXT,
    container TEXT,
    resource_type TEXT,
    lifecycle TEXT,
    operational TEXT,
    vendor TEXT,
    role TEXT,
    region TEXT,
    generation INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX entries_name ON entries (type, unnamed, name, id);
  CREATE INDEX entries_container ON entries (container, type);
  CREATE TABLE identifiers (text TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (text, id)) STRICT, WITHOUT ROWID;
  CREATE INDEX identifiers_id ON identifiers (id);
  CREATE TRIGGER entries_gone AFTER DELETE ON entries BEGIN DELETE FROM identifiers WHERE id = OLD.id; END;
`;

/** `of`: what the index is of, as text. A file that is of anything else, or of another format, is made anew. */
export function openIndexFile(file: string, of: string): DatabaseSync {
  try {
    const database = new DatabaseSync(file);
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
      if (isOurs(database, of)) return database;
    } catch {
      // Damaged, or none of ours: the same as none.
    }
    database.close();
  } catch {
    // Not even a database.
  }
  for (const part of ['', '-journal', '-wal', '-shm']) rmSync(file + part, { force: true });
  const database = new DatabaseSync(file);
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${DEFINITIONS} PRAGMA user_version = ${FORMAT}`,
  );
  return database;
}

function isOurs(database: DatabaseSync, of: string): boolean {
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version !== FORMAT || database.prepare('SELECT of FROM kept').get()?.['of'] !== of) return false;
  return database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Null where nothing was kept. */
export function readKept(database: DatabaseSync): Kept | null {
  const text = database.prepare('SELECT text FROM kept').get()?.['text'];
  return kept.safeParse(text === undefined ? null : parsed(String(text))).data ?? null;
}

/** To be called in a transaction. */
export function writeKept(database: DatabaseSync, of: string, text: string | null): void {
  database.exec('DELETE FROM kept');
  if (text !== null) database.prepare('INSERT INTO kept VALUES (?, ?)').run(of, text);
}
