/** The closing line of CI: how many tests passed and failed. Usage: summary.ts FAILED_STEPS jest-results.json... */
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';

const results = z.object({
  testResults: z.array(
    z.object({
      /** The file. */
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/**
 * The count of all runs. Of a file that was run more than once the last run counts; a file that could not be loaded has failed, and
 * a step that failed without a failed test counts as one.
 */
export function countTests(failedSteps: number, runs: readonly unknown[]): Count {
  const files = new Map(
    runs.flatMap((run) => results.parse(run).testResults).map((file) => [file.name, file]),
  );
  const counts = [...files.values()].map(({ status, assertionResults }): Count => {
    const count = (wanted: string): number => assertionResults.filter((one) => one.status === wanted).length;
    const failed = count('failed');
    return { passed: count('passed'), failed: failed === 0 && status === 'failed' ? 1 : failed };
  });
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
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
