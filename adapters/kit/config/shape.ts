/** A zod schema as people see it: which keys stand where, which of them are secrets, what they are for. */
import * as z from 'zod';

/** The part of JSON Schema that zod gives for the input of our schemas; `secret` is the mark of secretOption. */
export interface Shape {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly secret?: boolean;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Shape;
  readonly items?: Shape;
  readonly prefixItems?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
}

export type Path = readonly PropertyKey[];

const cache = new WeakMap<z.ZodType, Shape>();

export function shapeOf(schema: z.ZodType): Shape {
  const known = cache.get(schema);
  if (known) return known;
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape;
  cache.set(schema, shape);
  return shape;
}

/** Every alternative that the schema allows at a path. */
export function shapesAt(root: Shape, path: Path): readonly Shape[] {
  return path.reduce<readonly Shape[]>(
    (shapes, key) => shapes.flatMap((shape) => alternatives(root, below(shape, key))),
    alternatives(root, root),
  );
}

/** The keys that a mapping at this path may have; empty where any key may stand. */
export function keysAt(root: Shape, path: Path): readonly string[] {
  return [...new Set(shapesAt(root, path).flatMap((shape) => Object.keys(shape.properties ?? {})))];
}

/** The path of the secret at or above `path`, null where there is none. */
export function secretAbove(root: Shape, path: Path): Path | null {
  const length = path.findIndex((_, i) => shapesAt(root, path.slice(0, i + 1)).some((shape) => shape.secret));
  return length < 0 ? null : path.slice(0, length + 1);
}

/** Is there a secret at `path` or anywhere below it? */
export function holdsSecret(root: Shape, path: Path): boolean {
  const waiting = [...shapesAt(root, path)];
  const seen = new Set<Shape>();
  for (let shape = waiting.pop(); shape; shape = waiting.pop()) {
    if (shape.secret) return true;
    if (seen.has(shape)) continue;
    seen.add(shape);
    const { properties, items, prefixItems, additionalProperties: values } = shape;
    const inner = [...Object.values(properties ?? {}), ...(prefixItems ?? []), ...(items ? [items] : [])];
    for (const next of [...inner, ...(typeof values === 'object' ? [values] : [])])
      waiting.push(...alternatives(root, next));
  }
  return false;
}

export function descriptionAt(root: Shape, path: Path): string | null {
  return shapesAt(root, path).find((shape) => shape.description !== undefined)?.description ?? null;
}

/** The shape itself and, of a choice or a reference, what it may stand for. */
export function alternatives(root: Shape, shape: Shape | undefined): readonly Shape[] {
  if (!shape) return [];
  const choices = [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])];
  const target = shape.$ref === undefined ? undefined : referred(root, shape.$ref);
  return [shape, ...[...choices, ...(target ? [target] : [])].flatMap((next) => alternatives(root, next))];
}

function referred(root: Shape, reference: string): Shape | undefined {
  return reference === '#' ? root : root.$defs?.[reference.replace('#/$defs/', '')];
}

function below(shape: Shape, key: PropertyKey): Shape | undefined {
  if (typeof key === 'number') return shape.prefixItems?.[key] ?? shape.items;
  const property = Object.hasOwn(shape.properties ?? {}, key) ? shape.properties?.[String(key)] : undefined;
  if (property) return property;
  return typeof shape.additionalProperties === 'object' ? shape.additionalProperties : undefined;
}
