/** A long turn begins no more requests: what else there is to do comes in between. */
import { expect, test } from '@jest/globals';
import { LoopBudget } from './loop-budget.ts';

function takesLong(): void {
  const until = performance.now() + 10;
  while (performance.now() < until);
}

test('requests that take long begin one in a turn, in the order of coming, and others get their turn in between', async () => {
  const budget = new LoopBudget();
  const story: string[] = [];
  const request = async (name: string): Promise<void> => {
    const turn = budget.turn();
    if (turn) await turn;
    story.push(name);
    takesLong();
  };
  const idle = (): void => {
    story.push('-');
    if (story.filter((one) => one !== '-').length < 4) setImmediate(idle);
  };
  setImmediate(idle);
  await Promise.all(['a', 'b', 'c', 'd'].map(request));
  expect(story.filter((one) => one !== '-')).toEqual(['a', 'b', 'c', 'd']);
  expect(story.join('')).not.toMatch(/[abcd]{2}/);
});

test('requests that take next to nothing begin as they come', () => {
  const budget = new LoopBudget();
  expect([budget.turn(), budget.turn(), budget.turn()]).toEqual([undefined, undefined, undefined]);
});

test('who comes while others wait does not begin before them, though the turn is young', async () => {
  const budget = new LoopBudget();
  const story: string[] = [];
  expect(budget.turn()).toBeUndefined();
  takesLong();
  const waiting = ['a', 'b', 'c'].map((name) => budget.turn()?.then(() => story.push(name)));
  const comes = new Promise<void>((resolve) => {
    setImmediate(() => void budget.turn()?.then(() => resolve(void story.push('comes'))));
  });
  await Promise.all([...waiting, comes]);
  expect(story).toEqual(['a', 'b', 'c', 'comes']);
});
