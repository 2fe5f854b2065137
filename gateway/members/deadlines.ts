/**
 * Deadlines that are all as far away, as those of an endpoint's requests are: they pass in the order in which they were set, and one timer
 * serves for all of them.
 */
interface Deadline {
  /** Of `performance.now()`. */
  readonly at: number;
  /** Null where it is kept: nothing is to be done any more. */
  passed: (() => void) | null;
  next: Deadline | null;
}

export class Deadlines {
  readonly #ms: number;
  #first: Deadline | null = null;
  #last: Deadline | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** `passed` is called when the time is over, unless what comes back is called before. */
  set(passed: () => void): () => void {
    const deadline: Deadline = { at: performance.now() + this.#ms, passed, next: null };
    if (this.#last) this.#last.next = deadline;
    else this.#first = deadline;
    this.#last = deadline;
    this.#timer ??= setTimeout(() => this.#look(), this.#ms);
    return () => {
      deadline.passed = null;
      this.#drop();
    };
  }

  #look(): void {
    this.#timer = null;
    const now = performance.now();
    while (this.#first && this.#first.at <= now) {
      const { passed } = this.#first;
      this.#first.passed = null;
      this.#drop();
      passed?.();
    }
    // Whoever has passed may have set another one.
    if (this.#first) this.#timer ??= setTimeout(() => this.#look(), this.#first.at - now);
  }

  /** Those that are kept, as far as no other stands before them. */
  #drop(): void {
    while (this.#first?.passed === null) {
      const { next } = this.#first;
      // An old one that is dead would keep those behind it alive, until all garbage is collected.
      this.#first.next = null;
      this.#first = next;
    }
    if (this.#first) return;
    this.#last = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
