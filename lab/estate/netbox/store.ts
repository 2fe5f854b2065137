/** The data of an emulated NetBox: in memory, or in a file where they are many. Every change is written in the change log. */
import { randomUUID } from 'node:crypto';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { CableEnd, ModelName, NetboxRows } from './rows.ts';
import { TABLES, columnsOf, tableDefinitions } from './tables.ts';

/** A row as the database gives it; JSON columns are texts. */
export type StoredRow = Readonly<Record<string, string | number | null>>;
export type Parameter = string | number | null;

export interface Condition {
  /** Of rows that are called `t`. */
  readonly sql: string;
  readonly values: readonly Parameter[];
}

export interface Selection {
  readonly where: readonly Condition[];
  readonly orderBy: string;
  /** Null: all. */
  readonly limit: number | null;
  readonly offset: number;
}

/** A change of a row; fields that it leaves out stay. */
export type Patch<Model extends ModelName> = Partial<
  Omit<NonNullable<NetboxRows[Model]> extends Iterable<infer Row> ? Row : never, 'id'>
>;

/** What a field is where a row leaves it out: NetBox's own defaults. */
const DEFAULTS: Readonly<Record<string, Parameter>> = {
  enabled: 1,
  mgmt_only: 0,
  mark_connected: 0,
  description: '',
  custom_fields: '{}',
  serial: '',
  label: '',
  facility: '',
  physical_address: '',
  part_number: '',
  xconnect_id: '',
  dns_name: '',
  type: '',
};

const MOST_READ = 20_000;

export class NetboxStore {
  readonly #database: DatabaseSync;
  readonly #now: () => number;
  readonly #statements = new Map<string, StatementSync>();
  /** What was read since the last change: lists name the same few rows, and are counted, over and over. */
  readonly #read = new Map<string, StoredRow | null>();

  constructor(file: string, now: () => number) {
    this.#database = new DatabaseSync(file);
    this.#database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
    this.#now = now;
  }

  /** Fills an empty store; what is there from the beginning is in no change log. */
  load(rows: NetboxRows): void {
    const { tables, indexes } = tableDefinitions();
    this.#database.exec(tables);
    this.append(rows);
    this.#database.exec(indexes);
    this.#database.exec('ANALYZE');
  }

  /** More of what is there from the beginning. */
  append(rows: NetboxRows): void {
    const time = this.#time();
    this.#read.clear();
    this.#database.exec('BEGIN');
    for (const model of Object.keys(TABLES) as ModelName[]) {
      for (const row of rows[model] ?? []) this.#insert(model, { ...row }, time);
    }
    this.#database.exec('COMMIT');
  }

  row(model: ModelName, id: number): StoredRow | null {
    return this.#unchanged(`SELECT * FROM ${model} WHERE id = ?`, [id]);
  }

