/** A long turn begins no more requests: what else there is to do comes in between. */
import { expect, test } from '@jest/globals';
import { LoopBudget } from './loop-budget.ts';

/** A budget by a clock that only long work moves, and what happens, in order; `-` is whoever else wants a turn. */
function loop() {
  let time = 0;
  const story: string[] = [];
  const budget = new LoopBudget(() => time);
  const begin = async (name: string, takesMs = 0): Promise<void> => {
    const turn = budget.turn();
    if (turn) await turn;
    story.push(name);
    time += takesMs;
  };
  const others = (turns: number): void => {
    if (turns === 0) return;
    setImmediate(() => {
      story.push('-');
      others(turns - 1);
    });
  };
  return { story, begin, others };
}

test('requests that take long begin one in a turn, in the order of coming, and others get their turn in between', async () => {
  const { story, begin, others } = loop();
  others(4);
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => begin(name, 10)));
  expect(story.join('')).toBe('a-b-c-d');
});

test('requests that take next to nothing begin as they come', async () => {
  const { story, begin, others } = loop();
  others(1);
  await Promise.all(['a', 'b', 'c', 'd'].map((name) => begin(name, 1)));
  expect(story.join('')).toBe('abcd');
});

test('of those that wait as many begin in a turn as it has time for', async () => {
  const { story, begin, others } = loop();
  others(2);
  await Promise.all([begin('a', 10), begin('b'), begin('c'), begin('d', 10), begin('e')]);
  expect(story.join('')).toBe('a-bcd-e');
});

test('who comes while others wait does not begin before them', async () => {
  const { story, begin } = loop();
  const first = [begin('a', 10), begin('b', 10), begin('c', 10)];
  const comes = new Promise<void>((resolve) => {
    setImmediate(() => void begin('d').then(resolve));
  });
  await Promise.all([...first, comes]);
  expect(story.join('')).toBe('abcd');
});
