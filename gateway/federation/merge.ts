/** How what a subgraph says comes into the data. What is merged came from parsed JSON whose dangerous keys were dropped. */
import type { Data } from './places.ts';
import type { Shared } from './shared.ts';

/** Merges one answer into the places that it is for. */
export class Merge {
  readonly #shared: Shared;
  readonly #several: boolean;
  /** What stood in several of the places, and has been merged with a part of the answer for one of them. */
  #copies: Map<object, { readonly value: object; readonly copy: object }> | null = null;

  /** `several`: into more than one place, which then share it. */
  constructor(shared: Shared, several = false) {
    this.#shared = shared;
    this.#several = several;
  }

  /**
   * Objects and lists of both are merged; where both have a value, the later one stands. Of two names for the type of an object that of the
   * type itself stands: a subgraph may know it by its interface alone.
   */
  into(target: Data, source: Data): void {
    if (target === source) return;
    for (const key of Object.keys(source)) {
      const value = source[key];
      if (value === undefined) continue;
      const present = target[key];
      if (typeof present !== 'object' || present === null) {
        if (key === '__typename' && present !== undefined && this.#shared.isAbstract(value)) continue;
        if (value !== null || present === undefined) target[key] = this.#given(value);
      } else if (typeof value === 'object' && value !== null) target[key] = this.#merged(present, value);
    }
  }

  #lists(target: unknown[], source: readonly unknown[]): void {
    for (const [index, value] of source.entries()) {
      const present = target[index];
      if (typeof present === 'object' && present !== null) {
        if (typeof value === 'object' && value !== null) target[index] = this.#merged(present, value);
      } else if (value !== null || present === undefined) target[index] = this.#given(value);
    }
  }

  #given(value: unknown): unknown {
    if (this.#several && typeof value === 'object' && value !== null) this.#shared.add(value);
    return value;
  }

  #merged(present: object, value: object): object {
    if (!this.#shared.has(present)) return this.#mix(present, value);
    // Others may have it too, who are told something else.
    const copies = (this.#copies ??= new Map());
    const known = copies.get(present);
    if (known?.value === value) return known.copy;
    const copy = this.#mix(copyOf(present), value);
    copies.set(present, { value, copy });
    if (this.#several) this.#shared.add(copy);
    return copy;
  }

  #mix(present: object, value: object): object {
    if (Array.isArray(present) && Array.isArray(value)) this.#lists(present, value);
    else if (!Array.isArray(present) && !Array.isArray(value)) this.into(present as Data, value as Data);
    return present;
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
