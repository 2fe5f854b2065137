/** A type of record as the statements see it: a relation, the columns asked of it, its key and its name. */
import type { Columns } from './columns.ts';
import type { Dialect } from './dialects/dialect.ts';
import { type Key, type KeyColumn, keyOrder, keyPresent } from './keys.ts';
import type { FieldSpec, RelationSpec, keyPart } from './mapping-parts.ts';
import { keyReader } from './references.ts';
import type { Skipped } from './skipped.ts';
import { type Sql, all, sql, trusted } from './sql.ts';
import { recordToken } from './token.ts';
import type { Row } from './types.ts';
import type * as z from 'zod';

export interface Found<R> {
  readonly key: Key;
  readonly record: R;
}

export interface RecordType<R> {
  readonly name: string;
  /** How every id of this type begins. */
  readonly prefix: string;
  /** `(SELECT ...) t` */
  readonly from: Sql;
  readonly columns: Columns;
  readonly key: readonly KeyColumn[];
  /** The name as lists are ordered by it; null where the type has none. */
  readonly nameText: Sql | null;
  /** Holds for every row that can be a record. */
  readonly present: Sql;
  /** What rows lack that cannot be one, each with its condition. */
  readonly lacks: readonly { readonly reason: string; readonly condition: Sql }[];
  /** Null for a row that is left out. */
  read(row: Row): Found<R> | null;
}

export interface RecordSpec {
  readonly relation: RelationSpec;
  readonly key: readonly z.output<typeof keyPart>[];
  readonly name?: FieldSpec | undefined;
}

export interface TypeContext {
  readonly source: string;
  readonly dialect: Dialect;
  readonly skipped: Skipped;
}

export function keyColumns(spec: RecordSpec): KeyColumn[] {
  return spec.key.map(({ column, type, plain }) => ({ column, kind: type, plain }));
}

export function fromRelation(relation: RelationSpec, dialect: Dialect, alias: 's' | 't' = 't'): Sql {
  // The line break ends a comment that the integrator's text may end in.
  return trusted(`(${relation[dialect.name] ?? relation.any ?? ''}\n) ${alias}`);
}

/** `fields` reads a record out of a row with `columns`. */
export function recordType<R>(
  name: string,
  spec: RecordSpec,
  context: TypeContext,
  columns: Columns,
  fields: (row: Row, key: Key, id: string) => R,
): RecordType<R> {
  const { dialect, skipped, source } = context;
  const key = keyColumns(spec);
  const readKey = keyReader(key, columns);
  const nameColumn = spec.name?.column;
  const nameText = nameColumn === undefined ? null : dialect.text(nameColumn);
  const required = nameText && spec.name?.required ? sql`${nameText} IS NOT NULL` : null;
  const keyThere = all(key.map((part) => keyPresent(part, dialect)));
  return {
    name,
    prefix: `${source}/${name}.`,
    from: fromRelation(spec.relation, dialect),
    columns,
    key,
    nameText,
    present: required ? all([keyThere, required]) : keyThere,
    lacks: [
      { reason: 'no key that it could be known by', condition: sql`NOT (${keyThere})` },
      ...(required ? [{ reason: 'no name', condition: sql`${keyThere} AND NOT (${required})` }] : []),
    ],
    read(row) {
      const found = readKey(row);
      if (!found) {
        skipped.add(name, 'a key that is no key of its type', rowText(row));
        return null;
      }
      const token = recordToken(name, found);
      if (token === null) {
        skipped.add(name, 'a key that is too long', rowText(row));
        return null;
      }
      return { key: found, record: fields(row, found, `${source}/${token}`) };
    },
  };
}

function rowText(row: Row): string {
  return JSON.stringify(row).slice(0, 1000);
}

/** The order of records: by name where asked, then by key. */
export function orderBy(type: RecordType<unknown>, byName: boolean, dialect: Dialect): Sql[] {
  const keys = type.key.map((part) => keyOrder(part, dialect));
  return byName && type.nameText ? [sql`(${type.nameText} IS NULL)`, type.nameText, ...keys] : keys;
}
