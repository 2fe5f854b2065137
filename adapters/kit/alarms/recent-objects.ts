/**
 * The objects of alarms that were over most recently, or that somebody has read of most recently: whose places are worth reading
 * again as often as those of open alarms, as long as they are few.
 */
import type { SourceAlarm } from './live-alarms.ts';

/** So many are read with two questions to the graph. */
export const MOST_RECENT = 500;

export class RecentObjects {
  /** The least recent first. */
  readonly #objects = new Set<string>();
  readonly #most: number;

  constructor(most = MOST_RECENT) {
    this.#most = most;
  }

  note({ object, element }: Pick<SourceAlarm, 'object' | 'element'>): void {
    for (const nativeId of [element, object]) {
      if (nativeId === null) continue;
      this.#objects.delete(nativeId);
      this.#objects.add(nativeId);
      const [least] = this.#objects;
      if (this.#objects.size > this.#most && least !== undefined) this.#objects.delete(least);
    }
  }

  values(): Iterable<string> {
    return this.#objects;
  }
}
