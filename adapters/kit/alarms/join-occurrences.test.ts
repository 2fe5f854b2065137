import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type Occurrence, joinOccurrences } from './join-occurrences.ts';

const HOLD = 10;

function occurrence(id: string, raisedAt: number, clearedAt: number | null, condition = 'c'): Occurrence {
  return { id, condition, raisedAt, clearedAt };
}

const idsOf = (occurrences: readonly Occurrence[], holdDownMs = HOLD): string[] =>
  joinOccurrences(occurrences, holdDownMs).map((chain) => chain.map(({ id }) => id).join(' '));

describe('what is one episode', () => {
  const [a, b, c] = [occurrence('a', 0, 5), occurrence('b', 14, 20), occurrence('c', 30, null)];

  test('what comes back within the hold-down, however often', () => {
    expect(idsOf([c, a, b])).toEqual(['a b', 'c']);
    expect(idsOf([c, a, b], 11)).toEqual(['a b c']);
    expect(idsOf([c, a, b], 9)).toEqual(['a', 'b', 'c']);
  });

  test('without hold-down nothing, not even what comes back at the same instant', () => {
    expect(idsOf([a, occurrence('b', 5, null)], 0)).toEqual(['a', 'b']);
    expect(idsOf([a, occurrence('b', 5, null)], 1)).toEqual(['a b']);
  });

  test('not what is of another condition, still stands, or ended at an unknown time', () => {
    expect(idsOf([a, { ...b, condition: 'd' }])).toEqual(['a', 'b']);
    expect(idsOf([occurrence('a', 0, null), b])).toEqual(['a', 'b']);
  });

  test('one occurrence at most reopens an episode, where the source holds several at once', () => {
    expect(idsOf([a, occurrence('b', 6, 30), occurrence('c', 7, null)])).toEqual(['a b', 'c']);
    // the one that was cleared last
    expect(idsOf([occurrence('a', 0, 6), occurrence('b', 1, 5), occurrence('c', 8, null)])).toEqual([
      'a c',
      'b',
    ]);
    expect(idsOf([occurrence('a', 0, 6), occurrence('b', 1, 6), occurrence('c', 8, null)])).toEqual([
      'a',
      'b c',
    ]);
  });
});

/** Raises and clears of a few conditions, close together, at times overlapping, with ties. */
const occurrences: fc.Arbitrary<Occurrence[]> = fc
  .array(
    fc.record({
      condition: fc.constantFrom('c', 'd'),
      raisedAt: fc.integer({ min: 0, max: 60 }),
      lasts: fc.option(fc.integer({ min: 0, max: 25 }), { freq: 6 }),
    }),
    { maxLength: 14 },
  )
  .map((all) =>
    all.map(({ condition, raisedAt, lasts }, i) =>
      occurrence(`e${i + 10}`, raisedAt, lasts === null ? null : raisedAt + lasts, condition),
    ),
  );

/** One at a time, as a fault manager does that closes a problem before it opens the next. */
const oneAtATime: fc.Arbitrary<Occurrence[]> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 })), { maxLength: 20 })
  .map((steps) => {
    let at = 0;
    return steps.map(([pause, lasts], i) => {
      const raisedAt = (at += pause);
      return occurrence(`e${i + 10}`, raisedAt, (at += lasts));
    });
  });

/** The rule as it is written, pair by pair. */
function predecessor(one: Occurrence, all: readonly Occurrence[], holdDownMs: number): Occurrence | null {
  const before = (a: Occurrence, b: Occurrence): boolean =>
    a.raisedAt < b.raisedAt || (a.raisedAt === b.raisedAt && a.id < b.id);
  const earlier = all.filter((other) => other.condition === one.condition && before(other, one));
  const ended = earlier.filter(({ clearedAt }) => clearedAt !== null && clearedAt <= one.raisedAt);
  const [last] = ended.toSorted((a, b) => (b.clearedAt ?? 0) - (a.clearedAt ?? 0) || (before(a, b) ? 1 : -1));
  if (last === undefined || one.raisedAt - (last.clearedAt ?? 0) >= holdDownMs) return null;
  const between = earlier.some((other) => before(last, other) && other.raisedAt >= (last.clearedAt ?? 0));
  return between ? null : last;
}

test('joins as the rule says, loses nothing, doubles nothing', () => {
  fc.assert(
    fc.property(occurrences, fc.constantFrom(0, 1, HOLD, 100), (all, holdDownMs) => {
      const chains = joinOccurrences(all, holdDownMs);
      const joined = chains.flat().map(({ id }) => id);
      expect(joined.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      const before = new Map(chains.flatMap((chain) => chain.map((one, i) => [one.id, chain[i - 1]?.id])));
      for (const one of all) expect(before.get(one.id)).toBe(predecessor(one, all, holdDownMs)?.id);
    }),
    { numRuns: 1000 },
  );
});

test('where the source holds one at a time, so do we: an episode per pause that is long enough', () => {
  fc.assert(
    fc.property(oneAtATime, fc.integer({ min: 0, max: 25 }), (all, holdDownMs) => {
      const pauses = all.slice(1).filter((one, i) => one.raisedAt - (all[i]?.clearedAt ?? 0) >= holdDownMs);
      const chains = joinOccurrences(all, holdDownMs);
      expect(chains.length).toBe(all.length === 0 ? 0 : pauses.length + 1);
    }),
  );
});

test('what is known of an hour is right for that hour, whatever was before it', () => {
  fc.assert(
    fc.property(occurrences, fc.integer({ min: 0, max: 60 }), (all, from) => {
      const seen = all.filter(({ clearedAt }) => clearedAt === null || clearedAt >= from - HOLD);
      const begins = (some: readonly Occurrence[]): string[] =>
        joinOccurrences(some, HOLD).flatMap(([first]) => (first.raisedAt >= from ? [first.id] : []));
      expect(begins(seen).toSorted()).toEqual(begins(all).toSorted());
    }),
    { numRuns: 500 },
  );
});
