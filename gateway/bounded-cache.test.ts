import { expect, test } from '@jest/globals';
import { BoundedCache } from './bounded-cache.ts';

test('what was used least recently is forgotten', () => {
  const cache = new BoundedCache<string>(2);
  const made: string[] = [];
  const get = (key: string): string =>
    cache.get(key, () => {
      made.push(key);
      return key.toUpperCase();
    });
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(get(key)).toBe(key.toUpperCase());
  expect(made).toEqual(['a', 'b', 'c', 'b']);
  expect(cache.size).toBe(2);
});

test('long texts and failures are not kept', () => {
  const cache = new BoundedCache<number>(2);
  cache.get('x'.repeat(40_000), () => 1);
  expect(() =>
    cache.get('y', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(cache.size).toBe(0);
});
