/** Leaves as JSON text, checked against their types. The usual case of each type is decided here, the rest by the type itself. */
import { type GraphQLLeafType, isEnumType, isSpecifiedScalarType } from 'graphql';

export type WriteLeaf = (value: unknown) => string;

const MAX_INT = 2_147_483_647;
const MIN_INT = -2_147_483_648;

const writers = new WeakMap<GraphQLLeafType, WriteLeaf>();

/** How values of a type are written; the writer throws GraphQLError where a value is none of the type. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  let writer = writers.get(type);
  if (!writer) {
    writer = makeWriter(type);
    writers.set(type, writer);
  }
  return writer;
}

function makeWriter(type: GraphQLLeafType): WriteLeaf {
  const serialized: WriteLeaf = (value) => text(type.serialize(value));
  if (isEnumType(type)) {
    const values = new Map(type.getValues().map(({ name }) => [name, JSON.stringify(name)]));
    return (value) => (typeof value === 'string' ? values.get(value) : undefined) ?? serialized(value);
  }
  // A scalar of the schema's own may be any JSON.
  if (!isSpecifiedScalarType(type)) return text;
  switch (type.name) {
    case 'Int':
      return (value) =>
        Number.isInteger(value) && (value as number) <= MAX_INT && (value as number) >= MIN_INT
          ? String(value)
          : serialized(value);
    case 'Float':
      return (value) => (Number.isFinite(value) ? String(value) : serialized(value));
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? String(value) : serialized(value));
    default:
      return (value) => (typeof value === 'string' ? JSON.stringify(value) : serialized(value));
  }
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
