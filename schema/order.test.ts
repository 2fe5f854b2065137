import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type KeyValue, compareKeys, compareText, keysOf, parseOrder } from './order.ts';

const SEVERITIES = ['INDETERMINATE', 'WARNING', 'MINOR', 'MAJOR', 'CRITICAL'];
const bySeverity = parseOrder('perceivedSeverity:desc alarmReportingTime:desc id', (field) =>
  field === 'perceivedSeverity' ? SEVERITIES : undefined,
);

/** Texts that differ early, and on both sides of the surrogates. */
const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom('a', '\u{D7FF}', '\u{E000}', '\u{FF5E}', '\u{FFFF}', '\u{10000}', '\u{1F600}'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});
const keys = fc.tuple(
  fc.option(fc.constantFrom(...SEVERITIES)),
  fc.option(fc.string({ unit: 'binary', maxLength: 3 })),
  fc.string({ unit: 'binary', maxLength: 3 }),
) satisfies fc.Arbitrary<KeyValue[]>;

describe('a declared order', () => {
  test('is read, and named in one way', () => {
    expect(bySeverity.name).toBe('perceivedSeverity:desc alarmReportingTime:desc id');
    expect(bySeverity.keys).toEqual([
      { field: 'perceivedSeverity', descending: true, values: SEVERITIES },
      { field: 'alarmReportingTime', descending: true },
      { field: 'id', descending: false },
    ]);
    expect(parseOrder('  name:asc   id ').name).toBe('name id');
  });

  test.each([
    ['name', 'An order must end in id'],
    ['id name', 'An order must end in id'],
    ['', 'An order must be "field[:desc] ... id"'],
    ['name:down id', 'An order must be "field[:desc] ... id"'],
    ['a-b id', 'An order must be "field[:desc] ... id"'],
  ])('%j is none', (by, message) => {
    expect(() => parseOrder(by)).toThrow(`${message}, but got: ${JSON.stringify(by)}.`);
  });
});

describe('texts', () => {
  test('compare as their UTF-8 bytes do', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }),
      { numRuns: 1000 },
    );
  });

  test('a code point above U+FFFF comes after U+FF5E, where UTF-16 puts it before', () => {
    expect(['\uFF5E', '\u{1F600}'].toSorted()[0]).toBe('\u{1F600}');
    expect(compareText('\u{1F600}', '\uFF5E')).toBeGreaterThan(0);
  });
});

describe('records', () => {
  test('nulls come last in either direction', () => {
    for (const direction of ['asc', 'desc']) {
      const order = parseOrder(`name:${direction} id`);
      expect(compareKeys(order, [null, 'a'], ['x', 'a'])).toBeGreaterThan(0);
      expect(compareKeys(order, ['x', 'a'], [null, 'a'])).toBeLessThan(0);
      expect(compareKeys(order, [null, 'a'], [null, 'b'])).toBeLessThan(0);
    }
  });

  test('enums compare as declared, numbers by size', () => {
    expect(compareKeys(bySeverity, ['CRITICAL', 't', 'a'], ['MAJOR', 't', 'a'])).toBeLessThan(0);
    expect(compareKeys(parseOrder('speed id'), [9, 'a'], [10, 'a'])).toBeLessThan(0);
  });

  test('stand in a total order', () => {
    fc.assert(
      fc.property(keys, keys, keys, (a, b, c) => {
        const compare = (x: KeyValue[], y: KeyValue[]): number => Math.sign(compareKeys(bySeverity, x, y));
        expect(compare(a, b)).toBe(-compare(b, a) + 0);
        expect(compare(a, b) === 0).toBe(JSON.stringify(a) === JSON.stringify(b));
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('what a record lacks is null', () => {
    expect(keysOf(bySeverity, { id: 'west/a1', perceivedSeverity: 'MINOR' })).toEqual([
      'MINOR',
      null,
      'west/a1',
    ]);
  });
});
