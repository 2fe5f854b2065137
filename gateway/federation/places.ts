/** Places in the data of an operation: the objects at a path of the plan, and keys that must be renamed on the way. */
import type { PathPart, Rename } from '../plan/planner.ts';
import type { Shared } from './shared.ts';
import type { PlannedTypes, TypeTest } from './types.ts';

export type Data = Record<string, unknown>;
export type AnswerPath = readonly (string | number)[];

/** A path of a plan, worked out for the types that there are. */
export type Path = readonly (string | TypeTest)[];

export function compilePath(types: PlannedTypes, path: readonly PathPart[]): Path {
  return path.map((part) => (typeof part === 'string' ? part : types.test(part.types)));
}

/** Every object at the path, in order. One that is shared by several places is found once. */
export function objectsAt(root: unknown, path: Path, shared?: Shared): Data[] {
  let values: unknown[] = [root];
  for (const part of path) {
    if (typeof part === 'function') values = objectsIn(values).filter((object) => part(object['__typename']));
    else if (part === '@') values = elementsOf(values);
    else values = valuesAt(values, part, shared);
  }
  return objectsIn(values);
}

function valuesAt(values: readonly unknown[], key: string, shared: Shared | undefined): unknown[] {
  const seen = shared?.some ? new Set<unknown>() : null;
  const found: unknown[] = [];
  for (const object of objectsIn(values)) {
    const value = object[key];
    if (typeof value !== 'object' || value === null) continue;
    if (seen && shared?.has(value)) {
      if (seen.has(value)) continue;
      seen.add(value);
    }
    found.push(value);
  }
  return found;
}

function elementsOf(values: readonly unknown[]): unknown[] {
  const [first] = values;
  if (values.length === 1 && Array.isArray(first)) return first;
  const elements: unknown[] = [];
  for (const value of values) if (Array.isArray(value)) for (const element of value) elements.push(element);
  return elements;
}

/** A list is gone through, whether the path says so or not: planners differ in it. */
function objectsIn(values: readonly unknown[], objects: Data[] = []): Data[] {
  for (const value of values) {
    if (Array.isArray(value)) objectsIn(value, objects);
    else if (typeof value === 'object' && value !== null) objects.push(value as Data);
  }
  return objects;
}

/** Where in the answer an object stands that is at the path; empty where it is not. Slow: for errors. */
export function placeOf(root: unknown, path: Path, wanted: Data): AnswerPath {
  const search = (value: unknown, at: number, place: AnswerPath): AnswerPath | null => {
    if (value === wanted && at >= path.length) return place;
    if (typeof value !== 'object' || value === null) return null;
    if (Array.isArray(value)) {
      const next = path[at] === '@' ? at + 1 : at;
      for (const [index, element] of value.entries()) {
        const found = search(element, next, [...place, index]);
        if (found) return found;
      }
      return null;
    }
    const part = path[at];
    if (part === undefined) return null;
    return typeof part === 'string'
      ? search((value as Data)[part], at + 1, [...place, part])
      : search(value, at + 1, place);
  };
  return search(root, 0, []) ?? [];
}

/** A value's key as it came, and where it stands; and the key under which the data has it. */
export interface Renaming {
  readonly path: Path;
  readonly key: string;
  readonly becomes: string;
}

export function compileRenames(types: PlannedTypes, renames: readonly Rename[]): Renaming[] {
  return renames.flatMap(({ path, becomes }) => {
    const key = path.at(-1);
    return typeof key === 'string' ? [{ path: compilePath(types, path.slice(0, -1)), key, becomes }] : [];
  });
}

/** Gives values the keys under which the data has them. */
export function rename(root: unknown, renames: readonly Renaming[]): void {
  for (const { path, key, becomes } of renames) {
    for (const object of objectsAt(root, path)) {
      if (!Object.hasOwn(object, key)) continue;
      object[becomes] = object[key];
      Reflect.deleteProperty(object, key);
    }
  }
}
