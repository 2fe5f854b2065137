import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ReadyQueue } from './ready-queue.ts';

const item = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), item }),
  fc.record({ do: fc.constant('delete' as const), item }),
  fc.record({ do: fc.constant('take' as const), item }),
);

test('each item once, the first in first, whatever is added and deleted in between', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = new ReadyQueue();
      const model: string[] = [];
      for (const { do: what, item } of steps) {
        const at = model.indexOf(item);
        if (what === 'take') expect(queue.take()).toBe(model.shift() ?? null);
        else if (what === 'delete') {
          expect(queue.delete(item)).toBe(at >= 0);
          if (at >= 0) model.splice(at, 1);
        } else {
          queue.add(item);
          if (at < 0) model.push(item);
        }
        expect(queue.size).toBe(model.length);
      }
    }),
  );
});
