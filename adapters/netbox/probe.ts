/** Something that has to be asked once, by whoever needs it first; the others wait for the same answer. */
interface Asking<T> {
  readonly answer: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

export class Probe<T> {
  readonly #ask: (signal: AbortSignal) => Promise<T>;
  #known: T | null = null;
  #asking: Asking<T> | null = null;

  constructor(ask: (signal: AbortSignal) => Promise<T>) {
    this.#ask = ask;
  }

  get known(): T | null {
    return this.#known;
  }

  async get(signal: AbortSignal): Promise<T> {
    return this.#known ?? (await this.ask(signal));
  }

  /** Asks again, also where it is known. Ends at once when the caller gives up; the asking itself, when all have. */
  async ask(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const asking = (this.#asking ??= this.#begin());
    asking.waiting += 1;
    const { promise: gone, reject } = Promise.withResolvers<never>();
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([asking.answer, gone]);
    } finally {
      signal.removeEventListener('abort', leave);
      asking.waiting -= 1;
      if (asking.waiting === 0) {
        if (this.#asking === asking) this.#asking = null;
        asking.stop.abort();
      }
    }
  }

  #begin(): Asking<T> {
    const stop = new AbortController();
    const asking: Asking<T> = { answer: this.#answer(stop.signal), stop, waiting: 0 };
    // Whoever waits hears of a failure; where nobody does, nobody misses it.
    asking.answer.catch(() => undefined);
    return asking;
  }

  async #answer(signal: AbortSignal): Promise<T> {
    try {
      this.#known = await this.#ask(signal);
      return this.#known;
    } finally {
      if (this.#asking?.stop.signal === signal) this.#asking = null;
    }
  }
}
