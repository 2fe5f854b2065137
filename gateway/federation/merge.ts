/** How what a subgraph says comes into the data. What is merged came from parsed JSON whose dangerous keys were dropped. */
import type { Data } from './places.ts';

/** Objects and lists of both are merged in place; where both have a value, the later one stands. */
export function mergeData(target: Data, source: Data): void {
  if (target === source) return;
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) continue;
    const present = target[key];
    if (typeof present !== 'object' || present === null) {
      if (value !== null || present === undefined) target[key] = value;
    } else if (typeof value === 'object' && value !== null) mergeValues(present, value);
  }
}

function mergeValues(present: object, value: object): void {
  if (Array.isArray(present) && Array.isArray(value)) mergeLists(present, value);
  else if (!Array.isArray(present) && !Array.isArray(value)) mergeData(present as Data, value as Data);
}

function mergeLists(target: unknown[], source: readonly unknown[]): void {
  for (const [index, value] of source.entries()) {
    const present = target[index];
    if (typeof present === 'object' && present !== null) {
      if (typeof value === 'object' && value !== null) mergeValues(present, value);
    } else if (value !== null || present === undefined) target[index] = value;
  }
}

/** A value of parsed JSON that shares nothing with it. */
export function copyOf<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((element: unknown) => copyOf(element)) as Value;
  const copy: Data = {};
  for (const key of Object.keys(value)) copy[key] = copyOf((value as Data)[key]);
  return copy as Value;
}
