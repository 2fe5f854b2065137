import { expect, test } from '@jest/globals';
import { Slots } from './slots.ts';

const never = new AbortController().signal;

/** Everybody comes while one slot is taken; each holds it for a moment. Gives the order in which they had it. */
async function order(callers: readonly string[]): Promise<string[]> {
  const slots = new Slots(1);
  const named = new Map(callers.map((name) => [name, { name }]));
  const served: string[] = [];
  const first = await slots.acquire(never, {});
  const all = callers.map(async (name) => {
    const release = await slots.acquire(never, named.get(name) ?? {});
    served.push(name);
    await Promise.resolve();
    release();
  });
  first();
  await Promise.all(all);
  return served;
}

test('each caller in turn, however many some ask for', async () => {
  expect(await order(['a', 'a', 'a', 'a', 'b', 'c', 'c'])).toEqual(['a', 'b', 'c', 'a', 'c', 'a', 'a']);
});

test('of one caller in the order of their coming', async () => {
  const slots = new Slots(1);
  const caller = {};
  const served: number[] = [];
  const first = await slots.acquire(never, caller);
  const all = [1, 2, 3].map(async (n) => {
    const release = await slots.acquire(never, caller);
    served.push(n);
    release();
  });
  first();
  await Promise.all(all);
  expect(served).toEqual([1, 2, 3]);
});

test('who leaves the line is not waited for, and nobody is forgotten', async () => {
  const slots = new Slots(1);
  const leaving = new AbortController();
  const first = await slots.acquire(never, {});
  const gone = slots.acquire(leaving.signal, {});
  const stays = slots.acquire(never, {});
  leaving.abort(new Error('left'));
  await expect(gone).rejects.toThrow('left');
  first();
  const release = await stays;
  release();
  (await slots.acquire(never, {}))();
});

test('a slot given back twice is one slot', async () => {
  const slots = new Slots(1);
  const release = await slots.acquire(never, {});
  release();
  release();
  await slots.acquire(never, {});
  let entered = false;
  void slots.acquire(never, {}).then(() => (entered = true));
  await Promise.resolve();
  await Promise.resolve();
  expect(entered).toBe(false);
});
