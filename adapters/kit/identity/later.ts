/** Runs something after a while; gives what calls it off. A pending one does not keep the process alive. */
export type Later = (run: () => void, ms: number) => () => void;

const LONGEST = 2 ** 31 - 1;

export const later: Later = (run, ms) => {
  const timer = setTimeout(run, Math.min(Math.max(ms, 0), LONGEST));
  timer.unref();
  return () => clearTimeout(timer);
};

/** How long to wait after the n-th failure in a row: a second, doubled each time, up to `longest` milliseconds. */
export function backoffMs(failures: number, longest: number): number {
  return Math.min(longest, 1000 * 2 ** Math.min(failures - 1, 20));
}
