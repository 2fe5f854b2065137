import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { LOAD_CORE, PinnedProcess } from './process.ts';

const folder = mkdtempSync(join(tmpdir(), 'tributary-'));
afterAll(() => rmSync(folder, { recursive: true }));

const started = (name: string, script: string): PinnedProcess =>
  new PinnedProcess(
    name,
    LOAD_CORE,
    { command: 'sh', args: ['-c', script], cwd: folder },
    join(folder, `${name}.txt`),
  );

/** What has ended may still be listed, until whoever is responsible for it takes note. */
function runs(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

/** Elsewhere nothing is measured. */
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a process', () => {
  // Starting a process takes its time where everything is busy.
  jest.setTimeout(60_000);

  test('is told of with all that it has started, and ends with all of it', async () => {
    // Two levels below the shell that is started.
    const one = started(
      'one',
      `sh -c 'echo "child $$"; "${process.execPath}" -e "setInterval(() => {}, 9e9); console.log(process.pid + \\" here\\")"; :'; :`,
    );
    const pid = Number(await one.says(/(\d+) here/, 60_000));
    const { processes, rssBytes, cpuSeconds } = one.usage();
    expect(processes).toBeGreaterThanOrEqual(2);
    expect(rssBytes).toBeGreaterThan(20 * 1024 ** 2);
    expect(cpuSeconds).toBeGreaterThan(0);
    await one.stop();
    expect(runs(pid)).toBe(false);
  });

  test('that has ended is found out, with what it said', async () => {
    const two = started('two', 'echo "no such port"; exit 3');
    await expect(two.says(/ready (.*)/, 60_000)).rejects.toThrow(
      'two has ended. The last it said:\nno such port',
    );
    expect(() => two.assertAlive()).toThrow('no such port');
  });
});
