/** Every value inside the arguments of one field, with the type that the schema gives it and the place where it stands. */
import {
  type GraphQLArgument,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { MAX_BATCH } from './ports/page.ts';

export interface ArgumentValue {
  /** From the argument's name, e.g. `filter.within`; the values of a list stand at the place of the list. */
  readonly path: string;
  /** Without its outer non-null. */
  readonly type: GraphQLInputType;
  /** Coerced, never null. */
  readonly value: unknown;
}

/**
 * Outer values before inner ones. Values that are not given, or given as null, are left out, and so are those of a list that is
 * longer than any contract admits: it is wrong whatever it holds.
 */
export function* argumentValues(
  args: readonly GraphQLArgument[],
  values: Readonly<Record<string, unknown>>,
): Generator<ArgumentValue> {
  for (const arg of args) yield* inside(arg.name, arg.type, values[arg.name]);
}

function* inside(path: string, declared: GraphQLInputType, value: unknown): Generator<ArgumentValue> {
  if (value === null || value === undefined) return;
  const type: GraphQLInputType = getNullableType(declared);
  yield { path, type, value };
  if (isListType(type) && Array.isArray(value)) {
    if (value.length > MAX_BATCH) return;
    for (const item of value) yield* inside(path, type.ofType, item);
  } else if (isInputObjectType(type)) {
    const fields = value as Readonly<Record<string, unknown>>;
    for (const field of Object.values(type.getFields()))
      yield* inside(`${path}.${field.name}`, field.type, fields[field.name]);
  }
}
