import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createCauses } from './causes.ts';
import { createEventWindow } from './event-window.ts';

describe('the window of event ids', () => {
  test('begins after the highest id, and moves on when what it saw is old enough', () => {
    const window = createEventWindow(1000);
    window.reset('100', 0);
    expect(window.from).toBe('101');
    expect([window.isNew('105'), window.isNew('103'), window.isNew('105')]).toEqual([true, true, false]);
    window.polled(10);
    window.polled(500);
    expect(window.from).toBe('101');
    expect(window.isNew('102')).toBe(true);
    window.polled(1009);
    expect(window.from).toBe('101');
    window.polled(1010);
    expect(window.from).toBe('106');
    expect(window.isNew('107')).toBe(true);
  });

  test('an id that comes less than the overlap late is asked for, and every id is new once', () => {
    const late = fc.array(fc.nat(5), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(late, (delays) => {
        const window = createEventWindow(5);
        window.reset('0', 0);
        // the id n + 1 is committed at the moment n + its delay; a poll at every moment
        const found: string[] = [];
        for (let now = 0; now <= delays.length + 6; now++) {
          const committed = delays.flatMap((delay, n) => (n + delay <= now ? [n + 1] : []));
          const asked = committed.filter((id) => BigInt(id) >= BigInt(window.from)).map(String);
          found.push(...asked.filter((id) => window.isNew(id)));
          window.polled(now);
        }
        expect(found.toSorted()).toEqual(delays.map((_, n) => String(n + 1)).toSorted());
      }),
    );
  });
});

test('causes: told when one becomes a cause, and when it ceases to be one', () => {
  const causes = createCauses();
  expect(causes.relate('2', '1')).toEqual(['1']);
  expect(causes.relate('3', '1')).toEqual([]);
  expect(causes.relate('2', '0')).toEqual([]);
  expect(causes.isCause('1')).toBe(true);
  expect(causes.relate('3', '9')).toEqual(['1', '9']);
  expect([causes.isCause('1'), causes.isCause('9')]).toEqual([false, true]);
});
