import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cursorOf, cursorOrder, decodeCursor, encodeCursor } from './cursor.ts';
import { TributaryError } from './errors.ts';
import { parseOrder } from './order.ts';

const order = parseOrder('severity:desc at:desc id', (field) =>
  field === 'severity' ? ['LOW', 'HIGH'] : undefined,
);
const packed = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function refusal(cursor: string): TributaryError {
  try {
    decodeCursor(order, cursor);
  } catch (error) {
    if (error instanceof TributaryError) return error;
    throw error;
  }
  throw new Error(`Accepted: ${cursor}`);
}

describe('a cursor', () => {
  test('gives its key values again', () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
    const severity = fc.constantFrom('LOW', 'HIGH', null);
    fc.assert(
      fc.property(severity, value, fc.string({ unit: 'grapheme', minLength: 1 }), (a, b, id) => {
        const cursor = encodeCursor(order, [a, b, id]);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(decodeCursor(order, cursor)).toEqual([a, b, id]);
        expect(cursorOrder(cursor)).toBe(order.name);
      }),
    );
  });

  test('of a record says where it stands and names no member', () => {
    const cursor = cursorOf(order, {
      id: 'west/a1',
      severity: 'HIGH',
      at: '2026-03-01T07:30:00.000Z',
      name: 'x',
    });
    expect(JSON.parse(Buffer.from(cursor, 'base64url').toString())).toEqual([
      'severity:desc at:desc id',
      'HIGH',
      '2026-03-01T07:30:00.000Z',
      'west/a1',
    ]);
  });

  test('of another order is refused by name', () => {
    expect(refusal(packed(['id', 'west/a1'])).message).toBe(
      'A cursor belongs to the order it was made in: this list is ordered by "severity:desc at:desc id", but the cursor by "id".',
    );
  });

  test.each([
    ['empty', ''],
    ['not base64url', '%%%'],
    ['not JSON', Buffer.from('[1,').toString('base64url')],
    ['not a list', packed({ order: 'id' })],
    ['a list of one', packed([order.name])],
    ['too few keys', packed([order.name, 'HIGH', 'west/a1'])],
    ['too many keys', packed([order.name, 'HIGH', null, 'west/a1', 'more'])],
    ['no id', packed([order.name, 'HIGH', null, null])],
    ['an id that is a number', packed([order.name, 'HIGH', null, 7])],
    ['an unknown enum value', packed([order.name, 'WORSE', null, 'west/a1'])],
    ['a key that is an object', packed([order.name, { $gt: '' }, null, 'west/a1'])],
    ['a key that is a list', packed([order.name, ['HIGH'], null, 'west/a1'])],
    ['too long', packed([order.name, 'HIGH', 'x'.repeat(5000), 'west/a1'])],
  ])('is refused: %s', (_name, cursor) => {
    const error = refusal(cursor);
    expect(error.code).toBe('INVALID_CURSOR');
    expect(error.retryable).toBe(false);
    expect(error.message).toMatch(/^A cursor must be one that this graph gave, but got: ".{0,63}"\.$/);
  });

  test('any text is read or refused, nothing else', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.json().map((json) => Buffer.from(json).toString('base64url')),
        ),
        (cursor) => {
          expect(refusal(cursor).code).toBe('INVALID_CURSOR');
        },
      ),
    );
  });
});
