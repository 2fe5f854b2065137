/** Lets through, or holds until it is opened again. */
export class Gate {
  #closed: PromiseWithResolvers<void> | null = null;

  close(): void {
    this.#closed ??= Promise.withResolvers();
  }

  open(): void {
    this.#closed?.resolve();
    this.#closed = null;
  }

  async passed(): Promise<void> {
    while (this.#closed !== null) await this.#closed.promise;
  }
}
