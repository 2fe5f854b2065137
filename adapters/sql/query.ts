/**
 * The statements of the adapter: every one wraps the mapping's relation, `SELECT ... FROM (<relation>) t WHERE ...`. All engines
 * flatten such a derived table, so that the relation's indexes are used.
 */
import type { Dialect } from './dialects/dialect.ts';
import { type RecordType, orderBy } from './record-type.ts';
import { type Sql, all, joined, literal, sql, trusted } from './sql.ts';

export interface Selection {
  /** Besides that the row can be a record. */
  readonly where: readonly Sql[];
  readonly byName: boolean;
  readonly limit: number | null;
}

export function selectRecords(type: RecordType<unknown>, selection: Selection, dialect: Dialect): Sql {
  const { where, byName, limit } = selection;
  const order =
    limit === null
      ? trusted('')
      : sql` ORDER BY ${joined(orderBy(type, byName, dialect), ', ')} LIMIT ${literal(limit)}`;
  return sql`SELECT ${columnList(type)} FROM ${type.from} WHERE ${all([type.present, ...where])}${order}`;
}

export function countRecords(type: RecordType<unknown>, where: readonly Sql[], dialect: Dialect): Sql {
  return dialect.count(sql`${type.from} WHERE ${all([type.present, ...where])}`);
}

export function countLacking(type: RecordType<unknown>, condition: Sql): Sql {
  return sql`SELECT COUNT(*) FROM ${type.from} WHERE ${condition}`;
}

/** The columns asked of a relation, in the rows that a condition admits. */
export function selectRows(relation: Pick<RecordType<unknown>, 'from' | 'columns'>, where: Sql): Sql {
  return sql`SELECT ${columnList(relation)} FROM ${relation.from} WHERE ${where}`;
}

/** Every combination of these columns. */
export function selectDistinct(from: Sql, names: readonly string[]): Sql {
  const columns = joined(
    names.map((name, i) => sql`${trusted(`t.${name}`)} AS ${trusted(`n${i}`)}`),
    ', ',
  );
  return sql`SELECT DISTINCT ${columns} FROM ${from} WHERE ${trusted(`t.${names[0] ?? ''}`)} IS NOT NULL`;
}

/** Whose rows are wanted: the columns of the parent's key, and the rows of the parents that were asked for. */
export interface Parents {
  /** `(SELECT ...) t`, or that joined with what leads from parents to rows. */
  readonly from: Sql;
  /** The parent's key as it is read. */
  readonly key: readonly Sql[];
  /** The parent's key as rows are grouped by it. */
  readonly group: readonly Sql[];
  readonly where: readonly Sql[];
}

/** At most `limit` records per parent, in order: first the columns of the type, then the parent's key. */
export function selectOfParents(
  type: RecordType<unknown>,
  parents: Parents,
  selection: Selection & { readonly limit: number },
  dialect: Dialect,
): Sql {
  const { where, byName, limit } = selection;
  const names = type.columns.names.map((_, i) => trusted(`c${i}`));
  const keys = parents.key.map((_, i) => trusted(`p${i}`));
  const inner = [
    ...type.columns.names.map((name, i) => sql`${trusted(`t.${name}`)} AS ${names[i] ?? trusted('')}`),
    ...parents.key.map((key, i) => sql`${key} AS ${keys[i] ?? trusted('')}`),
  ];
  const order = joined(orderBy(type, byName, dialect), ', ');
  const numbered = sql`ROW_NUMBER() OVER (PARTITION BY ${joined(parents.group, ', ')} ORDER BY ${order}) AS place`;
  const rows = sql`SELECT ${joined([...inner, numbered], ', ')} FROM ${parents.from} WHERE ${all([type.present, ...parents.where, ...where])}`;
  return sql`SELECT ${joined([...names, ...keys], ', ')} FROM (${rows}) r WHERE r.place <= ${literal(limit)} ORDER BY r.place`;
}

/** The number of records per parent: first the parent's key, then the count. */
export function countOfParents(type: RecordType<unknown>, parents: Parents, where: readonly Sql[]): Sql {
  const group = joined(parents.group, ', ');
  const keys = parents.key.map((key) => sql`MIN(${key})`);
  return sql`SELECT ${joined([...keys, trusted('COUNT(*)')], ', ')} FROM ${parents.from} WHERE ${all([
    type.present,
    ...parents.where,
    ...where,
  ])} GROUP BY ${group}`;
}

function columnList(type: Pick<RecordType<unknown>, 'columns'>): Sql {
  return trusted(type.columns.names.map((name) => `t.${name}`).join(', '));
}
