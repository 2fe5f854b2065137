/** At most so many at once; the others wait in line, one of each caller in turn: nobody's many keep out the one of another. */
export class Slots {
  #free: number;
  /** By caller, whose turn is next first; of each in the order of their coming. */
  readonly #waiting = new Map<object, Set<() => void>>();

  constructor(count: number) {
    this.#free = count;
  }

  /** A slot, to be given back by calling the result once. An aborted wait ends at once, with the signal's reason. */
  async acquire(signal: AbortSignal, caller: object): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal, caller);
    let given = false;
    return () => {
      if (!given) this.#giveBack();
      given = true;
    };
  }

  #turn(signal: AbortSignal, caller: object): Promise<void> {
    return new Promise((resolve, reject) => {
      const line = this.#waiting.get(caller) ?? new Set();
      this.#waiting.set(caller, line);
      const leave = (): void => {
        line.delete(enter);
        if (line.size === 0) this.#waiting.delete(caller);
        reject(signal.reason as Error);
      };
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      line.add(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  #giveBack(): void {
    const [turn] = this.#waiting;
    if (!turn) {
      this.#free += 1;
      return;
    }
    const [caller, line] = turn;
    const [next] = line;
    this.#waiting.delete(caller);
    if (!next) return;
    line.delete(next);
    if (line.size > 0) this.#waiting.set(caller, line);
    next();
  }
}
