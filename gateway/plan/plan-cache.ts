/**
 * Plans by what is asked for. They survive a change of the supergraph: then each is made anew when it is next asked for, and where it comes
 * out as it was, the old one stays in its place, and with it all that was worked out from it.
 */
import { ByteCache, type CacheStats } from '../byte-cache.ts';
import type { QueryPlan } from './planner.ts';

export interface PlanCacheStats extends CacheStats {
  /** Plans that came out as they were before the supergraph changed. */
  readonly unchanged: number;
}

interface Entry {
  /** Of which supergraph it is. */
  readonly generation: number;
  readonly plan: Promise<QueryPlan>;
}

const MAX_MIB = 32;
/** What a plan and what is worked out from it take, for each character of it as JSON. */
const BYTES_PER_CHARACTER = 8;
/** Of a plan that is still being made. */
const UNKNOWN_BYTES = 10_000;

export class PlanCache {
  readonly #entries: ByteCache<Entry>;
  #generation = 0;
  #unchanged = 0;

  constructor(maxMiB = MAX_MIB) {
    this.#entries = new ByteCache<Entry>(maxMiB);
  }

  get stats(): PlanCacheStats {
    return { ...this.#entries.stats, unchanged: this.#unchanged };
  }

  /** For another supergraph than those before it. */
  nextGeneration(): number {
    this.#generation += 1;
    return this.#generation;
  }

  /** Who asks for the same plan meanwhile waits for the same. `isFinal`: whether a failure is one for good. */
  get(
    generation: number,
    key: string,
    make: () => Promise<QueryPlan>,
    isFinal: (error: unknown) => boolean,
  ): Promise<QueryPlan> {
    const known = this.#entries.get(key);
    if (known?.generation === generation) return known.plan;
    // Of an operation that began before the supergraph changed: what is there is newer.
    if (known && known.generation > generation) return make();
    const plan = known ? this.#unlessChanged(known.plan, make) : make();
    const entry: Entry = { generation, plan };
    this.#entries.set(key, entry, UNKNOWN_BYTES);
    plan.then(
      (made) => this.#settle(key, entry, JSON.stringify(made).length * BYTES_PER_CHARACTER),
      (error: unknown) => this.#settle(key, entry, isFinal(error) ? UNKNOWN_BYTES : null),
    );
    return plan;
  }

  async #unlessChanged(before: Promise<QueryPlan>, make: () => Promise<QueryPlan>): Promise<QueryPlan> {
    const [old, made] = await Promise.all([before.catch(() => null), make()]);
    if (old === null || JSON.stringify(old) !== JSON.stringify(made)) return made;
    this.#unchanged += 1;
    return old;
  }

  /** `bytes`: null where it is not to be kept. */
  #settle(key: string, entry: Entry, bytes: number | null): void {
    if (this.#entries.peek(key) !== entry) return;
    if (bytes === null) this.#entries.delete(key);
    else this.#entries.set(key, entry, bytes);
  }
}
