/** What a subgraph is told of an entity, straight as JSON: worked out once per fetch and type of the entity. */
import { jsonOf } from '../json-text.ts';
import type { EntityFetch, RequiresField, RequiresSelection } from '../plan/planner.ts';
import type { Data } from './places.ts';
import type { PlannedTypes } from './types.ts';

/** Undefined where the entity is not asked for, or something that it needs is not known. */
export type WriteRepresentation = (entity: Data) => string | undefined;

interface Part {
  /** With quotes and colon, and what stands before them. */
  readonly opening: string;
  readonly dataKey: string;
  readonly inner: Selection | null;
}

/** What is taken of an object of one type. */
interface Parts {
  /** How many fields it has in all. */
  readonly fields: number;
  /** What is read of the object; the type's name, which is known, stands in an opening. */
  readonly read: readonly Part[];
  readonly closing: string;
}

/** Of types of one selection; more are worked out anew each time. */
const MAX_TYPES = 200;

/** Per type name of an object. */
type Selection = (typeName: unknown) => Parts;

export function representationWriter(types: PlannedTypes, entity: EntityFetch): WriteRepresentation {
  const selection = selectionOf(types, entity.requires, entity.typeNames);
  return (object) => {
    const parts = selection(object['__typename']);
    // Its type alone is no key.
    return parts.fields < 2 ? undefined : write(parts, object);
  };
}

function write({ read, closing }: Parts, object: Data): string | undefined {
  let text = '';
  for (const { opening, dataKey, inner } of read) {
    const value = object[dataKey];
    if (value === undefined || typeof value === 'function') return undefined;
    text += opening;
    text += typeof value === 'object' && value !== null && inner ? writeInner(inner, value) : jsonOf(value);
  }
  return text + closing;
}

function writeInner(selection: Selection, value: object): string {
  if (Array.isArray(value)) {
    const elements = value.map((element: unknown) =>
      typeof element === 'object' && element !== null ? writeInner(selection, element) : jsonOf(element),
    );
    return `[${elements.join(',')}]`;
  }
  const object = value as Data;
  return write(selection(object['__typename']), object) ?? 'null';
}

function selectionOf(
  types: PlannedTypes,
  requires: readonly RequiresSelection[],
  typeNames: EntityFetch['typeNames'] = [],
): Selection {
  const known = new Map<unknown, Parts>();
  return (typeName) => {
    let parts = known.get(typeName);
    if (!parts) {
      const becomes = typeNames.find(({ type }) => types.isOfType(typeName, type))?.becomes;
      parts = partsOf(types, requires, typeName, becomes);
      // Names come from outside, and there may be no end to them.
      if (known.size < MAX_TYPES) known.set(typeName, parts);
    }
    return parts;
  };
}

/** The fields of every selection that fits the type, each once. */
function partsOf(
  types: PlannedTypes,
  requires: readonly RequiresSelection[],
  typeName: unknown,
  becomes: string | undefined,
): Parts {
  const fields = new Map<string, { field: RequiresField; inner: RequiresSelection[] }>();
  for (const { type, fields: own } of requires) {
    if (type !== undefined && !types.isOfType(typeName, type)) continue;
    for (const field of own) {
      const same = fields.get(field.name);
      if (same) same.inner.push(...(field.selections ?? []));
      else fields.set(field.name, { field, inner: [...(field.selections ?? [])] });
    }
  }
  const ownName = ({ dataKey }: RequiresField) => (dataKey === '__typename' ? typeName : undefined);
  const read: Part[] = [];
  let opening = '{';
  for (const { field, inner } of fields.values()) {
    opening += `${JSON.stringify(field.name)}:`;
    const name = field.name === '__typename' ? (becomes ?? ownName(field)) : undefined;
    if (typeof name === 'string') {
      opening += `${JSON.stringify(name)},`;
      continue;
    }
    read.push({
      opening,
      dataKey: field.dataKey,
      inner: inner.length > 0 ? selectionOf(types, inner) : null,
    });
    opening = ',';
  }
  // What is left was opened for a field that does not come.
  return { fields: fields.size, read, closing: `${opening.replace(/,$/, '')}}` };
}
