/** The objects that are being looked up: their states, when each is asked again, and which of them wait for another. */
import type { BindingState, NativeObject } from './binder.ts';

export type Unresolved = Exclude<BindingState, 'BOUND'>;

export interface Watched {
  readonly object: NativeObject;
  /** Its identifiers as text: observed with others, it is looked up again at once. */
  readonly evidence: string;
  /** The last verdict. One that was reached with every inventory stays while one of them is away. */
  verdict: Unresolved;
  /** When to ask again, milliseconds since 1970. */
  dueAt: number;
  /** How often in a row an inventory was missing. */
  misses: number;
}

export class Unbound {
  readonly #watched = new Map<string, Watched>();
  readonly #ready = new Set<string>();
  readonly #dependents = new Map<string, Set<string>>();

  /** How many can be asked now. */
  get ready(): number {
    return this.#ready.size;
  }

  get(nativeId: string): Watched | null {
    return this.#watched.get(nativeId) ?? null;
  }

  values(): Iterable<Watched> {
    return this.#watched.values();
  }

  /** Observed: new ones, and those whose identifiers have changed, are ready. True if it is one of these. */
  watch(object: NativeObject): boolean {
    const evidence = JSON.stringify([object.name, object.identifiers]);
    if (this.#watched.get(object.nativeId)?.evidence === evidence) return false;
    this.#watched.set(object.nativeId, { object, evidence, verdict: 'PENDING', dueAt: Infinity, misses: 0 });
    this.#ready.add(object.nativeId);
    for (const { within } of object.identifiers) {
      if (within === undefined) continue;
      const dependents = this.#dependents.get(within);
      if (dependents) dependents.add(object.nativeId);
      else this.#dependents.set(within, new Set([object.nativeId]));
    }
    return true;
  }

  /** Takes the next one that is ready; null when none is. */
  take(): Watched | null {
    for (const nativeId of this.#ready) {
      this.#ready.delete(nativeId);
      const watched = this.#watched.get(nativeId);
      if (watched) return watched;
    }
    return null;
  }

  /** Could not be asked: ready again. */
  putBack(watched: Watched): void {
    if (this.#watched.get(watched.object.nativeId) === watched) this.#ready.add(watched.object.nativeId);
  }

  /** Still the one that is being looked up? False where it was observed with other identifiers meanwhile. */
  holds(watched: Watched): boolean {
    return this.#watched.get(watched.object.nativeId) === watched;
  }

  /** Found: no longer looked up. */
  drop(nativeId: string): void {
    const watched = this.#watched.get(nativeId);
    this.#watched.delete(nativeId);
    this.#ready.delete(nativeId);
    for (const { within } of watched?.object.identifiers ?? []) {
      if (within === undefined) continue;
      const dependents = this.#dependents.get(within);
      dependents?.delete(nativeId);
      if (dependents?.size === 0) this.#dependents.delete(within);
    }
  }

  /** More is known of this object: those with identifiers within it are ready. */
  wakeDependents(nativeId: string): void {
    for (const dependent of this.#dependents.get(nativeId) ?? []) this.#ready.add(dependent);
  }

  /** Makes ready what is due by now. */
  wakeDue(now: number): void {
    for (const watched of this.#watched.values()) {
      if (watched.dueAt > now) continue;
      watched.dueAt = Infinity;
      this.#ready.add(watched.object.nativeId);
    }
  }

  /** When the next one is due; Infinity where none is. */
  nextDue(): number {
    let next = Infinity;
    for (const { dueAt } of this.#watched.values()) next = Math.min(next, dueAt);
    return next;
  }
}
