import { expect, test } from '@jest/globals';
import { onAbort } from './on-abort.ts';

test('everybody who waits is told once, in order; who has let go is not, nor by one who is told before', () => {
  const controller = new AbortController();
  const told: string[] = [];
  onAbort(controller.signal, () => {
    told.push('first');
    letGoOfThird();
  });
  const letGo = onAbort(controller.signal, () => told.push('second'));
  const letGoOfThird = onAbort(controller.signal, () => told.push('third'));
  onAbort(controller.signal, () => told.push('fourth'));
  letGo();
  letGo();
  expect(told).toEqual([]);
  controller.abort();
  controller.abort();
  expect(told).toEqual(['first', 'fourth']);
});

test('of a signal that is aborted already nobody is told', () => {
  const told: string[] = [];
  onAbort(AbortSignal.abort(), () => told.push('late'));
  expect(told).toEqual([]);
});
