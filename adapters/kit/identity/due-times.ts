/** When each of many is due. What is asked together is due together: there are far fewer times than items. */
export class DueTimes {
  readonly #times = new Map<string, number>();
  readonly #items = new Map<number, Set<string>>();

  /** In the place of the time that it had. */
  set(item: string, at: number): void {
    this.delete(item);
    this.#times.set(item, at);
    const same = this.#items.get(at);
    if (same) same.add(item);
    else this.#items.set(at, new Set([item]));
  }

  delete(item: string): void {
    const at = this.#times.get(item);
    if (at === undefined) return;
    this.#times.delete(item);
    const same = this.#items.get(at);
    same?.delete(item);
    if (same?.size === 0) this.#items.delete(at);
  }

  /** When the first one is; Infinity where there is none. */
  next(): number {
    let next = Infinity;
    for (const at of this.#items.keys()) if (at < next) next = at;
    return next;
  }

  /** Takes what is due by now, the first due first. */
  take(now: number): string[] {
    const due = [...this.#items.keys()].filter((at) => at <= now).sort((a, b) => a - b);
    const items = due.flatMap((at) => [...(this.#items.get(at) ?? [])]);
    for (const item of items) this.delete(item);
    return items;
  }
}
