import { expect, test } from '@jest/globals';
import { Turns } from './turns.ts';

test('only so much goes on at once, first come, first served, and what fails makes room', async () => {
  const turns = new Turns(2);
  const story: string[] = [];
  const ends = ['a', 'b', 'c', 'd'].map((name) => {
    const gate = Promise.withResolvers<string>();
    const done = turns.take(async () => {
      story.push(name);
      return gate.promise;
    });
    return { gate, done };
  });
  expect(story).toEqual(['a', 'b']);
  expect(turns.waiting).toBe(2);
  ends[1]?.gate.reject(new Error('no'));
  await expect(ends[1]?.done).rejects.toThrow('no');
  expect(story).toEqual(['a', 'b', 'c']);
  ends[0]?.gate.resolve('A');
  expect(await ends[0]?.done).toBe('A');
  for (const { gate } of ends) gate.resolve('');
  await Promise.allSettled(ends.map(({ done }) => done));
  expect(story).toEqual(['a', 'b', 'c', 'd']);
  expect(turns.waiting).toBe(0);
});
