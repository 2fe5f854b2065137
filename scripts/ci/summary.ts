/** The closing line of CI: how many tests passed and failed. Usage: summary.ts FAILED_STEPS jest-results.json... */
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';

const results = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  /** Files that could not even be loaded. */
  numRuntimeErrorTestSuites: z.int(),
});

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** The count of all runs; a step that failed without a failed test counts as one. */
export function countTests(failedSteps: number, runs: readonly unknown[]): Count {
  const read = runs.map((run) => results.parse(run));
  const passed = read.reduce((sum, run) => sum + run.numPassedTests, 0);
  const failed = read.reduce((sum, run) => sum + run.numFailedTests + run.numRuntimeErrorTestSuites, 0);
  return { passed, failed: Math.max(failed, failedSteps) };
}

if (import.meta.main) {
  const [failedSteps = '0', ...paths] = process.argv.slice(2);
  const runs = paths.filter((path) => existsSync(path));
  const count = countTests(
    Number(failedSteps),
    runs.map((path): unknown => JSON.parse(readFileSync(path, 'utf8'))),
  );
  console.log(`${count.passed} passed, ${count.failed} failed`);
  if (count.failed > 0) process.exitCode = 1;
}
