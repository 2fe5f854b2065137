/** SQLite, by node:sqlite, read-only, in a thread of its own. */
import { type Value, bound, literal, sql, trusted } from '../sql.ts';
import { type Dialect, type Failure, errorField, inList, inRows, structural, textValue } from './dialect.ts';
import { SqliteSession } from './sqlite-session.ts';

const BUSY = new Set([5, 6, 10, 14]);

export const sqlite: Dialect = {
  name: 'sqlite',
  placeholder: () => '?',
  parameters: (values) => values.map((value: Value) => value.value),
  text: (column) => trusted(`NULLIF(TRIM(CAST(t.${column} AS TEXT)), '')`),
  folded: (column) => trusted(`UPPER(TRIM(CAST(t.${column} AS TEXT)))`),
  oneOf: inList,
  rowOneOf: (expressions, rows) => inRows(expressions, rows, trusted('VALUES ')),
  beginning: (value) => value,
  // Tables that are joined and not looked at are left out of a statement that selects rows, and of one that counts them they are not.
  count: (rows) => sql`SELECT COUNT(*) FROM (SELECT 1 FROM ${rows} LIMIT -1) c`,
  startsWith: (text, value) =>
    sql`substr(${text}, 1, ${literal(Array.from(value).length)}) = ${bound(textValue(value))}`,
  contains: (text, value) => sql`instr(${text}, ${bound(textValue(value))}) > 0`,
  unchanged: trusted('PRAGMA data_version'),
  open: (settings) => SqliteSession.open({ file: settings.target(), busyMs: settings.statementTimeoutMs }),
  failure,
};

function failure(error: unknown): Failure | null {
  if (errorField(error, 'code') !== 'ERR_SQLITE_ERROR') return null;
  const number = Number(errorField(error, 'errcode')) & 0xff;
  const told = ` (SQLite error ${number})`;
  if (BUSY.has(number))
    return {
      code: 'SOURCE_UNAVAILABLE',
      message: `The database file cannot be read now${told}.`,
      broken: number !== 5,
    };
  const message = String(errorField(error, 'message'));
  const names = /^(no such|near "|ambiguous column|row value misused|wrong number)/.test(message);
  return {
    code: 'SOURCE_REFUSED',
    message: `${names ? structural(message) : 'The database refused a statement'}${told}.`,
    broken: number === 11 || number === 26,
  };
}
