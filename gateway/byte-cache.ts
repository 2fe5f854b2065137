/** A cache of texts' meanings within a number of bytes, as far as they can be estimated: what was not used for longest is forgotten. */
export interface CacheStats {
  readonly entries: number;
  /** Estimated. */
  readonly bytes: number;
  readonly maxBytes: number;
  /** Since the start. */
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
}

interface Entry<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/** What would take more than this share is not kept: nothing throws everything else out. */
const LARGEST_SHARE = 1 / 8;
const MIB = 1024 * 1024;

export class ByteCache<Value> {
  readonly #maxBytes: number;
  readonly #entries = new Map<string, Entry<Value>>();
  #bytes = 0;
  #hits = 0;
  #misses = 0;
  #evictions = 0;

  constructor(maxMiB: number) {
    this.#maxBytes = maxMiB * MIB;
  }

  get stats(): CacheStats {
    return {
      entries: this.#entries.size,
      bytes: this.#bytes,
      maxBytes: this.#maxBytes,
      hits: this.#hits,
      misses: this.#misses,
      evictions: this.#evictions,
    };
  }

  get(key: string): Value | undefined {
    const known = this.#entries.get(key);
    if (!known) {
      this.#misses += 1;
      return undefined;
    }
    this.#hits += 1;
    this.#entries.delete(key);
    this.#entries.set(key, known);
    return known.value;
  }

  /** As `get`, but it does not count as use. */
  peek(key: string): Value | undefined {
    return this.#entries.get(key)?.value;
  }

  /** `bytes`: of the value, without those of the key. */
  set(key: string, value: Value, bytes: number): void {
    this.delete(key);
    const entry = { value, bytes: bytes + 2 * key.length };
    if (entry.bytes > this.#maxBytes * LARGEST_SHARE) return;
    this.#entries.set(key, entry);
    this.#bytes += entry.bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) break;
      this.delete(oldest);
      this.#evictions += 1;
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
