import { expect, test } from '@jest/globals';
import { Deadlines } from './deadlines.ts';

test('deadlines pass in the order in which they were set, those that are kept do not, and none before its time', async () => {
  const deadlines = new Deadlines(20);
  const began = performance.now();
  const story: string[] = [];
  const passing = (name: string): Promise<void> =>
    new Promise((resolve) => {
      deadlines.set(() => {
        story.push(name);
        resolve();
      });
    });
  const keepFirst = deadlines.set(() => story.push('first'));
  const a = passing('a');
  const keepMiddle = deadlines.set(() => story.push('middle'));
  const b = passing('b');
  keepMiddle();
  keepFirst();
  await Promise.all([a, b]);
  expect(performance.now() - began).toBeGreaterThanOrEqual(20);
  expect(story).toEqual(['a', 'b']);
  keepFirst();
  await passing('c');
  expect(story).toEqual(['a', 'b', 'c']);
});

test('one that is set while another passes has its whole time', async () => {
  const deadlines = new Deadlines(10);
  const began = performance.now();
  await new Promise<void>((resolve) => {
    deadlines.set(() => void deadlines.set(() => resolve()));
  });
  expect(performance.now() - began).toBeGreaterThanOrEqual(20);
});

test('where all are kept, nothing keeps the process', () => {
  const deadlines = new Deadlines(60_000);
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const keeps = Array.from({ length: 5 }, () => deadlines.set(() => undefined));
  expect(timers()).toBe(before + 1);
  for (const keep of keeps.toReversed()) keep();
  expect(timers()).toBe(before);
});
