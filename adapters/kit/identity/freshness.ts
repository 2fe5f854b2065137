/**
 * Whose place may be another one than when it was read last. A source that tells that nothing of its own has changed is not asked
 * before something has; every other one is asked each period.
 */
import { sourceOf } from '#schema/ids.ts';
import type { Binding } from './binder.ts';

interface Reading {
  /** How often marks had been taken when it was asked. */
  readonly taken: number;
  readonly at: number;
  /** Nobody could say, or not all of it. */
  readonly unsure: boolean;
}

interface Source {
  mark: string | null;
  changed: number;
}

/** The answer comes somewhat after the turn began: the next turn but so many is for it again, not the one after that. */
const NEARLY = 0.9;

export class Freshness {
  readonly #everyMs: number;
  readonly #now: () => number;
  readonly #sources = new Map<string, Source>();
  #readings = new WeakMap<Binding, Reading>();
  #taken = 0;

  constructor(everyMs: number, now: () => number) {
    this.#everyMs = everyMs;
    this.#now = now;
  }

  /** How often marks were taken: what is asked from now on is as fresh as the last ones. */
  get taken(): number {
    return this.#taken;
  }

  /** What sources tell of themselves now; the others cannot tell. True where something may have changed. */
  take(marks: ReadonlyMap<string, string | null>): boolean {
    this.#taken++;
    for (const name of marks.keys()) this.#source(name);
    let changed = false;
    for (const [name, source] of this.#sources) {
      const mark = marks.get(name) ?? null;
      if (mark !== null && mark === source.mark) continue;
      source.mark = mark;
      source.changed = this.#taken;
      changed = true;
    }
    return changed;
  }

  /** Is its place to be read now? None is read more often than once a period, as near as turns come to that. */
  isDue(binding: Binding): boolean {
    const reading = this.#readings.get(binding);
    if (!reading) return true;
    if (this.#now() - reading.at < this.#everyMs * NEARLY) return false;
    return reading.unsure || this.#source(sourceOf(binding.id)).changed > reading.taken;
  }

  /** Its place was asked for after marks had been taken so often. */
  read(binding: Binding, taken: number, unsure = binding.ancestorIds === null): void {
    // From now on it matters what this source tells.
    this.#source(sourceOf(binding.id));
    this.#readings.set(binding, { taken, at: this.#now(), unsure });
  }

  /** Everything is to be read, whatever sources tell. */
  forget(): void {
    this.#readings = new WeakMap();
  }

  /** One that was never heard of may have changed. */
  #source(name: string): Source {
    const known = this.#sources.get(name) ?? { mark: null, changed: this.#taken };
    this.#sources.set(name, known);
    return known;
  }
}
