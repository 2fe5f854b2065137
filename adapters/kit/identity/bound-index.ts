/** The bindings of a source, by object, by resource and by everything that contains the resource. */
import type { Binding } from './binder.ts';

const NONE: readonly string[] = [];

export class BoundIndex<Kept extends Binding = Binding> {
  readonly #bindings = new Map<string, Kept>();
  readonly #objects = new Map<string, readonly string[]>();
  readonly #within = new Map<string, Set<string>>();
  readonly #unplaced = new Set<string>();
  #revision = 0;

  /** Counts changes. */
  get revision(): number {
    return this.#revision;
  }

  get(nativeId: string): Kept | null {
    return this.#bindings.get(nativeId) ?? null;
  }

  values(): Iterable<Kept> {
    return this.#bindings.values();
  }

  /** The objects bound to resources of which nobody could say what contains them. */
  get unplacedObjects(): ReadonlySet<string> {
    return this.#unplaced;
  }

  set(binding: Kept): void {
    this.delete(binding.nativeId);
    const { nativeId, id } = binding;
    this.#revision++;
    this.#bindings.set(nativeId, binding);
    this.#objects.set(id, [...(this.#objects.get(id) ?? NONE), nativeId]);
    if (binding.ancestorIds === null) this.#unplaced.add(nativeId);
    for (const container of containersOf(binding)) {
      const inside = this.#within.get(container);
      if (inside) inside.add(nativeId);
      else this.#within.set(container, new Set([nativeId]));
    }
  }

  delete(nativeId: string): void {
    const binding = this.#bindings.get(nativeId);
    if (!binding) return;
    this.#revision++;
    this.#bindings.delete(nativeId);
    this.#unplaced.delete(nativeId);
    const objects = (this.#objects.get(binding.id) ?? NONE).filter((object) => object !== nativeId);
    if (objects.length > 0) this.#objects.set(binding.id, objects);
    else this.#objects.delete(binding.id);
    for (const container of containersOf(binding)) {
      const inside = this.#within.get(container);
      inside?.delete(nativeId);
      if (inside?.size === 0) this.#within.delete(container);
    }
  }

  /** The objects bound to exactly this resource. */
  boundTo(resourceId: string): readonly string[] {
    return this.#objects.get(resourceId) ?? NONE;
  }

  /** The objects bound to this resource or to anything inside it. */
  boundWithin(resourceId: string): readonly string[] {
    return [...this.boundTo(resourceId), ...(this.#within.get(resourceId) ?? NONE)];
  }
}

/** Besides the resource itself. */
function containersOf({ id, ancestorIds }: Binding): readonly string[] {
  return ancestorIds?.filter((container) => container !== id) ?? NONE;
}
