/** A claim of the tour that does not hold. */
export class ClaimError extends Error {
  override readonly name = 'ClaimError';
}

/** @throws ClaimError with the claim in it. */
export function claim(holds: boolean, what: string, got?: unknown): asserts holds {
  if (!holds) throw new ClaimError(`${what}${got === undefined ? '' : `, but got: ${JSON.stringify(got)}`}.`);
}

export function sameSet(some: Iterable<unknown>, others: Iterable<unknown>): boolean {
  const [one, other] = [new Set(some), new Set(others)];
  return one.size === other.size && [...one].every((item) => other.has(item));
}
