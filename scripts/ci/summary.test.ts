import { expect, test } from '@jest/globals';
import { countTests } from './summary.ts';

interface File {
  readonly name: string;
  readonly status: 'passed' | 'failed';
  readonly assertionResults: readonly { readonly status: string }[];
}

function file(name: string, passed: number, failed: number): File {
  const tests = (count: number, status: string) => Array.from({ length: count }, () => ({ status }));
  const assertionResults = [...tests(passed, 'passed'), ...tests(failed, 'failed'), ...tests(1, 'pending')];
  return { name, status: failed > 0 ? 'failed' : 'passed', assertionResults };
}
const unloadable = (name: string): File => ({ name, status: 'failed', assertionResults: [] });
const run = (...testResults: readonly File[]): object => ({ testResults });

test('all runs are counted as one', () => {
  const runs = [run(file('a', 100, 0), file('b', 20, 1)), run(file('c', 30, 0))];
  expect(countTests(0, runs)).toEqual({ passed: 150, failed: 1 });
});

test('a file that could not be loaded has failed', () => {
  expect(countTests(1, [run(file('a', 120, 1), unloadable('b'), unloadable('c'))])).toEqual({
    passed: 120,
    failed: 3,
  });
});

test('of a file that was run twice the second run counts', () => {
  const first = run(file('a', 100, 0), file('b', 9, 1), unloadable('c'));
  expect(countTests(0, [first, run(file('b', 10, 0), file('c', 5, 0))])).toEqual({ passed: 115, failed: 0 });
  expect(countTests(1, [first, run(file('b', 8, 2), file('c', 5, 0))])).toEqual({ passed: 113, failed: 2 });
});

test('a step that failed without a failed test has failed', () => {
  expect(countTests(2, [run(file('a', 120, 0))])).toEqual({ passed: 120, failed: 2 });
  expect(countTests(1, [])).toEqual({ passed: 0, failed: 1 });
});
