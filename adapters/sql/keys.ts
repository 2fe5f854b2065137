/** Conditions on keys: these, one after another in order, strictly after one. */
import type { Dialect } from './dialects/dialect.ts';
import { type KeyPart, type Sql, type Value, all, any, bound, joined, sql, trusted } from './sql.ts';
import type { KeyKind } from './token.ts';

export interface KeyColumn {
  readonly column: string;
  readonly kind: KeyKind;
  /** Compared as it stands in the database, so that its index is used. */
  readonly plain: boolean;
}

export type Key = readonly KeyPart[];

/** What a column is sorted and grouped by. */
export function keyOrder(key: KeyColumn, dialect: Dialect): Sql {
  return key.kind === 'number' || key.plain ? trusted(`t.${key.column}`) : dialect.text(key.column);
}

/** The rows that have one. */
export function keyPresent(key: KeyColumn, dialect: Dialect): Sql {
  const column = trusted(`t.${key.column}`);
  if (key.kind === 'number') return sql`(${column} IS NOT NULL AND ${column} >= 0)`;
  return sql`${key.plain ? column : dialect.text(key.column)} IS NOT NULL`;
}

/** The rows whose key is one of these. */
export function keyIn(columns: readonly KeyColumn[], keys: readonly Key[], dialect: Dialect): Sql {
  const [first, ...others] = columns;
  if (!first || keys.length === 0) return any([]);
  const firsts = new Map(keys.map(([part]) => [String(part?.value), part]));
  const within = partIn(
    first,
    [...firsts.values()].flatMap((part) => part ?? []),
    dialect,
  );
  if (others.length === 0) return within;
  // The index serves the first column; the rest is exact, and a row is compared with no more keys than there are first parts.
  const rests = Map.groupBy(keys, ([part]) => String(part?.value));
  const exact = [...rests.values()].map((same) => {
    const rest = keyIn(
      others,
      same.map((key) => key.slice(1)),
      dialect,
    );
    return sql`(${part(first, '=', same[0]?.[0], dialect)} AND ${rest})`;
  });
  return all([within, any(exact)]);
}

/** The rows that have one of these keys and, by the expression, the text that belongs to it. */
export function keyAndTextIn(
  columns: readonly KeyColumn[],
  expression: Sql,
  pairs: readonly { readonly key: Key; readonly comparison: string; readonly value: string }[],
  dialect: Dialect,
): Sql {
  const parts = columns.map((column, i) =>
    compared(
      column,
      pairs.flatMap(({ key }) => key[i] ?? []),
      dialect,
    ),
  );
  const rows = pairs.map(({ comparison, value }, row): Value[] => [
    ...parts.flatMap(([, values]) => values[row] ?? []),
    { kind: comparison === 'plain' ? 'plain' : 'text', value },
  ]);
  return dialect.rowOneOf([...parts.map(([column]) => column), expression], rows);
}

/** The rows whose key comes strictly after this one, written so that every engine begins at that place in the index. */
export function keyAfter(columns: readonly KeyColumn[], key: Key, dialect: Dialect): Sql {
  const [first, ...others] = columns;
  if (!first) return trusted('1 = 0');
  if (others.length === 0) return part(first, '>', key[0], dialect);
  const beyond = part(first, '>', key[0], dialect);
  const equal = part(first, '=', key[0], dialect);
  const rest = keyAfter(others, key.slice(1), dialect);
  return sql`${part(first, '>=', key[0], dialect)} AND (${beyond} OR (${equal} AND ${rest}))`;
}

export function keyOrderBy(columns: readonly KeyColumn[], dialect: Dialect): Sql {
  return joined(
    columns.map((column) => keyOrder(column, dialect)),
    ', ',
  );
}

function part(
  column: KeyColumn,
  operator: '=' | '>' | '>=',
  value: KeyPart | undefined,
  dialect: Dialect,
): Sql {
  if (!value) return trusted('1 = 0');
  const [expression, [only]] = compared(column, [value], dialect);
  if (!only) return trusted('1 = 0');
  const right = operator === '=' ? bound(only) : dialect.beginning(bound(only));
  return sql`${expression} ${trusted(operator)} ${right}`;
}

function partIn(column: KeyColumn, values: readonly KeyPart[], dialect: Dialect): Sql {
  return dialect.oneOf(...compared(column, values, dialect));
}

/** A plain column takes ASCII only: what its encoding cannot hold would be an error instead of no row. */
function compared(column: KeyColumn, values: readonly KeyPart[], dialect: Dialect): [Sql, readonly Value[]] {
  if (column.kind === 'number') return [trusted(`t.${column.column}`), values];
  const texts = values.map((value) => String(value.value));
  if (column.plain && texts.every((text) => /^[\x20-\x7e]*$/.test(text)))
    return [trusted(`t.${column.column}`), texts.map((value) => ({ kind: 'plain', value }))];
  return [dialect.text(column.column), values];
}
