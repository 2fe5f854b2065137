/**
 * The text of an answer as long as everything fits: without places, without errors. Where something does not fit it gives up, and the
 * answer is written anew by `write.ts`, which knows what that means. Both write the same.
 */
import { isSpecifiedScalarType } from 'graphql';
import { quoted } from '../json-text.ts';
import { type WriteFields, type Writing, compileFields } from './compiled-fields.ts';
import { type WriteLeaf, leafWriter } from './leaf.ts';
import type { FieldShape, ObjectShape, ValueShape } from './shape.ts';

export interface KnownOfData {
  /** Does any object or list stand in several places? */
  readonly some: boolean;
  /** Does this one? */
  has(value: unknown): boolean;
  /** False where every text can be written as it is. */
  readonly mayNeedEscapes: boolean;
}

export interface QuickField {
  /** The key, and what stands before it. */
  readonly opening: string;
  readonly dataKey: string;
  readonly responseKey: string;
  /** Of the object that has it. */
  readonly shape: ObjectShape;
  readonly value: QuickValue;
}

export interface QuickValue {
  /** Leaves that are mostly of one kind in JSON too are told from the others. */
  readonly kind: Exclude<ValueShape['kind'], 'LEAF'> | 'STRING' | 'INT' | 'BOOLEAN' | 'LEAF';
  readonly nonNull: boolean;
  readonly write: WriteLeaf;
  readonly item: QuickValue | null;
  readonly object: QuickObject | null;
}

/** Stands where something does not fit. */
const GIVEN_UP = null;
type Text = string | typeof GIVEN_UP;

const NO_LEAF: WriteLeaf = () => {
  throw new TypeError('Only a leaf can be written as one.');
};

/** From so many objects of one shape on, code of its own pays. */
const MANY = 200;
/** With more fields making it takes longer than it is worth to wait for, whoever asks for them. */
const MOST_FIELDS = 100;

/** The fields of a type. */
class QuickFields {
  readonly #fields: readonly QuickField[];
  #objects = 0;
  #compiled: WriteFields | null = null;

  constructor(fields: readonly QuickField[]) {
    this.#fields = fields;
  }

