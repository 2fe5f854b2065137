import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  isRecordId,
  isSourceName,
  makeId,
  numberToken,
  parseId,
  sourceOf,
  textToken,
  tokenNumber,
  tokenText,
} from './ids.ts';
import { compareText } from './order.ts';

const whole = fc.bigInt({ min: 0n, max: 10n ** 26n - 1n });
/** Every text that UTF-8 can carry, with its difficult parts more often than chance. */
const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    fc.constantFrom('~', '%', '/', ' ', 'é', '😀'),
  ),
});
/** What a token may have as it is. */
const plain = fc.stringMatching(/^[A-Za-z0-9._:@=+,-]*$/);

describe('an id', () => {
  test.each([
    ['zabbix-west/e10233', { source: 'zabbix-west', token: 'e10233' }],
    ['a/~2f', { source: 'a', token: '~2f' }],
    ['netbox/device.42:1@x=+,', { source: 'netbox', token: 'device.42:1@x=+,' }],
  ])('%s is well formed', (id, parts) => {
    expect(parseId(id)).toEqual(parts);
    expect(isRecordId(id)).toBe(true);
    expect(makeId(parts.source, parts.token)).toBe(id);
    expect(sourceOf(id)).toBe(parts.source);
  });

  test.each([
    '',
    'zabbix-west',
    '/e10233',
    'zabbix-west/',
    'zabbix-west/a/b',
    'Zabbix/e1',
    '-west/e1',
    'west-/e1',
    'a b/c',
    'west/a b',
    'west/é',
    'west/e1\n',
    `west/${'x'.repeat(201)}`,
    `${'w'.repeat(64)}/e1`,
    '__proto__/x',
  ])('%j is not', (id) => {
    expect(parseId(id)).toBeNull();
    expect(isRecordId(id)).toBe(false);
    expect(() => sourceOf(id)).toThrow(
      `A record id must be <source>/<token>, but got: ${JSON.stringify(id)}.`,
    );
  });

  test('names its source before the first slash', () => {
    expect(() => makeId('west', 'a/b')).toThrow('but got: "west/a/b"');
    expect(isSourceName('west-1')).toBe(true);
    expect(isSourceName('West')).toBe(false);
  });
});

describe('the token of a number', () => {
  test.each([
    [7, 'a7'],
    [0, 'a0'],
    ['0042', 'b42'],
    [10233, 'e10233'],
    [18446744073709551615n, 't18446744073709551615'],
  ])('%s is %s', (value, token) => expect(numberToken(value)).toBe(token));

  test.each([-1, 1.5, '', ' 7', '1e3', Number.NaN, 1e21, '9'.repeat(27)])('%j has none', (value) => {
    expect(() => numberToken(value)).toThrow('A numeric key must be a whole number, but got: ');
  });

  test('stands in numeric order', () => {
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const order = a < b ? -1 : a > b ? 1 : 0;
        expect(Math.sign(compareText(numberToken(a), numberToken(b)))).toBe(order);
      }),
    );
  });

  test('gives the number again, and nothing else does', () => {
    fc.assert(fc.property(whole, (n) => expect(tokenNumber(numberToken(n))).toBe(String(n))));
    for (const other of ['', 'a', 'b7', 'a42', 'b07', 'A7', 'a-', '7', 'device.42'])
      expect(tokenNumber(other)).toBeNull();
  });
});

describe('the token of a text', () => {
  test.each([
    ['PAR-CR1', 'PAR-CR1'],
    ['a/b c', 'a~2fb~20c'],
    ['~', '~7e'],
    ['é', '~c3~a9'],
    ['😀', '~f0~9f~98~80'],
    ['', ''],
  ])('%j is %j', (value, token) => expect(textToken(value)).toBe(token));

  test('gives the text again, and fits into an id', () => {
    fc.assert(
      fc.property(text, (value) => {
        const token = textToken(value);
        fc.pre(value.isWellFormed());
        expect(tokenText(token)).toBe(value);
        if (token.length > 0 && token.length <= 200) expect(parseId(`west/${token}`)?.token).toBe(token);
      }),
    );
  });

  test('keeps the order of keys that it leaves as they are', () => {
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        expect(textToken(a)).toBe(a);
        expect(Math.sign(compareText(textToken(a), textToken(b)))).toBe(Math.sign(compareText(a, b)));
      }),
    );
  });

  test('two texts have two tokens', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        fc.pre(a.isWellFormed() && b.isWellFormed());
        expect(textToken(a) === textToken(b)).toBe(a === b);
      }),
    );
  });

  test.each(['~', '~4', '~zz', '~ff', 'a~2'])('%j is none', (token) => expect(tokenText(token)).toBeNull());
});
