/** The objects that are being looked up: their states and why, and when each is asked again. */
import type { BindingState, NativeObject } from './binder.ts';
import { DueTimes } from './due-times.ts';
import { type Explanation, NOT_YET } from './findings.ts';
import { ReadyQueue } from './ready-queue.ts';

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
  /** Somebody waits for it. */
  hurried: boolean;
  /** How often in a row an inventory was missing. */
  misses: number;
}

export class Unbound {
  readonly #watched = new Map<string, Watched>();
  readonly #ready = new ReadyQueue();
  /** Those that somebody waits for: before all others. */
  readonly #hurried = new ReadyQueue();
  readonly #due = new DueTimes();

  /** How many can be asked now. */
  get ready(): number {
    return this.#ready.size + this.#hurried.size;
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
    const before = this.#watched.get(nativeId);
    if (before?.evidence === evidence) return false;
    const hurried = before?.hurried ?? false;
    const watched: Watched = { object, evidence, told: PENDING, hurried, misses: 0 };
    this.#due.delete(nativeId);
    this.#watched.set(nativeId, watched);
    this.#enqueue(watched);
    return true;
  }

  /**
   * Somebody waits for it: as long as it was never answered it goes ahead of the others, and so does what it is in. What was answered
   * waits for its time, however often it is wanted.
   */
  hurry(nativeId: string): void {
    const watched = this.#watched.get(nativeId);
    if (!watched || watched.hurried || watched.told.state !== 'PENDING') return;
    watched.hurried = true;
    for (const { within } of watched.object.identifiers) if (within !== undefined) this.hurry(within);
    if (this.#ready.delete(nativeId)) this.#hurried.add(nativeId);
  }

  /** Takes the next one that is ready; null when none is. */
  take(): Watched | null {
    const nativeId = this.#hurried.take() ?? this.#ready.take();
    return nativeId === null ? null : this.get(nativeId);
  }

  /** Could not be asked: ready again. */
  putBack(watched: Watched): void {
    if (this.holds(watched)) this.#enqueue(watched);
  }

  /** To be asked again at this time, milliseconds since 1970. */
  later(watched: Watched, at: number): void {
    if (this.holds(watched)) this.#due.set(watched.object.nativeId, at);
  }

  /** Still the one that is being looked up? False where it was observed with other identifiers meanwhile. */
  holds(watched: Watched): boolean {
    return this.#watched.get(watched.object.nativeId) === watched;
  }

  /** Found, or gone: no longer looked up. */
  drop(nativeId: string): void {
    this.#watched.delete(nativeId);
    this.#ready.delete(nativeId);
    this.#hurried.delete(nativeId);
    this.#due.delete(nativeId);
  }

  /** More is known of what it is in: it is ready. */
  wake(nativeId: string): void {
    const watched = this.#watched.get(nativeId);
    if (watched) this.#enqueue(watched);
  }

  /** Makes ready what is due by now. */
  wakeDue(now: number): void {
    for (const nativeId of this.#due.take(now)) this.wake(nativeId);
  }

  /** When the next one is due; Infinity where none is. */
  nextDue(): number {
    return this.#due.next();
  }

  #enqueue({ object, hurried }: Watched): void {
    (hurried ? this.#hurried : this.#ready).add(object.nativeId);
  }
}
