/**
 * From which event id on to ask. A transaction may commit a smaller id after a larger one has been read, so each poll asks again
 * for what came in the last seconds, and what was seen before is left out.
 */
export interface EventWindow {
  /** The smallest id that is still asked for. */
  readonly from: string;
  /** Starts at `highest`, the highest id there is. */
  reset(highest: string, now: number): void;
  /** True the first time. */
  isNew(eventid: string): boolean;
  /** A poll that began at `now` has read everything up to here. */
  polled(now: number): void;
}

export function createEventWindow(overlapMs: number): EventWindow {
  /** The highest id seen, and since when; the last one that is older than the overlap comes first. */
  let marks: { at: number; highest: bigint }[] = [];
  let highest = 0n;
  let seen = new Set<string>();
  const from = (): bigint => (marks[0]?.highest ?? 0n) + 1n;
  return {
    get from() {
      return String(from());
    },
    reset(id, now) {
      highest = BigInt(id);
      marks = [{ at: now, highest }];
      seen = new Set();
    },
    isNew(eventid) {
      const id = BigInt(eventid);
      if (id > highest) highest = id;
      return !seen.has(eventid) && Boolean(seen.add(eventid));
    },
    polled(now) {
      if (marks.at(-1)?.highest !== highest) marks.push({ at: now, highest });
      const old = marks.findLastIndex(({ at }) => at <= now - overlapMs);
      if (old <= 0) return;
      marks = marks.slice(old);
      const start = from();
      seen = new Set([...seen].filter((id) => BigInt(id) >= start));
    },
  };
}
