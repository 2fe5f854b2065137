/**
 * From what was fetched straight to the text of the answer: the client's own fields, leaves checked against their types, nulls carried
 * up as the specification says (6.4.4).
 */
import { GraphQLError } from 'graphql';
import { leafWriter } from './leaf.ts';
import type { FieldShape, ObjectShape, ValueShape } from './shape.ts';

export interface Written {
  /** "null" where a null was carried up to the root. */
  readonly text: string;
  /** Values that do not fit their types. */
  readonly errors: readonly GraphQLError[];
}

/** `introspection` has the answers of the schema, as JSON, by response key. */
export function writeAnswer(
  shape: ObjectShape,
  data: unknown,
  introspection: ReadonlyMap<string, string>,
): Written {
  const writer = new Writer(introspection);
  return { text: writer.object(shape, data) ?? 'null', errors: writer.errors };
}

/** Stands where a null was met that may not be: whoever is around it is null instead. */
const BROKEN = undefined;
type Text = string | typeof BROKEN;

class Writer {
  readonly errors: GraphQLError[] = [];
  readonly #introspection: ReadonlyMap<string, string>;
  readonly #path: (string | number)[] = [];

  constructor(introspection: ReadonlyMap<string, string>) {
    this.#introspection = introspection;
  }

  object(shape: ObjectShape, value: unknown): Text {
    const object = value as Readonly<Record<string, unknown>>;
    const typeName = shape.typeName ?? ownTypeName(object) ?? shape.type.name;
    const fields = shape.of(typeName);
    if (fields === undefined) throw new WrongType(shape, typeName);
    let text = '{';
    for (const field of fields) {
      if (field.value.kind === 'TYPE_NAME' && typeName !== shape.typeName && typeName === shape.type.name)
        throw new WrongType(shape, typeName);
      const written = this.#field(field, object, typeName);
      if (written === BROKEN) return BROKEN;
      text += text === '{' ? field.opening + written : `,${field.opening}${written}`;
    }
    return `${text}}`;
  }

  #field(field: FieldShape, object: Readonly<Record<string, unknown>>, typeName: string): Text {
    const { value } = field;
    if (value.kind === 'TYPE_NAME') return `"${typeName}"`;
    if (value.kind === 'INTROSPECTION') return this.#introspection.get(field.responseKey) ?? 'null';
    this.#path.push(field.responseKey);
    // What the language itself gives every object is a function, and JSON has none: it counts as nothing.
    const written = this.#value(field, value, object[field.dataKey]);
    this.#path.pop();
    return written;
  }

  #value(field: FieldShape, shape: ValueShape, value: unknown): Text {
    if (value === null || value === undefined || typeof value === 'function') {
      if (!shape.nonNull) return 'null';
      this.#fault(field, `Cannot return null for non-nullable field ${field.name}.`);
      return BROKEN;
    }
    const depth = this.#path.length;
    try {
      const text = this.#present(field, shape, value);
      if (text !== BROKEN) return text;
    } catch (error) {
      this.#path.length = depth;
      this.#fault(field, error instanceof Error ? error.message : String(error), error);
    }
    return shape.nonNull ? BROKEN : 'null';
  }

  #present(field: FieldShape, shape: ValueShape, value: unknown): Text {
    switch (shape.kind) {
      case 'LEAF':
        return leafWriter(shape.type)(value);
      case 'LIST':
        return this.#list(field, shape.item, value);
      case 'OBJECT':
        if (typeof value !== 'object' || Array.isArray(value)) throw new WrongType(shape.shape, value);
        return this.object(shape.shape, value);
      default:
        throw new TypeError(`A value must not be written as ${shape.kind}.`);
    }
  }

  #list(field: FieldShape, item: ValueShape, value: unknown): Text {
    if (!Array.isArray(value))
      throw new TypeError(`Expected Iterable, but did not find one for field "${field.name}".`);
    let text = '[';
    for (let index = 0; index < value.length; index += 1) {
      this.#path.push(index);
      const written = this.#value(field, item, value[index]);
      this.#path.pop();
      if (written === BROKEN) return BROKEN;
      text += index === 0 ? written : `,${written}`;
    }
    return `${text}]`;
  }

  #fault({ nodes }: FieldShape, message: string, originalError?: unknown): void {
    this.errors.push(
      new GraphQLError(message, {
        nodes,
        path: [...this.#path],
        ...(originalError instanceof Error && { originalError }),
      }),
    );
  }
}

function ownTypeName(object: Readonly<Record<string, unknown>>): string | undefined {
  const name = object['__typename'];
  return typeof name === 'string' ? name : undefined;
}

class WrongType extends TypeError {
  constructor({ type }: ObjectShape, got: unknown) {
    super(`A value must be an object of ${type.name}, but got: ${JSON.stringify(got)}.`);
  }
}
