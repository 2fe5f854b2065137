/** Medians and how sure one can be of them. */

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** How often, out of 1, such an interval has the true median in it. */
  readonly confidence: number;
}

export interface Summary extends Interval {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly values: readonly number[];
}

const WANTED = 0.95;

/** @throws RangeError where there is nothing. */
export function summarise(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new RangeError('There must be at least one value.');
  return { median: medianOf(sorted), min, max, ...medianInterval(sorted), values };
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/**
 * Between two of the values in order, which assumes nothing of how they are distributed: the number below the median follows a binomial
 * distribution. The narrowest of at least 95 %; with fewer than six values no interval is that sure, and the widest is given with what it is.
 */
function medianInterval(sorted: readonly number[]): Interval {
  const n = sorted.length;
  let k = 0;
  while (k + 1 < n - 1 - (k + 1) && confidenceOf(n, k + 1) >= WANTED) k += 1;
  return { low: sorted[k] ?? NaN, high: sorted[n - 1 - k] ?? NaN, confidence: confidenceOf(n, k) };
}

/** That the median lies between the (k + 1)th value and the (k + 1)th from the end. */
function confidenceOf(n: number, k: number): number {
  let outside = 0;
  let term = 0.5 ** n;
  for (let i = 0; i <= k; i += 1) {
    outside += term;
    term = (term * (n - i)) / (i + 1);
  }
  return 1 - 2 * outside;
}
