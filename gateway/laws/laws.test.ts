/** Every law on some thousands of cases; `npm run proof` tries a hundred thousand. */
import { expect, test } from '@jest/globals';
import { LAWS } from './all-laws.ts';

const CASES = 2400;
/** The same cases in every run, so that a test that passed passes again; `npm run proof` looks for new ones. */
const seed = Number(process.env['SEED'] ?? 1);

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
