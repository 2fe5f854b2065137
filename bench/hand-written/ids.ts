/** Ids by the source that minted them. */

export const sourceOf = (id: string): string => id.slice(0, id.indexOf('/'));

/** In the order in which they come, each once. */
export class IdsBySource {
  readonly #ids = new Map<string, Set<string>>();

  add(id: string): void {
    const source = sourceOf(id);
    let ids = this.#ids.get(source);
    if (!ids) this.#ids.set(source, (ids = new Set()));
    ids.add(id);
  }

  of(source: string): ReadonlySet<string> {
    return this.#ids.get(source) ?? NONE;
  }

  get sources(): readonly string[] {
    return [...this.#ids.keys()];
  }
}

const NONE: ReadonlySet<string> = new Set();
