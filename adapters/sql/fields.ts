/** Fields: what a column means. Each one reads its value from a row and says which rows a filter on it admits. */
import { type Conversion, convert, isVoid, trimmed } from './convert.ts';
import type { Columns } from './columns.ts';
import type { Dialect } from './dialects/dialect.ts';
import { textValue } from './dialects/dialect.ts';
import type { FieldSpec, WordSpec } from './mapping-parts.ts';
import type { Sql } from './sql.ts';
import type { TimeRules } from './times.ts';
import type { Row } from './types.ts';

/** True: every row. False: none. Null: the database cannot tell, and the rows must be looked at. */
export type Admission = boolean | Sql | null;

/** Raw texts that no field could read: they are kept as characteristics. */
export class Leftovers {
  readonly #unread = new Map<string, string>();
  readonly #read = new Set<string>();

  /** What a field made of a column's text; null: it could not read it. */
  note(column: string, text: string, value: unknown): void {
    if (value === null) this.#unread.set(column, text);
    else this.#read.add(column);
  }

  /** By column. A column that one field could read is no leftover of another. */
  get texts(): [string, string][] {
    return [...this.#unread].filter(([column]) => !this.#read.has(column));
  }
}

export interface Field<T> {
  read(row: Row, leftovers: Leftovers): T | null;
  /** The rows whose value is one of these. */
  admits(values: readonly string[]): Admission;
}

export interface FieldContext {
  readonly columns: Columns;
  readonly dialect: Dialect;
  readonly rules: TimeRules;
}

/** A field that the mapping leaves out: null, and no filter admits it. */
const ABSENT: Field<never> = { read: () => null, admits: () => false };

export function textField(spec: FieldSpec | undefined, context: FieldContext): Field<string> {
  const field = valueField(spec, 'text', context);
  return { ...field, read: (row, left) => nullable(field.read(row, left), String) };
}

export function numberField(
  spec: FieldSpec | undefined,
  as: Conversion,
  context: FieldContext,
): Field<number> {
  const field = valueField(spec, as, context);
  return { ...field, read: (row, left) => nullable(field.read(row, left), finite) };
}

/** A text field that may hold several texts. */
export function listField(spec: FieldSpec | undefined, context: FieldContext): Field<readonly string[]> {
  const field = textField(spec, context);
  const separator = spec?.separator;
  if (separator === undefined)
    return { ...field, read: (row, left) => nullable(field.read(row, left), (text) => [text]) };
  const split = (text: string): string[] => text.split(separator).flatMap((part) => trimmed(part) ?? []);
  return { admits: () => null, read: (row, left) => nullable(field.read(row, left), split) };
}

/** A field of the contract's words. */
export function wordField<Word extends string>(
  spec: WordSpec | undefined,
  words: readonly Word[] | null,
  { columns, dialect }: FieldContext,
): Field<Word> {
  if (!spec) return ABSENT;
  const { column, value, map } = spec;
  if (column === undefined) return constant(value as Word);
  const cell = columns.reader(column);
  const known = new Map<string, string>(
    map ? Object.entries(map) : (words ?? []).map((word) => [word, word]),
  );
  return {
    read(row, leftovers) {
      const raw = trimmed(cell(row));
      const word = (raw === null ? null : (known.get(raw) ?? null)) as Word | null;
      if (raw !== null) leftovers.note(column, raw, word);
      return word;
    },
    admits(values) {
      const raw = [...known].flatMap(([text, word]) => (values.includes(word) ? [text] : []));
      return raw.length > 0 && dialect.oneOf(dialect.text(column), raw.map(textValue));
    },
  };
}

function valueField(
  spec: FieldSpec | undefined,
  usual: Conversion,
  context: FieldContext,
): Field<string | number> {
  if (!spec) return ABSENT;
  const { column, value, map, otherwise } = spec;
  if (column === undefined) return constant(value ?? '');
  const as = spec.as ?? usual;
  const rules = { ...context.rules, ...(spec.zone && { zone: spec.zone }), format: spec.format };
  const cell = context.columns.reader(column);
  const mapped = (text: string): string | number | null => {
    const known = map && Object.hasOwn(map, text) ? map[text] : undefined;
    if (known !== undefined) return known;
    return map && otherwise === 'null' ? null : convert(text, as, rules);
  };
  return {
    read(row, leftovers) {
      const text = trimmed(cell(row));
      if (text === null) return null;
      const value = mapped(text);
      if (!isVoid(text, as)) leftovers.note(column, text, value);
      return value;
    },
    admits(values) {
      if (as !== 'text') return null;
      const raw = rawTexts(values, map, otherwise === 'keep');
      return raw.length > 0 && context.dialect.oneOf(context.dialect.text(column), raw.map(textValue));
    },
  };
}

/** The texts in the column that become one of these values. */
function rawTexts(
  values: readonly string[],
  map: Readonly<Record<string, string>> | undefined,
  keep: boolean,
): string[] {
  const raw = Object.entries(map ?? {}).flatMap(([text, value]) => (values.includes(value) ? [text] : []));
  const kept = keep
    ? values.filter((value) => value === trimmed(value) && !(map && Object.hasOwn(map, value)))
    : [];
  return [...raw, ...kept];
}

function constant<T extends string | number>(value: T): Field<T> {
  return { read: () => value, admits: (values) => values.includes(String(value)) };
}

function nullable<From, To>(value: From | null, to: (value: From) => To | null): To | null {
  return value === null ? null : to(value);
}

function finite(value: string | number): number | null {
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
