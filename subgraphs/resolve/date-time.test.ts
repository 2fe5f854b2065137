import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { normaliseInstant } from './date-time.ts';

describe('normaliseInstant', () => {
  test.each([
    ['2026-03-01T07:30:00Z', '2026-03-01T07:30:00.000Z'],
    ['2026-03-01T07:30:00.5Z', '2026-03-01T07:30:00.500Z'],
    ['2026-03-01T07:30:00.123456789Z', '2026-03-01T07:30:00.123Z'],
    ['2026-03-01T00:30:00+02:00', '2026-02-28T22:30:00.000Z'],
    ['2024-02-29T23:59:59-00:00', '2024-02-29T23:59:59.000Z'],
  ])('%s', (text, normal) => {
    expect(normaliseInstant(text)).toBe(normal);
  });

  test.each([
    'yesterday',
    '',
    '2026-03-01',
    '2026-03-01T07:30:00',
    '2026-03-01 07:30:00Z',
    '2026-02-30T07:30:00Z',
    '2026-13-01T07:30:00Z',
    '2026-03-01T25:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T07:30:60Z',
    '2026-03-01T07:30:00+25:00',
    '1772350200',
  ])('%p is none', (text) => {
    expect(normaliseInstant(text)).toBeNull();
  });

  test('what is normal stays as it is', () => {
    const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') };
    fc.assert(
      fc.property(fc.date({ ...years, noInvalidDate: true }), (date) => {
        expect(normaliseInstant(date.toISOString())).toBe(date.toISOString());
      }),
    );
  });
});
