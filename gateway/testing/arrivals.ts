/** What comes in its own time, and who waits for the n-th of it. */
export class Arrivals<Arrival> {
  readonly #arrived: Arrival[] = [];
  readonly #awaited = new Map<number, PromiseWithResolvers<Arrival>>();

  get all(): readonly Arrival[] {
    return this.#arrived;
  }

  add(arrival: Arrival): void {
    this.#awaited.get(this.#arrived.length)?.resolve(arrival);
    this.#arrived.push(arrival);
  }

  /** Resolves when it is there; the first is number 0. */
  async nth(n: number): Promise<Arrival> {
    const here = this.#arrived[n];
    if (here !== undefined) return here;
    const awaited = this.#awaited.get(n) ?? Promise.withResolvers<Arrival>();
    this.#awaited.set(n, awaited);
    return awaited.promise;
  }
}
