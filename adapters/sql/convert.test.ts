import { describe, expect, test } from '@jest/globals';
import { type Conversion, convert, trimmed } from './convert.ts';
import { bitRate } from './rates.ts';

const RULES = { zone: 'Europe/Madrid', pivot: 70 };

describe('A cell becomes', () => {
  test.each<[string, Conversion, string, string | number | null]>([
    ['a decimal', 'decimal', '-3.5', -3.5],
    ['nothing, where a decimal point is asked for', 'decimal', '40,4168', null],
    ['a decimal by its comma', 'decimal-comma', '-3,7038', -3.7038],
    ['nothing, where it is no number', 'decimal-comma', '1.234,5', null],
    ['an instant in winter', 'time', '2026-01-03 15:00:00', '2026-01-03T14:00:00.000Z'],
    ['an instant in summer', 'time', '2026-07-03 15:00:00.5', '2026-07-03T13:00:00.500Z'],
    [
      'the first of two instants when the clocks go back',
      'time',
      '2026-10-25 02:30:00',
      '2026-10-25T00:30:00.000Z',
    ],
    ['a moved instant when the clocks skip it', 'time', '2026-03-29 02:30:00', '2026-03-29T01:30:00.000Z'],
    ['an instant with its own offset', 'time', '2026-07-03 15:00:00+02', '2026-07-03T13:00:00.000Z'],
    ['an instant in UTC', 'time', '2026-07-03T15:00:00Z', '2026-07-03T15:00:00.000Z'],
    ['midnight of a day', 'time', '2026-07-03', '2026-07-02T22:00:00.000Z'],
    ['nothing, where the date is zero', 'time', '0000-00-00 00:00:00', null],
    ['nothing, where there is no such day', 'time', '2026-02-30 00:00:00', null],
    ['a date of this century', 'date', '01-APR-04', '2004-04-01'],
    ['a date of the last one', 'date', '15-jan-99', '1999-01-15'],
    ['a date with four digits of its year', 'date', '15-JAN-1969', '1969-01-15'],
    ['a date of an instant', 'date', '2004-04-01 00:00:00', '2004-04-01'],
    ['nothing, where the month is none', 'date', '15-ENE-99', null],
    ['nothing, where the date is zero', 'date', '0000-00-00', null],
    ['bits per second', 'rate', 'STM-16', 2_488_320_000],
  ])('%s: %s %j', (_, as, text, value) => {
    expect(convert(text, as, RULES)).toBe(value);
  });

  test('a time by a format of its own', () => {
    expect(convert('03/07/2026 15:00', 'time', { ...RULES, format: 'dd/MM/yyyy HH:mm' })).toBe(
      '2026-07-03T13:00:00.000Z',
    );
  });

  test('a text without its padding, or nothing', () => {
    expect(['00000011    ', '  a b ', '   ', '', null].map((cell) => trimmed(cell))).toEqual([
      '00000011',
      'a b',
      null,
      null,
      null,
    ]);
  });
});

test.each([
  ['1G', 1e9],
  ['100G', 1e11],
  ['2,5 Gbit/s', 2.5e9],
  ['10GE', 1e10],
  ['64k', 64_000],
  ['STM-1', 155_520_000],
  ['OC-3', 155_520_000],
  ['E1', 2_048_000],
  ['9600', 9600],
  ['as ordered', null],
  ['', null],
])('the rate %j is %j bits per second', (text, rate) => {
  expect(bitRate(text)).toBe(rate);
});
