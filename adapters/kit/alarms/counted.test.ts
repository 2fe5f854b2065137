import { expect, test } from '@jest/globals';
import { Counted } from './counted.ts';

test('the same until something changes', () => {
  const counted = new Counted<number>();
  let made = 0;
  const ask = (name: string, state: string) => counted.answer(name, state, () => (made += 1));
  expect([ask('all', '1'), ask('west', '1'), ask('all', '1'), ask('all', '2'), ask('west', '2')]).toEqual([
    1, 2, 1, 3, 4,
  ]);
  expect(ask('west', '1')).toBe(5);
});

test('those that were asked for last are kept', () => {
  const counted = new Counted<number>();
  let made = 0;
  const ask = (name: string) => counted.answer(name, '', () => (made += 1));
  for (let i = 0; i < 200; i += 1) ask(`${i}`);
  expect(ask('0')).toBe(1);
  expect(ask('one more')).toBe(201);
  expect(ask('0')).toBe(1);
  expect(ask('1')).toBe(202);
});

test('one that cannot be made is not kept', () => {
  const counted = new Counted<number>();
  const fails = () => {
    throw new Error('no');
  };
  expect(() => counted.answer('all', '', fails)).toThrow('no');
  expect(counted.answer('all', '', () => 7)).toBe(7);
});

test('one with a name without end is not kept', () => {
  const counted = new Counted<number>();
  let made = 0;
  const ask = (length: number) => counted.answer('x'.repeat(length), '', () => (made += 1));
  expect([ask(4000), ask(4000), ask(4001), ask(4001)]).toEqual([1, 1, 2, 3]);
});
