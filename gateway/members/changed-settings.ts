/** Which settings of a party are others than before, by name and never by value. */
import { isDeepStrictEqual } from 'node:util';

/** e.g. `timeoutMs`, `options.url`; `settings` of what has no parts with names; empty where they are the same. */
export function changedSettings(before: unknown, after: unknown): string[] {
  return differing(before, after, 2).map((name) => (name === '' ? 'settings' : name));
}

function differing(before: unknown, after: unknown, depth: number): string[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (depth === 0 || !isPlain(before) || !isPlain(after)) return [''];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    differing(before[key], after[key], depth - 1).map((inner) => (inner === '' ? key : `${key}.${inner}`)),
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
