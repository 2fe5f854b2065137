import { expect, test } from '@jest/globals';
import { LeastRecent } from './least-recent.ts';

test('forgets what was not asked for the longest', () => {
  const map = new LeastRecent<number>(2);
  map.set('a', 1);
  map.set('b', 2);
  expect(map.get('a')).toBe(1);
  map.set('c', 3);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
  map.clear();
  expect([map.get('a'), map.size]).toEqual([undefined, 0]);
});
