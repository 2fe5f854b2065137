import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseId } from '#schema/ids.ts';
import { compareText } from '#schema/order.ts';
import type { KeyPart } from './sql.ts';
import { cellKey, nativeKey, parseNativeKey, recordToken, tokenKey } from './token.ts';

const number = fc
  .bigInt({ min: 0n, max: 2n ** 63n - 1n })
  .map((value): KeyPart => ({ kind: 'number', value }));
const text = fc
  .string({ minLength: 1, maxLength: 12, unit: 'binary' })
  .filter((value) => value === value.replace(/^ +| +$/g, ''))
  .map((value): KeyPart => ({ kind: 'text', value }));
const kinds = fc.array(fc.constantFrom('number' as const, 'text' as const), { minLength: 1, maxLength: 3 });
const keyOf = (of: readonly KeyPart['kind'][]) =>
  fc.tuple(...of.map((kind) => (kind === 'number' ? number : text)));
const twoKeys = kinds.chain((of) => fc.tuple(fc.constant(of), keyOf(of), keyOf(of)));

function compareParts(a: readonly KeyPart[], b: readonly KeyPart[]): number {
  for (const [i, { value }] of a.entries()) {
    const other = b[i]?.value;
    if (value === other) continue;
    if (typeof value === 'bigint') return value < BigInt(other ?? 0) ? -1 : 1;
    return Math.sign(compareText(value, String(other)));
  }
  return 0;
}

test('tokens stand in the order of keys, and give them back', () => {
  fc.assert(
    fc.property(twoKeys, ([of, a, b]) => {
      const [x, y] = [recordToken('port', a), recordToken('port', b)];
      fc.pre(x !== null && y !== null);
      expect(Math.sign(compareText(x, y))).toBe(compareParts(a, b));
      expect(parseId(`legacy/${x}`)).toEqual({ source: 'legacy', token: x });
      expect(tokenKey(x.slice('port.'.length), of)).toEqual(a);
      expect(parseNativeKey(nativeKey(a), of)).toEqual(a);
    }),
    { numRuns: 500 },
  );
});

test('tokens of types stand in the order of the types’ names', () => {
  const tokens = ['card', 'port', 'port2', 'site'].map(
    (type) => recordToken(type, [{ kind: 'text', value: 'ZZ' }]) ?? '',
  );
  expect(tokens.toSorted(compareText)).toEqual(tokens);
});

test.each(['', 'a', 'b5', 'a05', 'B42', 'b42+a1', '-2', '-zz', '=20', 'a~', '~ff'])(
  '%j is the token of no number',
  (token) => {
    expect(tokenKey(token, ['number'])).toBeNull();
  },
);

test.each(['', '-41', '-2D', 'a b', '~ff', '-2'])('%j is the token of no text', (token) => {
  expect(tokenKey(token, ['text'])).toBeNull();
});

test.each([null, '', '  ', '-1', '4.5', '99999999999999999999', 'x'])('%j is no number of a key', (cell) => {
  expect(cellKey(cell, 'number')).toBeNull();
});

test('a key that is too long has no token', () => {
  expect(recordToken('port', [{ kind: 'text', value: 'ñ'.repeat(60) }])).toBeNull();
});
