import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { summarise } from './statistics.ts';

test('the median is the middle one, or between the two in the middle', () => {
  expect(summarise([3, 1, 2]).median).toBe(2);
  expect(summarise([4, 1, 3, 2]).median).toBe(2.5);
  expect(() => summarise([])).toThrow('There must be at least one value.');
});

describe('the interval', () => {
  test.each<[n: number, low: number, high: number, confidence: number]>([
    [1, 1, 1, 0],
    [2, 1, 2, 0.5],
    [5, 1, 5, 0.9375],
    [7, 1, 7, 0.984375],
    [8, 1, 8, 0.9921875],
    [9, 2, 8, 0.9609375],
    [12, 3, 10, 0.9614257],
    [20, 6, 15, 0.9586105],
  ])('of %d values lies between those that the binomial distribution says', (n, low, high, confidence) => {
    const values = Array.from({ length: n }, (_, i) => i + 1);
    const interval = summarise([...values.slice(n >> 1), ...values.slice(0, n >> 1)]);
    expect([interval.low, interval.high]).toEqual([low, high]);
    expect(interval.confidence).toBeCloseTo(confidence, 6);
  });

  test('has the median in it, in whatever order the values come', () => {
    // Of two such values the sum is a number too: nothing that is measured is larger.
    const measured = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(fc.array(measured, { minLength: 1, maxLength: 40 }), (values) => {
        const summary = summarise(values);
        expect(summary.low).toBeLessThanOrEqual(summary.median);
        expect(summary.high).toBeGreaterThanOrEqual(summary.median);
        expect({ ...summarise(values.toReversed()), values }).toEqual(summary);
      }),
    );
  });
});
