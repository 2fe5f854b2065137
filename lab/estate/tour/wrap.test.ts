import { expect, test } from '@jest/globals';
import { wrapped } from './wrap.ts';

test.each<[string, number, string]>([
  ['one two three', 80, '> one two three'],
  ['one two three', 11, '> one two\n  three'],
  ['one two three', 9, '> one two\n  three'],
  ['one two three', 8, '> one\n  two\n  three'],
  ['incomprehensible one', 6, '> incomprehensible\n  one'],
  ['a   b', 80, '> a   b'],
  ['', 80, '> '],
])('%j in %d', (text, width, lines) => {
  expect(wrapped(text, width, '> ', '  ')).toBe(lines);
});
