/** The objects that are being looked up: their states and why, and when each is asked again. */
import type { BindingState, NativeObject } from './binder.ts';
import { type Explanation, NOT_YET } from './findings.ts';

export type Unresolved = Exclude<BindingState, 'BOUND'>;

export interface Told {
  readonly state: Unresolved;
  readonly explanation: Explanation;
}

const PENDING: Told = { state: 'PENDING', explanation: NOT_YET };

export interface Watched {
  readonly object: NativeObject;
  /** Its identifiers, and what operators say of it, as text: observed with others, it is looked up again at once. */
  readonly evidence: string;
  /** The last verdict. One that was reached with every inventory stays while one of them is away. */
  told: Told;
  /** When to ask again, milliseconds since 1970. */
  dueAt: number;
  /** How often in a row an inventory was missing. */
  misses: number;
}

export class Unbound {
  readonly #watched = new Map<string, Watched>();
  readonly #ready = new Set<string>();

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

  /** Observed: new ones, and those of which something else is known or said, are ready. True if it is one of these. */
  watch(object: NativeObject, said: string | null): boolean {
    const { nativeId, name, identifiers } = object;
    const evidence = JSON.stringify([name, identifiers, said]);
    if (this.#watched.get(nativeId)?.evidence === evidence) return false;
    this.#watched.set(nativeId, { object, evidence, told: PENDING, dueAt: Infinity, misses: 0 });
    this.#ready.add(nativeId);
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

  /** Found, or gone: no longer looked up. */
  drop(nativeId: string): void {
    this.#watched.delete(nativeId);
    this.#ready.delete(nativeId);
  }

  /** More is known of what it is in: it is ready. */
  wake(nativeId: string): void {
    if (this.#watched.has(nativeId)) this.#ready.add(nativeId);
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
