import { expect, test } from '@jest/globals';
import { ByteCache } from './byte-cache.ts';

const KIB = 1024;

test('what was used least recently is forgotten, as soon as there is too much', () => {
  const cache = new ByteCache<number>(1);
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) cache.set(key, 1, 120 * KIB);
  expect(cache.get('a')).toBe(1);
  cache.set('i', 1, 120 * KIB);
  expect(['a', 'b', 'i'].map((key) => cache.get(key))).toEqual([1, undefined, 1]);
  expect(cache.stats).toMatchObject({ entries: 8, hits: 3, misses: 1, evictions: 1, maxBytes: KIB * KIB });
});

test('bytes are counted, those of keys with them, and given back', () => {
  const cache = new ByteCache<number>(1);
  cache.set('ab', 1, 100);
  cache.set('ab', 2, 50);
  cache.set('c', 3, 10);
  expect(cache.stats.bytes).toBe(66);
  cache.delete('ab');
  cache.delete('ab');
  expect(cache.stats).toMatchObject({ entries: 1, bytes: 12 });
});

test('what is too large is not kept, nor what it would have taken the place of', () => {
  const cache = new ByteCache<number>(1);
  cache.set('a', 1, 1);
  cache.set('a', 2, 200 * KIB);
  cache.set('x'.repeat(100 * KIB), 3, 1);
  expect(cache.get('a')).toBeUndefined();
  expect(cache.stats).toMatchObject({ entries: 0, bytes: 0 });
});
