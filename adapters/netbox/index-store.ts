/**
 * A copy of what lists are made by: id, name, identifiers, place and what filters look at, of every object. In SQLite, since there may be
 * millions; the records themselves are always NetBox's own. It is complete or not used, and outlives a restart together with how far
 * the change log has been taken in.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { identifierText } from '#adapters/kit/identity/identifier-text.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { IdentifierInput, ResourceKind } from '#schema/types/inventory.ts';
import { typeIn } from './ids.ts';
import { type Kept, openIndexFile, readKept, writeKept } from './index-file.ts';
import { isIndexed } from './indexed.ts';
import type { Mapped } from './map.ts';
import type { RecordTypeName } from './record-types.ts';

export interface Entry {
  readonly id: string;
  readonly name: string | null;
}

const UPSERT = `
  INSERT OR REPLACE INTO entries
    (id, type, unnamed, name, container, resource_type, lifecycle, operational, vendor, role, region, generation)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export class IndexStore {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #kinds = new Map<RecordTypeName, ResourceKind>();
  readonly #of: string;
  #generation = 0;
  #complete = false;
  /** Unlike any text and null, as long as nothing was kept here. */
  #keptText: string | null | undefined;

  /** `of`: what the index is of, as text. A file that is of anything else, or of another format, is made anew. */
  constructor(file: string, of: string) {
    this.#of = of;
    this.#database = openIndexFile(file, of);
    const row = this.#database.prepare('SELECT MAX(generation) AS n FROM entries').get();
    this.#generation = Number(row?.['n'] ?? 0);
  }

  /** What an earlier process has kept: as long as nobody has looked what was changed since, the index is not complete. */
  kept(): Kept | null {
    const read = readKept(this.#database);
    for (const [type, kind] of read?.kinds ?? [])
      this.#kinds.set(type as RecordTypeName, kind as ResourceKind);
    return read;
  }

  /** The index is complete as of this; null: whoever starts next must read everything. */
  keep(state: Omit<Kept, 'kinds'> | null): void {
    const text = state && JSON.stringify({ ...state, kinds: [...this.#kinds] });
    if (text === this.#keptText) return;
    this.#keptText = text;
    this.#inTransaction(() => writeKept(this.#database, this.#of, text));
  }

  /** What was kept is taken over. */
  adopt(): void {
    this.#complete = true;
  }

  /** What was kept is of no use. */
  empty(): void {
    this.keep(null);
    this.#statement('DELETE FROM entries').run();
    this.#kinds.clear();
  }

  /** Has everything been read at least once? */
  get isComplete(): boolean {
    return this.#complete;
  }

  /** The models that hold records of these kinds; all of them without. */
  typesOf(kinds: readonly ResourceKind[] | null | undefined): RecordTypeName[] {
    return [...this.#kinds].flatMap(([type, kind]) => (!kinds || kinds.includes(kind) ? type : [])).sort();
  }

  /** Takes over what has been read. */
  put(mapped: readonly Mapped[], region: (mapped: Mapped) => string | null): void {
    this.#inTransaction(() => {
      for (const one of mapped) this.#put(one, region(one));
    });
  }

  remove(ids: readonly string[]): void {
    this.#inTransaction(() => {
      for (const id of ids) this.#statement('DELETE FROM entries WHERE id = ?').run(id);
    });
  }

  /** Begins to read everything again: what is not put again before `sweep` is gone. */
  begin(): void {
    this.#generation += 1;
  }

  /** Everything of these models has been read. */
  sweep(types: readonly RecordTypeName[]): void {
    for (const type of types)
      this.#statement('DELETE FROM entries WHERE type = ? AND generation < ?').run(type, this.#generation);
  }

  completed(): void {
    if (!this.#complete) this.#database.exec('ANALYZE');
    this.#complete = true;
  }

  placeOf(id: string): { readonly container: string | null; readonly region: string | null } | null {
    const row = this.#statement('SELECT container, region FROM entries WHERE id = ?').get(id);
    return row ? { container: textOf(row['container']), region: textOf(row['region']) } : null;
  }

  /** The ids of those who have one of these identifiers; see `isIndexed`. */
  knownBy(identifiers: readonly IdentifierInput[]): string[] {
    const texts = JSON.stringify(identifiers.map((one) => identifierText(one)));
    return this.#statement(
      'SELECT DISTINCT id FROM identifiers WHERE text IN (SELECT value FROM json_each(?))',
    )
      .all(texts)
      .map((row) => String(row['id']));
  }

  /** How many there are, of a model or of all. */
  count(type?: RecordTypeName): number {
    const where = type === undefined ? '' : ' WHERE type = ?';
    const row = this.#statement(`SELECT COUNT(*) AS n FROM entries${where}`).get(
      ...(type === undefined ? [] : [type]),
    );
    return Number(row?.['n'] ?? 0);
  }

  all(sql: string, values: readonly SQLInputValue[]): Entry[] {
    return this.#statement(sql)
      .all(...values)
      .map((row) => ({ id: String(row['id']), name: textOf(row['name']) }));
  }

  number(sql: string, values: readonly SQLInputValue[]): number {
    return Number(this.#statement(sql).get(...values)?.['n'] ?? 0);
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #put({ record, container }: Mapped, region: string | null): void {
    const type = typeIn(record.id) as RecordTypeName;
    if (record.kind) this.#kinds.set(type, record.kind);
    const { id, name = null } = record;
    this.#statement(UPSERT).run(
      id,
      type,
      name === null ? 1 : 0,
      name,
      container,
      ...filteredBy(record),
      region,
      this.#generation,
    );
    this.#statement('DELETE FROM identifiers WHERE id = ?').run(id);
    for (const identifier of record.identifiers ?? [])
      if (isIndexed(identifier))
        this.#statement('INSERT OR IGNORE INTO identifiers VALUES (?, ?)').run(
          identifierText(identifier),
          id,
        );
  }

  #inTransaction(run: () => void): void {
    this.#database.exec('BEGIN');
    try {
      run();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    // Filters of many lengths make many statements: they are made again rather than kept for ever.
    if (this.#statements.size >= 200) this.#statements.clear();
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function filteredBy(record: ResourceRecord): (string | null)[] {
  const { resourceType, lifecycleState, operationalState, equipment } = record;
  return [resourceType, lifecycleState, operationalState, equipment?.vendor, equipment?.role].map(
    (value) => value ?? null,
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
