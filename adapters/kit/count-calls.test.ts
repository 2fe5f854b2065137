import { setImmediate as later } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { type CallCount, countCall, countingIn } from './count-calls.ts';

const zero = (): CallCount => ({ calls: 0 });

test('a call counts for whoever asked, through whatever is awaited, and for nobody else', async () => {
  const [one, other] = [zero(), zero()];
  const work = async (calls: number): Promise<void> => {
    for (let i = 0; i < calls; i += 1) {
      await later();
      countCall();
    }
  };
  await Promise.all([countingIn(one, () => work(3)), work(4), countingIn(other, () => work(2))]);
  expect([one.calls, other.calls]).toEqual([3, 2]);
});

test('who asks somebody else in turn does not pay for what that one asks', () => {
  const [outer, inner] = [zero(), zero()];
  countingIn(outer, () => {
    countCall();
    countingIn(inner, countCall);
  });
  expect([outer.calls, inner.calls]).toEqual([1, 1]);
});

test('what was begun before anybody asked goes on for nobody', async () => {
  const asked = Promise.withResolvers<void>();
  const poll = asked.promise.then(countCall);
  const count = zero();
  countingIn(count, () => asked.resolve());
  await poll;
  expect(count.calls).toBe(0);
});
