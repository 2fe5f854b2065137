/** Every law on some thousands of cases; `npm run proof` tries a hundred thousand. */
import { expect, test } from '@jest/globals';
import { LAWS } from './all-laws.ts';

const CASES = 2400;
/** One per run, and shown where a law is broken. */
const seed = Date.now() % 1_000_000_000;

test.each(LAWS.map((law) => [law.name, law] as const))(
  '%s',
  async (_, law) => {
    const { cases } = await law.prove({ cases: Math.ceil((CASES * law.share) / 100), seed });
    expect(cases).toBeGreaterThanOrEqual((CASES * law.share) / 100);
  },
  300_000,
);

test('the shares of the laws make a hundred', () => {
  expect(LAWS.reduce((sum, { share }) => sum + share, 0)).toBe(100);
});
