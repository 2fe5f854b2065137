/**
 * What requests may take of one turn of the event loop. All that have come are read in one turn; were each worked on as it is read, then
 * everything else (the health that is asked for, answers of members, clients that leave) would wait for the last of them. So a turn that
 * has taken long begins no more; the others begin in the next turns, in the order of coming, at least one in each.
 */

/** Of a turn, from the first request on that begins in it. */
const BUDGET_MS = 5;

export class LoopBudget {
  readonly #now: () => number;
  readonly #waiting: (() => void)[] = [];
  /** When the first request of this turn began; null where none has. */
  #since: number | null = null;

  /** `now`: the time, milliseconds. */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** Undefined where a request may begin at once; otherwise resolved in the turn in which it may. */
  turn(): Promise<void> | undefined {
    if (this.#waiting.length === 0 && !this.#isSpent()) return undefined;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#later();
    });
  }

  #isSpent(): boolean {
    const now = this.#now();
    if (this.#since !== null) return now - this.#since > BUDGET_MS;
    this.#since = now;
    setImmediate(() => {
      this.#since = null;
    });
    return false;
  }

  /** One for each who waits. Between two of them that which the first has begun goes on, and what an immediate sets is of the next turn. */
  #later(): void {
    setImmediate(() => {
      if (this.#isSpent()) this.#later();
      else this.#waiting.shift()?.();
    });
  }
}
