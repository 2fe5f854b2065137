import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonOf, quoted } from './json-text.ts';

test('texts are quoted as JSON.stringify does it', () => {
  const short = fc.string({ unit: 'binary', maxLength: 50 });
  const long = fc.tuple(fc.string({ minLength: 43, maxLength: 60 }), short).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(short, long), (text) => {
      expect(quoted(text)).toBe(JSON.stringify(text));
    }),
  );
  for (const text of ['\ud800', '"', '\\', '\u0000', 'a\ud83d\ude00', '\udc00\ud800', '\u2028'])
    for (const padded of [text, text + ' '.repeat(50)]) expect(quoted(padded)).toBe(JSON.stringify(padded));
});

test('values of parsed JSON are written as they were', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(jsonOf(value)).toBe(JSON.stringify(value));
    }),
  );
  expect(jsonOf(JSON.parse('1e999'))).toBe('null');
});
