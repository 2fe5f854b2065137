/**
 * SQL text with its values beside it. A value never becomes part of the text: where one belongs, the text has a mark, and the
 * dialect writes its own placeholder there when the statement is rendered. The mark is NUL, which no mapping can contain.
 */
export type Value =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'numbers'; readonly value: readonly bigint[] }
  | { readonly kind: 'texts'; readonly value: readonly string[] }
  /** Compared with a column as it is, under the column's own collation. */
  | { readonly kind: 'plain'; readonly value: string }
  | { readonly kind: 'plains'; readonly value: readonly string[] };

/** One part of a key. */
export type KeyPart = Extract<Value, { kind: 'number' | 'text' }>;

export interface Sql {
  readonly text: string;
  readonly values: readonly Value[];
}

const MARK = '\0';

/** Text that is ours or the integrator's. Never anything that came with a request or out of a row. */
export function trusted(text: string): Sql {
  if (text.includes(MARK)) throw new TypeError('SQL text must not contain NUL.');
  return { text, values: [] };
}

export function bound(value: Value): Sql {
  return { text: MARK, values: [value] };
}

/** A template whose holes are SQL themselves: sql`${column} > ${bound(key)}`. */
export function sql(strings: TemplateStringsArray, ...holes: readonly Sql[]): Sql {
  return {
    text: strings.reduce((text, part, i) => text + (holes[i - 1]?.text ?? '') + part),
    values: holes.flatMap((hole) => hole.values),
  };
}

export function joined(parts: readonly Sql[], separator: string): Sql {
  return {
    text: parts.map((part) => part.text).join(separator),
    values: parts.flatMap((part) => part.values),
  };
}

export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? trusted('1 = 1') : joined(conditions, ' AND ');
}

export function any(conditions: readonly Sql[]): Sql {
  if (conditions.length === 0) return trusted('1 = 0');
  const [only] = conditions;
  return conditions.length === 1 && only ? only : sql`(${joined(conditions, ' OR ')})`;
}

/** A whole number that our own code made: a page size, never a key. */
export function literal(count: number): Sql {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new TypeError(`A row count must be a whole number, but got: ${count}.`);
  return trusted(String(count));
}

/** The text with a placeholder at every mark. */
export function render(statement: Sql, placeholder: (value: Value, position: number) => string): string {
  let position = 0;
  return statement.text.replaceAll(MARK, () => {
    const value = statement.values[position];
    if (!value) throw new TypeError('A statement must have a value for every placeholder.');
    position += 1;
    return placeholder(value, position);
  });
}
