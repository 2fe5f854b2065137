/** SQLite files from a schema and rows. */
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;
/** Rows by table; the keys of the first row name the columns. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** A file that is written part by part, and appears whole, in place of one that may have been there. */
export class DatabaseFile {
  readonly #path: string;
  readonly #draft: string;
  readonly #database: DatabaseSync;

  constructor(path: string, schema: URL) {
    this.#path = path;
    this.#draft = `${path}.draft`;
    rmSync(this.#draft, { force: true });
    this.#database = new DatabaseSync(this.#draft);
    // A draft that breaks off is thrown away.
    this.#database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
    this.#database.exec(readFileSync(schema, 'utf8'));
  }

  add(tables: Tables): void {
    this.#database.exec('BEGIN');
    for (const [table, rows] of Object.entries(tables)) insert(this.#database, table, rows);
    this.#database.exec('COMMIT');
  }

  /** Nothing can be added any more. */
  finish(): void {
    this.#database.exec('ANALYZE');
    this.#database.close();
    renameSync(this.#draft, this.#path);
  }
}

function insert(database: DatabaseSync, table: string, rows: readonly Row[]): void {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const places = columns.map(() => '?').join(', ');
  const statement = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`);
  for (const row of rows) statement.run(...columns.map((column) => row[column] ?? null));
}