  write(writer: Writer, object: Readonly<Record<string, unknown>>, typeName: string): Text {
    if (this.#compiled) return this.#compiled(writer, object, typeName);
    if (this.#fields.length === 0) return '{}';
    this.#objects += 1;
    if (this.#objects === MANY && this.#fields.length <= MOST_FIELDS)
      this.#compiled = compileFields(this.#fields);
    let text = '';
    for (const field of this.#fields) {
      const { kind } = field.value;
      const written =
        kind === 'TYPE_NAME' || kind === 'INTROSPECTION'
          ? writer.meta(field, typeName)
          : writer.value(field.value, object[field.dataKey]);
      if (written === GIVEN_UP) return GIVEN_UP;
      text += field.opening;
      text += written;
    }
    return `${text}}`;
  }
}

/** What is selected of an object: per type its fields, worked out when one is first met. */
export class QuickObject {
  readonly shape: ObjectShape;
  readonly #byType = new Map<string, QuickFields>();
  #own: QuickFields | undefined;

  constructor(shape: ObjectShape) {
    this.shape = shape;
  }

  /** Of an object type, whatever objects say of themselves. */
  get own(): QuickFields | undefined {
    return (this.#own ??= this.fieldsOf(this.shape.type.name));
  }

  /** Undefined where the type cannot stand here. */
  fieldsOf(typeName: string): QuickFields | undefined {
    const known = this.#byType.get(typeName);
    if (known) return known;
    const shapes = this.shape.of(typeName);
    if (!shapes) return undefined;
    const fields = new QuickFields(shapes.map((field, index) => quickField(this.shape, field, index)));
    this.#byType.set(typeName, fields);
    return fields;
  }
}

function quickField(
  shape: ObjectShape,
  { opening, dataKey, responseKey, value }: FieldShape,
  index: number,
): QuickField {
  const begins = index === 0 ? '{' : ',';
  return { opening: begins + opening, dataKey, responseKey, shape, value: quickValue(value) };
}

function quickValue(shape: ValueShape): QuickValue {
  const { kind, nonNull } = shape;
  const none = { nonNull, write: NO_LEAF, item: null, object: null };
  switch (kind) {
    case 'LEAF':
      return { ...none, kind: leafKind(shape.type), write: leafWriter(shape.type) };
    case 'LIST':
      return { ...none, kind, item: quickValue(shape.item) };
    case 'OBJECT':
      return { ...none, kind, object: new QuickObject(shape.shape) };
    default:
      return { ...none, kind };
  }
}

function leafKind(type: Parameters<typeof leafWriter>[0]): QuickValue['kind'] {
  if (!isSpecifiedScalarType(type)) return 'LEAF';
  if (type.name === 'Int') return 'INT';
  if (type.name === 'Boolean') return 'BOOLEAN';
  return type.name === 'Float' ? 'LEAF' : 'STRING';
}

/** Undefined where anything does not fit. */
export function writeQuickly(
  object: QuickObject,
  data: unknown,
  introspection: ReadonlyMap<string, string>,
  known?: KnownOfData,
): string | undefined {
  try {
    return new Writer(introspection, known).object(object, data) ?? undefined;
  } catch {
    return undefined;
  }
}

interface Before {
  readonly of: QuickValue;
  text: string;
  isFlat: boolean;
}

const asItIs = (text: string): string => `"${text}"`;

class Writer implements Writing {
  readonly quote: (text: string) => string;
  readonly #introspection: ReadonlyMap<string, string>;
  readonly #repeated: KnownOfData | null;
  /** What was written of values that stand in several places. */
  readonly #before = new Map<unknown, Before>();

  constructor(introspection: ReadonlyMap<string, string>, known: KnownOfData | undefined) {
    this.#introspection = introspection;
    this.#repeated = known?.some ? known : null;
    this.quote = known?.mayNeedEscapes === false ? asItIs : quoted;
  }

  object(quick: QuickObject, value: unknown): Text {
    const object = value as Readonly<Record<string, unknown>>;
    const { shape } = quick;
    const said = shape.typeName ?? object['__typename'];
    const typeName = typeof said === 'string' ? said : shape.type.name;
    const fields = shape.typeName === null ? quick.fieldsOf(typeName) : quick.own;
    return fields ? fields.write(this, object, typeName) : GIVEN_UP;
  }

  meta({ value, responseKey, shape: { type, typeName: own } }: QuickField, typeName: string): Text {
    if (value.kind === 'INTROSPECTION') return this.#introspection.get(responseKey) ?? 'null';
    return own === null && typeName === type.name ? GIVEN_UP : `"${typeName}"`;
  }

  value(shape: QuickValue, value: unknown): Text {
    if (value === null || value === undefined || typeof value === 'function')
      return shape.nonNull ? GIVEN_UP : 'null';
    switch (shape.kind) {
      case 'STRING':
        return typeof value === 'string' ? this.quote(value) : shape.write(value);
      case 'INT':
        return typeof value === 'number' && (value | 0) === value ? String(value) : shape.write(value);
      case 'BOOLEAN':
        return value === true ? 'true' : value === false ? 'false' : shape.write(value);
      case 'LEAF':
        return shape.write(value);
      default:
        return this.composed(shape, value);
    }
  }

  composed(shape: QuickValue, value: unknown): Text {
    return this.#repeated?.has(value) ? this.#again(shape, value) : this.#composed(shape, value);
  }

  #composed({ item, object }: QuickValue, value: unknown): Text {
    if (item) return Array.isArray(value) ? this.#list(item, value) : GIVEN_UP;
    if (!object || typeof value !== 'object' || Array.isArray(value)) return GIVEN_UP;
    return this.object(object, value);
  }

  #list(item: QuickValue, values: readonly unknown[]): Text {
    let text = '[';
    let first = true;
    for (const value of values) {
      const written = this.value(item, value);
      if (written === GIVEN_UP) return GIVEN_UP;
      if (first) first = false;
      else text += ',';
      text += written;
    }
    return `${text}]`;
  }

  #again(shape: QuickValue, value: unknown): Text {
    const before = this.#before.get(value);
    if (before?.of === shape) {
      if (!before.isFlat) flatten(before);
      return before.text;
    }
    const text = this.#composed(shape, value);
    if (text !== GIVEN_UP) this.#before.set(value, { of: shape, text, isFlat: false });
    return text;
  }
}

/** A text that was put together is a tree of its parts, gone through wherever it stands; looking at it as a number makes it one piece. */
function flatten(before: Before): void {
  Number(before.text);
  before.isFlat = true;
}
