/** A cache of texts' meanings that forgets what was not used for longest. Long texts are not kept, so that its size has a bound. */
const MAX_KEY_LENGTH = 32_768;

export class BoundedCache<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #maxEntries: number;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The value of a key, made now if it is not here. What throws is not kept. */
  get(key: string, make: () => Value): Value {
    const known = this.#entries.get(key);
    if (known !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known;
    }
    const value = make();
    if (key.length <= MAX_KEY_LENGTH) this.#keep(key, value);
    return value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  #keep(key: string, value: Value): void {
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#maxEntries) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }
}
