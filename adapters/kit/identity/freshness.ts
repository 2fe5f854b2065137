/**
 * Whose place may be another one than when it was read last. A source that tells that nothing of its own has changed is not asked
 * before something has; every other one is asked each period.
 */
import { sourceOf } from '#schema/ids.ts';
import type { Binding } from './binder.ts';

interface Reading {
  /** Another binding of the object was not read yet. */
  readonly binding: Binding;
  /** How often marks had been taken when it was asked. */
  readonly taken: number;
  readonly at: number;
  /** Nobody could say, or not all of it. */
  readonly unsure: boolean;
}

interface Source {
  mark: string | null;
  /** When it last told its mark. */
  toldAt: number;
  /** How often marks had been taken when it may have changed last, and when that was. */
  changed: number;
  at: number;
}

/** The answer comes somewhat after the turn began: the next turn but so many is for it again, not the one after that. */
const NEARLY = 0.9;
/** For how many periods a source that has told its mark may be silent: one that is busy, or away for a moment, has mostly not changed. */
const SILENT = 10;

export class Freshness {
  readonly #everyMs: number;
  readonly #now: () => number;
  readonly #sources = new Map<string, Source>();
  /** By object. Not by binding, weakly: with hundreds of thousands of them that holds up every collection of garbage. */
  readonly #readings = new Map<string, Reading>();
  #taken = 0;

  constructor(everyMs: number, now: () => number) {
    this.#everyMs = everyMs;
    this.#now = now;
  }

  /** How often marks were taken: what is asked from now on is as fresh as the last ones. */
  get taken(): number {
    return this.#taken;
  }

  /** What sources tell of themselves now; the others cannot tell, and may have changed once a period. True where something may have. */
  take(marks: ReadonlyMap<string, string | null>): boolean {
    this.#taken++;
    const now = this.#now();
    for (const name of marks.keys()) this.#source(name);
    let changed = false;
    for (const [name, source] of this.#sources) {
      const mark = marks.get(name) ?? null;
      if (mark !== null) source.toldAt = now;
      const isSame = mark === source.mark && (mark !== null || now - source.at < this.#everyMs);
      if (isSame || this.#waitsFor(source, mark)) continue;
      Object.assign(source, { mark, changed: this.#taken, at: now });
      changed = true;
    }
    return changed;
  }

  #waitsFor({ toldAt }: Source, mark: string | null): boolean {
    return mark === null && this.#now() - toldAt < SILENT * this.#everyMs;
  }

  /** When its place is to be read: never while nothing has changed, and more than once a period only where that has passed for its source. */
  dueAt(binding: Binding): number {
    const reading = this.#readings.get(binding.nativeId);
    if (reading?.binding !== binding) return -Infinity;
    const next = reading.at + this.#everyMs * NEARLY;
    if (reading.unsure) return next;
    const { mark, changed } = this.#source(sourceOf(binding.id));
    if (changed <= reading.taken) return Infinity;
    return mark === null ? -Infinity : next;
  }

  /** Its place was asked for after marks had been taken so often. `unsure`: nobody could say, or not all of it. */
  read(binding: Binding, taken: number, unsure = binding.ancestorIds === null): void {
    // From now on it matters what this source tells.
    this.#source(sourceOf(binding.id));
    this.#readings.set(binding.nativeId, { binding, taken, at: this.#now(), unsure });
  }

  /** The object is gone. */
  drop(nativeId: string): void {
    this.#readings.delete(nativeId);
  }

  /** Everything is to be read, whatever sources tell. */
  forget(): void {
    this.#readings.clear();
  }

  /** One that was never heard of may have changed. */
  #source(name: string): Source {
    const known = this.#sources.get(name) ?? {
      mark: null,
      toldAt: -Infinity,
      changed: this.#taken,
      at: -Infinity,
    };
    this.#sources.set(name, known);
    return known;
  }
}
