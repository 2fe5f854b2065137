/**
 * Which occurrences of a condition are one episode. Pure: the same occurrences give the same episodes, whoever asks and when, so
 * that the live set, the history and a process that has just started agree.
 */

/** One time that a source saw a condition come, and perhaps go. Times are milliseconds since 1970, by the source's one clock. */
export interface Occurrence {
  readonly id: string;
  /** The condition: only occurrences of one condition are ever joined. */
  readonly condition: string;
  readonly raisedAt: number;
  /** Null while it stands, and where it is over but nobody knows since when: such a one is never reopened. */
  readonly clearedAt: number | null;
}

/** The occurrences of one episode, oldest first; never empty. */
export type Chain<One extends Occurrence> = readonly [One, ...One[]];

/**
 * An occurrence reopens the episode of the one that was cleared last before it, if that is less than `holdDownMs` ago and nothing
 * of the condition was raised in between. So an episode is reopened by one occurrence at most, and where a source itself
 * holds several open for one condition they stay several. With 0 every occurrence is an episode of its own.
 *
 * Whether an occurrence begins an episode is told by what overlaps the `holdDownMs` before it: no more of the past is needed.
 */
export function joinOccurrences<One extends Occurrence>(
  occurrences: Iterable<One>,
  holdDownMs: number,
): Chain<One>[] {
  const chains: [One, ...One[]][] = [];
  for (const same of Map.groupBy(occurrences, ({ condition }) => condition).values()) {
    /** Episodes whose last occurrence was not over yet when the one before was raised. */
    let standing: [One, ...One[]][] = [];
    for (const one of same.toSorted(byRaising)) {
      const over = (chain: [One, ...One[]]): boolean => (lastOf(chain).clearedAt ?? Infinity) <= one.raisedAt;
      const last = standing.filter(over).reduce<[One, ...One[]] | null>(laterCleared, null);
      standing = standing.filter((chain) => !over(chain));
      const reopened = last !== null && one.raisedAt - (lastOf(last).clearedAt ?? -Infinity) < holdDownMs;
      const chain: [One, ...One[]] = reopened ? last : [one];
      if (reopened) chain.push(one);
      else chains.push(chain);
      standing.push(chain);
    }
  }
  return chains;
}

export function lastOf<One extends Occurrence>(chain: Chain<One>): One {
  return chain.at(-1) ?? chain[0];
}

/** Of two that were cleared at the same instant the one that was raised later. */
function laterCleared<One extends Occurrence>(
  best: [One, ...One[]] | null,
  chain: [One, ...One[]],
): [One, ...One[]] {
  if (best === null) return chain;
  return (lastOf(chain).clearedAt ?? 0) >= (lastOf(best).clearedAt ?? 0) ? chain : best;
}

/** Ids break ties, by code point after length: ids with a number come in its order. */
function byRaising(a: Occurrence, b: Occurrence): number {
  return a.raisedAt - b.raisedAt || a.id.length - b.id.length || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
