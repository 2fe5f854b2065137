/**
 * The fields of an object written by code made for them alone. A loop over fields looks up another key with each step, and the engine
 * learns nothing from it; in code of its own every key is where it was the last time. It is made of names of GraphQL and of JSON, and it
 * is worth making only where many objects of one shape are written.
 */
import type { QuickField, QuickValue } from './quick.ts';

/** What the code leaves to whoever writes the answer. Null stands where something does not fit. */
export interface Writing {
  /** A text as JSON. */
  readonly quote: (text: string) => string;
  /** A list or an object. */
  composed(value: QuickValue, of: unknown): string | null;
  /** What is told by the schema, and not by the data. */
  meta(field: QuickField, typeName: string): string | null;
}

export type WriteFields = (
  writing: Writing,
  object: Readonly<Record<string, unknown>>,
  typeName: string,
) => string | null;

/** Names of what the code is given beside its arguments. */
type Given = (value: unknown) => string;

/** Of at least one field. */
export function compileFields(fields: readonly QuickField[]): WriteFields {
  const values: unknown[] = [];
  const given: Given = (value) => `given${values.push(value) - 1}`;
  const body = fields.map((field) => fieldCode(field, given)).join('');
  const code = `return (writing, object, typeName) => {
    const { quote } = writing;
    let text = '', value, written;
    ${body}
    return text + '}';
  };`;
  // No text of a client stands in it but names, and those as JSON.
  // oxlint-disable-next-line no-new-func, typescript/no-implied-eval
  const make = new Function(...values.map((_, index) => `given${index}`), code) as (
    ...values: readonly unknown[]
  ) => WriteFields;
  return make(...values);
}

function fieldCode(field: QuickField, given: Given): string {
  const { opening, dataKey, value } = field;
  const open = `text += ${JSON.stringify(opening)};`;
  if (value.kind === 'TYPE_NAME' || value.kind === 'INTROSPECTION')
    return `${open} written = writing.meta(${given(field)}, typeName); ${WRITTEN}`;
  const none = value.nonNull ? 'return null;' : `text += 'null';`;
  return `${open} value = object[${JSON.stringify(dataKey)}];
    ${usual(value)} if (value === null || value === undefined || typeof value === 'function') ${none}
    else { ${other(value, given)} }\n`;
}

const WRITTEN = 'if (written === null) return null; text += written;';

/** What nearly all values of the type are. */
function usual({ kind }: QuickValue): string {
  switch (kind) {
    case 'STRING':
      return `if (typeof value === 'string') text += quote(value); else`;
    case 'INT':
      return `if (typeof value === 'number' && (value | 0) === value) text += value; else`;
    case 'BOOLEAN':
      return `if (value === true) text += 'true'; else if (value === false) text += 'false'; else`;
    default:
      return '';
  }
}

function other(value: QuickValue, given: Given): string {
  return value.kind === 'LIST' || value.kind === 'OBJECT'
    ? `written = writing.composed(${given(value)}, value); ${WRITTEN}`
    : `text += ${given(value.write)}(value);`;
}
