/** Writes an SQLite file from a schema and rows. */
import { readFileSync, renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

export type Cell = string | number | null;
export type Row = Readonly<Record<string, Cell>>;
/** Rows by table; the keys of the first row name the columns. */
export type Tables = Readonly<Record<string, readonly Row[]>>;

/** The file appears whole, in place of one that may have been there. `parts` are read one after the other, and need not be all in memory. */
export function writeDatabase(path: string, schema: URL, parts: Iterable<Tables>): void {
  const draft = `${path}.draft`;
  rmSync(draft, { force: true });
  const database = new DatabaseSync(draft);
  try {
    database.exec(readFileSync(schema, 'utf8'));
    database.exec('BEGIN');
    for (const tables of parts)
      for (const [table, rows] of Object.entries(tables)) insert(database, table, rows);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
  renameSync(draft, path);
}

function insert(database: DatabaseSync, table: string, rows: readonly Row[]): void {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return;
  const places = columns.map(() => '?').join(', ');
  const statement = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`);
  for (const row of rows) statement.run(...columns.map((column) => row[column] ?? null));
}
