/** What can be asked now, each once, the first in first. To take one costs the same however many there are. */
export class ReadyQueue {
  readonly #items = new Set<string>();
  /** Stays where it is: begun anew for each item it would step over all that were taken before. */
  #cursor = this.#items.values();

  get size(): number {
    return this.#items.size;
  }

  add(item: string): void {
    this.#items.add(item);
  }

  /** True if it was among them. */
  delete(item: string): boolean {
    return this.#items.delete(item);
  }

  /** Null when there is none. */
  take(): string | null {
    if (this.#items.size === 0) return null;
    let { value } = this.#cursor.next();
    if (value === undefined) {
      this.#cursor = this.#items.values();
      ({ value } = this.#cursor.next());
    }
    if (value === undefined) return null;
    this.#items.delete(value);
    return value;
  }
}
