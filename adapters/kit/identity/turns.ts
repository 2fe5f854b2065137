/** Whose places are read again when: in turns, in batches, each id once a turn. */

export interface TurnsOptions {
  readonly everyMs: number;
  readonly batch: number;
  readonly now: () => number;
}

export class Turns {
  readonly #options: TurnsOptions;
  #ids: readonly string[] = [];
  /** How many of them have been taken. */
  #taken = 0;
  #beganAt = -Infinity;
  /** When the next turn begins; Infinity until there is something to do. */
  dueAt = Infinity;

  constructor(options: TurnsOptions) {
    this.#options = options;
  }

  /** There is something to do: the first turn is a period from now. */
  expect(): void {
    if (this.dueAt === Infinity) this.dueAt = this.#options.now() + this.#options.everyMs;
  }

  /** Is it time for a turn? The last one was through by then. */
  get isDue(): boolean {
    return !this.waiting && this.#options.now() >= this.dueAt;
  }

  /** Is something of this turn left to read? */
  get waiting(): boolean {
    return this.#taken < this.#ids.length;
  }

  begin(ids: Iterable<string>): void {
    const { now, everyMs } = this.#options;
    this.#ids = [...new Set(ids)];
    this.#taken = 0;
    this.#beganAt = now();
    this.dueAt = this.#beganAt + everyMs;
  }

  take(): readonly string[] {
    const from = this.#taken;
    this.#taken += this.#options.batch;
    return this.#ids.slice(from, this.#taken);
  }

  /** A batch was read. A turn that took longer than its period is followed by a pause as long as itself. */
  done(): void {
    const { now } = this.#options;
    if (!this.waiting) this.dueAt = Math.max(this.dueAt, 2 * now() - this.#beganAt);
  }

  /** What is left of this turn is left out. */
  abandon(): void {
    this.#ids = [];
  }
}
