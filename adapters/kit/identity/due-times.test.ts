import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DueTimes } from './due-times.ts';

const item = fc.constantFrom('a', 'b', 'c', 'd');
const step = fc.oneof(
  fc.record({ do: fc.constant('set' as const), item, at: fc.nat(9) }),
  fc.record({ do: fc.constant('delete' as const), item, at: fc.nat(9) }),
  fc.record({ do: fc.constant('take' as const), item, at: fc.nat(9) }),
);

test('an item is due once, at the time that it was given last', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const due = new DueTimes();
      const model = new Map<string, number>();
      for (const { do: what, item, at } of steps) {
        if (what === 'set') {
          due.set(item, at);
          model.set(item, at);
        } else if (what === 'delete') {
          due.delete(item);
          model.delete(item);
        } else {
          const taken = due.take(at);
          const times = taken.map((one) => model.get(one) ?? NaN);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          const expected = [...model].flatMap(([one, time]) => (time <= at ? [one] : []));
          expect(taken.toSorted()).toEqual(expected.toSorted());
          for (const one of taken) model.delete(one);
        }
        expect(due.next()).toBe(Math.min(Infinity, ...model.values()));
      }
    }),
  );
});
