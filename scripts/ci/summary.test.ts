import { expect, test } from '@jest/globals';
import { countTests } from './summary.ts';

const run = (passed: number, failed: number, broken = 0): object => ({
  numPassedTests: passed,
  numFailedTests: failed,
  numRuntimeErrorTestSuites: broken,
  numTotalTests: passed + failed,
});

test('all runs are counted as one', () => {
  expect(countTests(0, [run(120, 0), run(30, 0)])).toEqual({ passed: 150, failed: 0 });
});

test('a file that could not be loaded has failed', () => {
  expect(countTests(1, [run(120, 1, 2)])).toEqual({ passed: 120, failed: 3 });
});

test('a step that failed without a failed test has failed', () => {
  expect(countTests(2, [run(120, 0)])).toEqual({ passed: 120, failed: 2 });
  expect(countTests(1, [])).toEqual({ passed: 0, failed: 1 });
});
