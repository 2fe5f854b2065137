/** Places in the data of an operation: the objects at a path of the plan, and keys that must be renamed on the way. */
import type { GraphQLSchema } from 'graphql';
import type { PathPart, Rename } from '../plan/planner.ts';
import { isOfType } from './types.ts';

export type Data = Record<string, unknown>;
export type AnswerPath = readonly (string | number)[];

/** Calls back for every object at the path. */
export function eachObject(
  schema: GraphQLSchema,
  value: unknown,
  path: readonly PathPart[],
  found: (object: Data) => void,
  at = 0,
): void {
  if (typeof value !== 'object' || value === null) return;
  // A list is gone through, whether the path says so or not: planners differ in it.
  if (Array.isArray(value)) {
    const next = path[at] === '@' ? at + 1 : at;
    for (const element of value) eachObject(schema, element, path, found, next);
    return;
  }
  const part = path[at];
  if (part === undefined) found(value as Data);
  else if (typeof part === 'string') {
    const inner = (value as Data)[part];
    if (typeof inner === 'object') eachObject(schema, inner, path, found, at + 1);
  } else if (fits(schema, (value as Data)['__typename'], part.types))
    eachObject(schema, value, path, found, at + 1);
}

/** Where no type name was asked for, the condition is one that always holds. */
function fits(schema: GraphQLSchema, typeName: unknown, types: readonly string[]): boolean {
  return typeName === undefined || types.some((type) => isOfType(schema, typeName, type));
}

/** Where in the answer an object stands that is at the path; empty where it is not. Slow: for errors. */
export function placeOf(root: unknown, path: readonly PathPart[], wanted: Data): AnswerPath {
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

/** Gives values the keys under which the data has them. */
export function rename(schema: GraphQLSchema, root: unknown, renames: readonly Rename[]): void {
  for (const { path, becomes } of renames) {
    const key = path.at(-1);
    if (typeof key !== 'string') continue;
    eachObject(schema, root, path.slice(0, -1), (object) => {
      if (!Object.hasOwn(object, key)) return;
      object[becomes] = object[key];
      Reflect.deleteProperty(object, key);
    });
  }
}
