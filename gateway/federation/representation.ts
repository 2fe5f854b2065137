/** What a subgraph is told of entities, straight as JSON: how, is worked out once per fetch and type of the entity. */
import { jsonOf } from '../json-text.ts';
import type { EntityFetch, RequiresField, RequiresSelection } from '../plan/planner.ts';
import type { Data } from './places.ts';
import type { PlannedTypes } from './types.ts';

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
  /** What is written around all that is read. */
  readonly frame: string;
}

/** Of types of one selection; more are worked out anew each time. */
const MAX_TYPES = 200;

/** Per type name of an object. */
type Selection = (typeName: unknown) => Parts;

/** Begins with none, for every fetch anew. */
export function representationsFor(types: PlannedTypes, entity: EntityFetch): () => Representations {
  const selection = selectionOf(types, entity.requires, entity.typeNames);
  return () => new Representations(selection);
}

/** Entities, each once: told apart by what is told of them. */
export class Representations {
  /** As JSON. */
  readonly texts: string[] = [];
  readonly #selection: Selection;
  readonly #byText = new Map<unknown, number>();
  /** By frame, where all that differs is one scalar: to look up a text that was just put together is to read all of it. */
  readonly #byScalar = new Map<string, Map<unknown, number>>();

  constructor(selection: Selection) {
    this.#selection = selection;
  }

  /** Its number; undefined where the entity is not asked for, or something that it needs is not known. */
  add(object: Data): number | undefined {
    const parts = this.#selection(object['__typename']);
    // Its type alone is no key.
    if (parts.fields < 2) return undefined;
    const scalar = scalarOf(parts, object);
    let text = scalar === undefined ? write(parts, object) : undefined;
    const known = scalar === undefined ? this.#byText : this.#scalarsOf(parts);
    const number = known.get(scalar ?? text);
    if (number !== undefined) return number;
    text ??= write(parts, object);
    if (text === undefined) return undefined;
    known.set(scalar ?? text, this.texts.length);
    return this.texts.push(text) - 1;
  }

  #scalarsOf({ frame }: Parts): Map<unknown, number> {
    let scalars = this.#byScalar.get(frame);
    if (!scalars) this.#byScalar.set(frame, (scalars = new Map()));
    return scalars;
  }
}

/** Of an object of which one scalar is read and nothing else. */
function scalarOf({ read }: Parts, object: Data): string | number | undefined {
  const [only] = read;
  const value = only && read.length === 1 ? object[only.dataKey] : undefined;
  return typeof value === 'string' || typeof value === 'number' ? value : undefined;
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
  const closing = `${opening.replace(/,$/, '')}}`;
  const frame = [...read.map((part) => part.opening), closing].join(' ');
  return { fields: fields.size, read, closing, frame };
}
