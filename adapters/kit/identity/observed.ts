/** What the source has told of and not taken back: each object, and what is unique only within it. */
import type { NativeObject } from './binder.ts';
import { NameIndex } from './name-index.ts';

const NONE: ReadonlySet<string> = new Set();

export class Observed {
  readonly #objects = new Map<string, NativeObject>();
  readonly #inside = new Map<string, Set<string>>();
  readonly names = new NameIndex(() => this.#objects.values());

  get(nativeId: string): NativeObject | null {
    return this.#objects.get(nativeId) ?? null;
  }

  values(): Iterable<NativeObject> {
    return this.#objects.values();
  }

  /** How many of them are so. */
  count(holds: (nativeId: string) => boolean): number {
    let count = 0;
    for (const nativeId of this.#objects.keys()) if (holds(nativeId)) count++;
    return count;
  }

  set(object: NativeObject): void {
    const known = this.#objects.get(object.nativeId);
    if (known && isSame(known, object)) return;
    this.delete(object.nativeId);
    this.#objects.set(object.nativeId, object);
    this.names.add(object);
    for (const outer of outersOf(object)) {
      const inside = this.#inside.get(outer);
      if (inside) inside.add(object.nativeId);
      else this.#inside.set(outer, new Set([object.nativeId]));
    }
  }

  delete(nativeId: string): void {
    const object = this.#objects.get(nativeId);
    if (!object) return;
    this.#objects.delete(nativeId);
    this.names.remove(object);
    for (const outer of outersOf(object)) {
      const inside = this.#inside.get(outer);
      inside?.delete(nativeId);
      if (inside?.size === 0) this.#inside.delete(outer);
    }
  }

  /** The objects with identifiers that are unique within this one. */
  inside(nativeId: string): ReadonlySet<string> {
    return this.#inside.get(nativeId) ?? NONE;
  }
}

/** Sources tell of the same thousands again and again. */
function isSame(one: NativeObject, other: NativeObject): boolean {
  if (one === other) return true;
  const { identifiers } = one;
  if (one.name !== other.name || identifiers.length !== other.identifiers.length) return false;
  return identifiers.every((identifier, i) => {
    const { type, value, scope, within } = other.identifiers[i] ?? identifier;
    return (
      identifier.type === type &&
      identifier.value === value &&
      identifier.scope === scope &&
      identifier.within === within
    );
  });
}

function outersOf({ identifiers }: NativeObject): ReadonlySet<string> {
  return new Set(identifiers.flatMap(({ within }) => within ?? []));
}
