import { expect, test } from '@jest/globals';
import { backoffMs, later } from './later.ts';

test('later runs, unless it is called off', async () => {
  const ran: string[] = [];
  const callOff = later(() => ran.push('called off'), 0);
  callOff();
  await new Promise<void>((resolve) => {
    later(() => ran.push('ran'), -5);
    // Timers of one time run in the order in which they were set.
    setTimeout(resolve, 1);
  });
  expect(ran).toEqual(['ran']);
});

test('backoffMs doubles up to the longest', () => {
  expect([1, 2, 3, 5, 6, 1000].map((failures) => backoffMs(failures, 30_000))).toEqual([
    1000, 2000, 4000, 16_000, 30_000, 30_000,
  ]);
  expect(backoffMs(1, 500)).toBe(500);
});
