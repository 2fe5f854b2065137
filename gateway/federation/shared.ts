/**
 * What is known of an operation's data beside it: objects and lists that stand in several places, what was told of one entity once, for all places that asked the
 * same. They are gone through once and written once; and where only some of the places change, those get a copy.
 */
export class Shared {
  readonly #values = new Set<unknown>();
  /** May a text in the data need an escape in JSON? */
  mayNeedEscapes = false;

  /** Is there any? */
  get some(): boolean {
    return this.#values.size > 0;
  }

  has(value: unknown): boolean {
    return this.#values.has(value);
  }

  add(value: object): void {
    this.#values.add(value);
  }
}
