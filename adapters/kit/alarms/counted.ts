/**
 * Answers that are the same until something changes, such as how many open alarms a filter admits: to count them, every one is looked
 * at, and every wall board asks for the same.
 */
import { LeastRecent } from '../least-recent.ts';

/** So many are kept, of those that were asked for last; none whose name is longer. */
const MOST_KEPT = 200;
const MOST_CHARACTERS = 4000;

export class Counted<Answer> {
  readonly #kept = new LeastRecent<Answer>(MOST_KEPT);
  #of = '';

  /** The answer of this name; `state` is another text after any change of what it is made of. */
  answer(name: string, state: string, make: () => Answer): Answer {
    if (state !== this.#of) this.#kept.clear();
    this.#of = state;
    const known = this.#kept.get(name);
    if (known !== undefined) return known;
    const answer = make();
    if (name.length <= MOST_CHARACTERS) this.#kept.set(name, answer);
    return answer;
  }
}
