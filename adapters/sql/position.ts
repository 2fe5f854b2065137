/** Where a page begins in a type: a cursor's id may be of any source, and of any type of this one. */
import { TributaryError } from '#schema/errors.ts';
import type { KeyValue } from '#schema/order.ts';
import { compareText } from '#schema/order.ts';
import type { Dialect } from './dialects/dialect.ts';
import { type Key, keyAfter } from './keys.ts';
import type { RecordType } from './record-type.ts';
import { type Sql, bound, sql, trusted } from './sql.ts';
import { tokenKey } from './token.ts';

/** ALL: every id of the type comes after it. NONE: none does. A key: those after that key. */
export type Start = 'ALL' | 'NONE' | Key;

export function startAfter(type: RecordType<unknown>, id: string): Start {
  if (!id.startsWith(type.prefix)) return compareText(id, type.prefix) < 0 ? 'ALL' : 'NONE';
  const key = tokenKey(
    id.slice(type.prefix.length),
    type.key.map(({ kind }) => kind),
  );
  if (!key)
    throw new TributaryError(
      'INVALID_CURSOR',
      'A cursor must be one that this graph gave; start the list again without it.',
    );
  return key;
}

/** The condition for what comes after a cursor; null where nothing of the type does. */
export function conditionAfter(
  type: RecordType<unknown>,
  byName: boolean,
  after: readonly KeyValue[] | null,
  dialect: Dialect,
): Sql[] | null {
  if (after === null) return [];
  const start = startAfter(type, String(after.at(-1)));
  const beyond =
    start === 'ALL' ? trusted('1 = 1') : start === 'NONE' ? null : keyAfter(type.key, start, dialect);
  if (!byName) return start === 'ALL' ? [] : beyond && [beyond];
  const name = after[0] ?? null;
  if (type.nameText === null) return name === null ? beyond && [beyond] : [];
  const unnamed = sql`${type.nameText} IS NULL`;
  if (name === null) return beyond && [unnamed, beyond];
  const value = bound({ kind: 'text', value: String(name) });
  const greater = sql`${type.nameText} > ${value} OR ${unnamed}`;
  return [beyond ? sql`(${greater} OR (${type.nameText} = ${value} AND ${beyond}))` : sql`(${greater})`];
}
