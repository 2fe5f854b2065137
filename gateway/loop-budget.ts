/**
 * What requests may take of one turn of the event loop. All that have come are read in one turn; were each worked on as it is read, then
 * everything else (the health that is asked for, answers of members, clients that leave) would wait for the last of them. So a turn that
 * has taken long begins no more: the next begin one in each turn, in the order of coming.
 */

/** From the first request on that begins in a turn. */
const BUDGET_MS = 5;

export class LoopBudget {
  readonly #waiting: (() => void)[] = [];
  /** When the first request of this turn began; null where none has. */
  #since: number | null = null;

  /** Undefined where a request may begin at once; otherwise resolved in the turn in which it may. */
  turn(): Promise<void> | undefined {
    if (this.#waiting.length === 0 && !this.#isSpent()) return undefined;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) setImmediate(() => this.#next());
    });
  }

  #isSpent(): boolean {
    const now = performance.now();
    if (this.#since !== null) return now - this.#since > BUDGET_MS;
    this.#since = now;
    setImmediate(() => {
      this.#since = null;
    });
    return false;
  }

  #next(): void {
    this.#waiting.shift()?.();
    // An immediate of an immediate is of the next turn.
    if (this.#waiting.length > 0) setImmediate(() => this.#next());
  }
}
