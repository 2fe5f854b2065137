/**
 * Answers that are the same until something changes, such as how many open alarms a filter admits: to count them, every one is looked
 * at, and every wall board asks for the same.
 */

/** So many are kept, of those that were asked for last. */
const MOST_KEPT = 200;

export class Counted<Answer> {
  readonly #kept = new Map<string, Answer>();
  #of = '';

  /** The answer of this name; `state` is another text after any change of what it is made of. */
  answer(name: string, state: string, make: () => Answer): Answer {
    if (state !== this.#of) this.#kept.clear();
    this.#of = state;
    const answer = this.#kept.get(name) ?? make();
    this.#kept.delete(name);
    this.#kept.set(name, answer);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value ?? name);
    return answer;
  }
}
