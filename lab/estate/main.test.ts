import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';

const state = mkdtempSync(join(tmpdir(), 'estate-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(state, { recursive: true, force: true });
});

/** npm start, without npm. */
function run(port: number): {
  child: ChildProcess;
  said: (what: string) => Promise<string>;
  exit: Promise<unknown[]>;
} {
  const main = new URL('./main.ts', import.meta.url).pathname;
  const env = { PATH: process.env['PATH'], PORT: String(port), TRIBUTARY_STATE: state };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const exit = once(child, 'exit');
  let text = '';
  const said = (what: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => (text.includes(what) ? resolve(text) : undefined);
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          look();
        });
      child.once('close', () =>
        text.includes(what) ? resolve(text) : reject(new Error(`It only said: ${text}`)),
      );
    });
  return { child, said, exit };
}

describe('npm start', () => {
  test('prints where it serves and how its sources stand, and ends on SIGTERM', async () => {
    const { child, said, exit } = run(0);
    const text = await said('Ctrl+C');
    expect(text).toMatch(/GraphQL +http:\/\/127\.0\.0\.1:\d+\/graphql/);
    expect(text).toMatch(/legacy-west +inventory, services +UP/);
    expect(text).toMatch(/zabbix-east +inventory, faults +UP, 7\.0\.5 +27 \(2 on what no inventory knows\)/);
    const asked = performance.now();
    child.kill('SIGTERM');
    child.kill('SIGINT');
    expect(await exit).toEqual([0, null]);
    expect(performance.now() - asked).toBeLessThan(5000);
  }, 60_000);

  test('names the remedy where somebody has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { said, exit } = run((other.address() as AddressInfo).port);
    expect(await said('PORT')).toContain('`PORT` must be free, but somebody listens on it already');
    expect(await exit).toEqual([1, null]);
    other.close();
  }, 60_000);
});
