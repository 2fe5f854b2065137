/**
 * How many calls a source is sent for what somebody asks of it. It follows the work itself, through whatever the adapter awaits; what a
 * source does of its own accord, such as polls and look-ups, is in nobody's count.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

/** Of one question to one source. */
export interface CallCount {
  calls: number;
}

const counts = new AsyncLocalStorage<CallCount>();

/** Every call that `work` has the source sent counts in `count`. */
export function countingIn<T>(count: CallCount, work: () => T): T {
  return counts.run(count, work);
}

/** A call leaves for the source. */
export function countCall(): void {
  const count = counts.getStore();
  if (count) count.calls += 1;
}
