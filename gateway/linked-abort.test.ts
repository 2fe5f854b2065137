import { getEventListeners } from 'node:events';
import { expect, test } from '@jest/globals';
import { linkAbort } from './linked-abort.ts';

test('any of the others aborts it, with its reason', () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const linked = linkAbort(first.signal, second.signal);
  expect(linked.signal.aborted).toBe(false);
  second.abort('enough');
  expect(linked.signal.reason).toBe('enough');
});

test('one that is aborted already aborts it at once', () => {
  expect(linkAbort(AbortSignal.abort('before')).signal.reason).toBe('before');
});

test('it can be told to, and then the others do not matter', () => {
  const other = new AbortController();
  const linked = linkAbort(other.signal);
  linked.abort('told');
  other.abort('late');
  expect(linked.signal.reason).toBe('told');
});

test('unlinked, nothing aborts it any more, and what it leaves behind does not grow', () => {
  const other = new AbortController();
  const linked = Array.from({ length: 100 }, () => linkAbort(other.signal));
  for (const one of linked) one.unlink();
  expect(getEventListeners(other.signal, 'abort').length).toBeLessThanOrEqual(1);
  other.abort();
  expect(linked.some(({ signal }) => signal.aborted)).toBe(false);
});