  rows(model: ModelName | 'changes', { where, orderBy, limit, offset }: Selection): StoredRow[] {
    const page = limit === null ? '' : ` LIMIT ${limit} OFFSET ${offset}`;
    return this.#all(
      `SELECT * FROM ${model} t WHERE ${all(where)} ORDER BY ${orderBy}${page}`,
      where.flatMap(({ values }) => values),
    );
  }

  count(model: ModelName | 'changes', where: readonly Condition[]): number {
    const row = this.#unchanged(
      `SELECT COUNT(*) AS n FROM ${model} t WHERE ${all(where)}`,
      where.flatMap(({ values }) => values),
    );
    return Number(row?.['n'] ?? 0);
  }

  /** What else is at the other end of the cable that ends here; null where none does. */
  cableAt(
    objectType: string,
    id: number,
  ): { cable: number; side: string; peers: readonly CableEnd[] } | null {
    const end = this.#one('SELECT cable, side FROM cable_ends WHERE object_id = ? AND object_type = ?', [
      id,
      objectType,
    ]);
    if (!end) return null;
    const peers = this.#all(
      'SELECT object_type, object_id FROM cable_ends WHERE cable = ? AND side <> ? ORDER BY place',
      [end['cable'] ?? null, end['side'] ?? null],
    );
    return {
      cable: Number(end['cable']),
      side: String(end['side']),
      peers: peers.map(({ object_type, object_id }) => ({
        object_type: object_type as CableEnd['object_type'],
        object_id: Number(object_id),
      })),
    };
  }

  terminationOf(circuit: number, side: 'A' | 'Z'): StoredRow | null {
    return this.#one('SELECT * FROM circuit_terminations WHERE circuit = ? AND term_side = ?', [
      circuit,
      side,
    ]);
  }

  /** Adds a row, as somebody does in NetBox. */
  create<Model extends ModelName>(model: Model, row: Patch<Model> & { readonly id: number }): void {
    this.#read.clear();
    this.#insert(model, { ...row }, this.#time());
    this.#changed('create', model, row.id, null);
  }

  /** Changes a row; false where there is none. */
  update<Model extends ModelName>(model: Model, id: number, patch: Patch<Model>): boolean {
    const before = this.row(model, id);
    if (!before) return false;
    const columns = columnsOf(model);
    const fields = Object.entries(patch).filter(([name]) => Object.hasOwn(columns, name));
    const assignments = [...fields.map(([name]) => `${name} = ?`), 'last_updated = ?'];
    this.#statement(`UPDATE ${model} SET ${assignments.join(', ')} WHERE id = ?`).run(
      ...fields.map(([, value]) => parameter(value)),
      this.#time(),
      id,
    );
    if (model === 'cables') this.#endCable(id, { ...before, ...patch });
    this.#read.clear();
    this.#changed('update', model, id, before);
    return true;
  }

  /** Takes a row away; its components go with it in NetBox, so say them first. False where there is none. */
  remove(model: ModelName, id: number): boolean {
    const before = this.row(model, id);
    if (!before) return false;
    this.#changed('delete', model, id, before);
    this.#statement(`DELETE FROM ${model} WHERE id = ?`).run(id);
    this.#read.clear();
    if (model === 'cables') this.#statement('DELETE FROM cable_ends WHERE cable = ?').run(id);
    return true;
  }

  /** The housekeeping forgets what was changed up to here. */
  forgetChanges(): void {
    this.#read.clear();
    this.#database.exec('DELETE FROM changes WHERE id < (SELECT MAX(id) FROM changes)');
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #insert(model: ModelName, row: Record<string, unknown>, time: string): void {
    const columns = ['id', ...Object.keys(columnsOf(model))];
    const given: Record<string, unknown> = { created: time, last_updated: time, ...row };
    this.#statement(
      `INSERT INTO ${model} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ).run(
      ...columns.map((name) => (given[name] === undefined ? defaultOf(model, name) : parameter(given[name]))),
    );
    if (model === 'cables') this.#endCable(Number(row['id']), row);
  }

  #endCable(cable: number, row: Readonly<Record<string, unknown>>): void {
    this.#statement('DELETE FROM cable_ends WHERE cable = ?').run(cable);
    const insert = this.#statement('INSERT INTO cable_ends VALUES (?, ?, ?, ?, ?)');
    for (const [side, ends] of [
      ['A', endsOf(row['a_terminations'])],
      ['B', endsOf(row['b_terminations'])],
    ] as const)
      ends.forEach(({ object_type, object_id }, place) =>
        insert.run(cable, side, object_type, object_id, place),
      );
  }

  #changed(
    action: 'create' | 'update' | 'delete',
    model: ModelName,
    id: number,
    before: StoredRow | null,
  ): void {
    const after = action === 'delete' ? null : this.row(model, id);
    const shown = after ?? before;
    this.#statement(
      `INSERT INTO changes (time, user_name, request_id, action, object_type, object_id, object_repr, before, after)
       VALUES (?, 'operator', ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      this.#time(),
      randomUUID(),
      action,
      TABLES[model].objectType,
      id,
      String(shown?.['name'] ?? shown?.['cid'] ?? shown?.['label'] ?? id),
      before && JSON.stringify(before),
      after && JSON.stringify(after),
    );
  }

  #time(): string {
    return new Date(this.#now()).toISOString().replace('Z', '000Z');
  }

  #unchanged(sql: string, values: readonly Parameter[]): StoredRow | null {
    const key = `${sql} ${JSON.stringify(values)}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    if (this.#read.size >= MOST_READ) this.#read.clear();
    const row = this.#one(sql, values);
    this.#read.set(key, row);
    return row;
  }

  #one(sql: string, values: readonly Parameter[]): StoredRow | null {
    return (this.#statement(sql).get(...values) as StoredRow | undefined) ?? null;
  }

  #all(sql: string, values: readonly Parameter[]): StoredRow[] {
    return this.#statement(sql).all(...values) as StoredRow[];
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      // Lists of many lengths make many statements: all are made again rather than kept for ever.
      if (this.#statements.size > 500) this.#statements.clear();
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

export function endsOf(value: unknown): readonly CableEnd[] {
  if (typeof value === 'string') return JSON.parse(value) as CableEnd[];
  return Array.isArray(value) ? (value as CableEnd[]) : [];
}

function defaultOf(model: ModelName, name: string): Parameter {
  if (name === 'status') return model === 'cables' ? 'connected' : 'active';
  if (name.endsWith('_terminations')) return '[]';
  return DEFAULTS[name] ?? null;
}

function parameter(value: unknown): Parameter {
  if (value === null || typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return JSON.stringify(value);
}

function all(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? '1' : conditions.map(({ sql }) => `(${sql})`).join(' AND ');
}
