/** docs/guides/write-an-adapter.md, followed to the letter in a copy of the project: every command, every change. But for the port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';

jest.setTimeout(300_000);

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Not of the project, or not for a copy. */
const APART = new Set(['node_modules', '.git', '.tributary', 'run', 'coverage']);
const SUBGRAPH_PORT = '4101';

interface Step {
  readonly kind: string;
  readonly code: string;
}

const steps = [
  ...readFileSync(join(root, 'docs/guides/write-an-adapter.md'), 'utf8').matchAll(
    /^```(sh|sh \S+|diff)\n(.*?)^```$/gms,
  ),
].map(([, kind = '', code = '']): Step => ({ kind, code }));

const folder = mkdtempSync(join(tmpdir(), 'tributary-guide-'));
const copy = join(folder, 'tributary');
const running: ChildProcess[] = [];
let port: string;

beforeAll(async () => {
  cpSync(root, copy, { recursive: true, filter: (path) => !APART.has(basename(path)) });
  symlinkSync(realpathSync(join(root, 'node_modules')), join(copy, 'node_modules'));
  port = await freePort();
});

afterAll(() => {
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: free } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(free);
}

function shell(code: string): ChildProcess {
  const env = { ...process.env, PORT: port, NODE_ENV: undefined, npm_config_update_notifier: 'false' };
  return spawn('sh', ['-ec', code], { cwd: copy, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
}

/** What it has said, when it has ended. Throws where it does not end well. */
async function run(code: string, input = ''): Promise<string> {
  const child = shell(code);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin?.end(input);
  const said = async (stream: ChildProcess['stdout']): Promise<string> => (stream ? text(stream) : '');
  const [out, errors] = await Promise.all([said(child.stdout), said(child.stderr)]);
  const status = await ended;
  if (status !== 0) throw new Error(`${code}\nended with ${status}:\n${out}\n${errors}`);
  return out;
}

/** Goes on as soon as it serves. */
async function serve(code: string): Promise<void> {
  const child = shell(code);
  running.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (data: string) => (said += data));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (/(answers|is served) at http:/.test(said)) resolve();
    });
    child.once('close', () => reject(new Error(`${code}\nhas ended:\n${said}`)));
  });
}

test('the guide has the steps that are followed here', () => {
  const kinds = ['sh', 'sh second-terminal', 'sh third-terminal', 'sh', 'diff', 'sh', 'sh'];
  expect(steps.map(({ kind }) => kind)).toEqual(kinds);
});

test('whoever follows it gets what it says', async () => {
  const said: string[] = [];
  for (const { kind, code } of steps) {
    if (kind === 'sh') said.push(await run(code.replaceAll(SUBGRAPH_PORT, port)));
    else if (kind === 'diff') await run('git apply -', code);
    else await serve(code);
  }
  expect(said[0]).toContain('Every step passed.');
  expect(said[1]).toMatch(/\d+ laws held, 0 breached/);
  expect(said.at(-1)).toContain('Every step passed.');
});
