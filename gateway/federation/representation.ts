/** What a subgraph is told of an entity, straight as JSON: worked out once per fetch and type of the entity. */
import type { GraphQLSchema } from 'graphql';
import type { EntityFetch, RequiresField, RequiresSelection } from '../plan/planner.ts';
import type { Data } from './places.ts';
import { isOfType } from './types.ts';

/** Undefined where the entity is not asked for, or something that it needs is not known. */
export type WriteRepresentation = (entity: Data) => string | undefined;

interface Part {
  /** With quotes and colon. */
  readonly opening: string;
  readonly dataKey: string;
  readonly inner: Selection | null;
  /** The name of the type as the subgraph knows it. */
  readonly fixed: string | undefined;
}

/** Per type name of an object: what is taken of it. */
type Selection = (typeName: unknown) => readonly Part[];

export function representationWriter(schema: GraphQLSchema, entity: EntityFetch): WriteRepresentation {
  const selection = selectionOf(schema, entity.requires, entity.typeNames);
  return (object) => {
    const parts = selection(object['__typename']);
    // Its type alone is no key.
    return parts.length < 2 ? undefined : write(parts, object);
  };
}

function write(parts: readonly Part[], object: Data): string | undefined {
  let text = '{';
  for (const { opening, dataKey, inner, fixed } of parts) {
    const value = fixed ?? object[dataKey];
    if (value === undefined || typeof value === 'function') return undefined;
    if (text !== '{') text += ',';
    text += opening;
    text +=
      typeof value === 'object' && value !== null && inner ? writeInner(inner, value) : JSON.stringify(value);
  }
  return `${text}}`;
}

function writeInner(selection: Selection, value: object): string {
  if (Array.isArray(value)) {
    const elements = value.map((element: unknown) =>
      typeof element === 'object' && element !== null
        ? writeInner(selection, element)
        : JSON.stringify(element),
    );
    return `[${elements.join(',')}]`;
  }
  const object = value as Data;
  return write(selection(object['__typename']), object) ?? 'null';
}

function selectionOf(
  schema: GraphQLSchema,
  requires: readonly RequiresSelection[],
  typeNames: EntityFetch['typeNames'] = [],
): Selection {
  const known = new Map<unknown, readonly Part[]>();
  return (typeName) => {
    let parts = known.get(typeName);
    if (!parts) {
      const becomes = typeNames.find(({ type }) => isOfType(schema, typeName, type))?.becomes;
      parts = partsOf(schema, requires, typeName, becomes);
      // Only names of the schema are kept: others come from outside, and there is no end to them.
      if (typeName === undefined || schema.getType(String(typeName))) known.set(typeName, parts);
    }
    return parts;
  };
}

/** The fields of every selection that fits the type, each once. */
function partsOf(
  schema: GraphQLSchema,
  requires: readonly RequiresSelection[],
  typeName: unknown,
  becomes: string | undefined,
): Part[] {
  const fields = new Map<string, { field: RequiresField; inner: RequiresSelection[] }>();
  for (const { type, fields: own } of requires) {
    if (type !== undefined && !isOfType(schema, typeName, type)) continue;
    for (const field of own) {
      const same = fields.get(field.name);
      if (same) same.inner.push(...(field.selections ?? []));
      else fields.set(field.name, { field, inner: [...(field.selections ?? [])] });
    }
  }
  return [...fields.values()].map(({ field, inner }) => ({
    opening: `${JSON.stringify(field.name)}:`,
    dataKey: field.dataKey,
    inner: inner.length > 0 ? selectionOf(schema, inner) : null,
    fixed: field.name === '__typename' ? becomes : undefined,
  }));
}
