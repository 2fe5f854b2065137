/** The entities of the answer so far that a fetch is to extend, and how its results come to them. */
import type { EntityFetch, PathPart, RequiresSelection } from '../plan/planner.ts';
import { type Raw, emptyObject, isRaw, own } from './shares.ts';
import type { Path } from './place.ts';

export interface Target {
  readonly object: Record<string, unknown>;
  readonly path: Path;
}

/** Every object at a path; "@" goes into each element of a list. */
export function targetsAt(root: Record<string, unknown>, path: readonly PathPart[]): Target[] {
  let current: { value: unknown; path: Path }[] = [{ value: root, path: [] }];
  for (const part of path) {
    current = current.flatMap(({ value, path: at }) => {
      if (typeof part === 'object') {
        // Where no type name was asked for, the condition is one that always holds.
        const type = own(value, '__typename') ?? part.types[0];
        return part.types.some((name) => name === type) ? [{ value, path: at }] : [];
      }
      if (part === '@')
        return Array.isArray(value)
          ? value.map((element: unknown, index) => ({ value: element, path: [...at, index] }))
          : [];
      return isRaw(value) ? [{ value: own(value, part), path: [...at, part] }] : [];
    });
  }
  return current.flatMap(({ value, path: at }) => (isRaw(value) ? [{ object: value, path: at }] : []));
}

/** What the subgraph is told of an entity; null where something that it needs is not known. */
export function representation(object: Raw, entities: EntityFetch): Raw | null {
  return select(object, entities.requires);
}

function select(object: Raw, selections: readonly RequiresSelection[]): Raw | null {
  const output = emptyObject();
  const type = own(object, '__typename');
  for (const { type: condition, fields } of selections) {
    if (condition !== undefined && condition !== type) continue;
    for (const { name, dataKey, selections: inner } of fields) {
      const value = own(object, dataKey);
      if (value === undefined) return null;
      output[name] = inner && value !== null ? selectValue(value, inner) : value;
    }
  }
  return Object.keys(output).length > 1 ? output : null;
}

function selectValue(value: unknown, selections: readonly RequiresSelection[]): unknown {
  if (Array.isArray(value)) return value.map((element) => selectValue(element, selections));
  return isRaw(value) ? select(value, selections) : value;
}

/** Adds what a fetch brought; objects and lists of both are merged in place. */
export function mergeInto(target: Record<string, unknown>, source: Raw): void {
  if (target === source) return;
  for (const key of Object.keys(source)) {
    const value = source[key];
    const present = own(target, key);
    if (isRaw(present) && isRaw(value)) mergeInto(present, value);
    else if (Array.isArray(present) && Array.isArray(value)) mergeLists(present, value);
    else if (present === undefined || present === null) target[key] = value;
  }
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  source.forEach((value, index) => {
    const present = target[index];
    if (isRaw(present) && isRaw(value)) mergeInto(present, value);
    else if (Array.isArray(present) && Array.isArray(value)) mergeLists(present, value);
    else if (present === undefined || present === null) target[index] = value;
  });
}
