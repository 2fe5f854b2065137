/** Which bindings are looked at again, and when. */
export class Reviews {
  readonly #due = new Map<string, number>();
  readonly #ready = new Set<string>();

  get ready(): number {
    return this.#ready.size;
  }

  /** As soon as there is time. */
  now(nativeId: string): void {
    this.#due.delete(nativeId);
    this.#ready.add(nativeId);
  }

  later(nativeId: string, at: number): void {
    this.#due.set(nativeId, at);
  }

  drop(nativeId: string): void {
    this.#due.delete(nativeId);
    this.#ready.delete(nativeId);
  }

  take(): string | null {
    for (const nativeId of this.#ready) {
      this.#ready.delete(nativeId);
      return nativeId;
    }
    return null;
  }

  wakeDue(now: number): void {
    for (const [nativeId, at] of this.#due) if (at <= now) this.now(nativeId);
  }

  /** When the next one is due; Infinity where none is. */
  nextDue(): number {
    let next = Infinity;
    for (const at of this.#due.values()) next = Math.min(next, at);
    return next;
  }
}
