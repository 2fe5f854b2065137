/** A copy of the project in which a guide is followed: its commands run as a person would type them, in as many terminals. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Not of the project, or not for a copy. */
const APART = new Set(['node_modules', '.git', '.tributary', 'tributary.yaml', 'run', 'coverage']);

/** A block of a guide: what stands behind the three ticks, and what is in it. */
export interface Step {
  readonly kind: string;
  readonly code: string;
}

export type Environment = Readonly<Record<string, string>>;

/** The blocks of these kinds; `kinds` is a regular expression for what stands behind the ticks. */
export function stepsOf(guide: string, kinds: string): Step[] {
  const blocks = readFileSync(join(root, guide), 'utf8').matchAll(
    new RegExp(`^\`\`\`(${kinds})\\n(.*?)^\`\`\`$`, 'gms'),
  );
  return [...blocks].map(([, kind = '', code = '']) => ({ kind, code }));
}

export class FollowedCopy {
  readonly #parent = mkdtempSync(join(tmpdir(), 'tributary-guide-'));
  readonly folder = join(this.#parent, 'tributary');
  readonly #running = new Set<ChildProcess>();

  constructor() {
    cpSync(root, this.folder, { recursive: true, filter: (path) => !APART.has(basename(path)) });
    symlinkSync(realpathSync(join(root, 'node_modules')), join(this.folder, 'node_modules'));
  }

  /** What it has said, when it has ended. Throws where it does not end well. */
  async run(code: string, environment: Environment, input = ''): Promise<string> {
    const child = this.#shell(code, environment);
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    child.stdin?.end(input);
    const said = async (stream: ChildProcess['stdout']): Promise<string> => (stream ? text(stream) : '');
    const [out, errors] = await Promise.all([said(child.stdout), said(child.stderr)]);
    const status = await ended;
    if (status !== 0) throw new Error(`${code}\nended with ${status}:\n${out}\n${errors}`);
    return out;
  }

  /** Goes on as soon as it says that it serves. What is given back is Ctrl+C: it resolves when the command has ended. */
  async serve(code: string, environment: Environment): Promise<() => Promise<void>> {
    const child = this.#shell(code, environment);
    this.#running.add(child);
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (data: string) => (said += data));
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', () => {
        if (/(answers|is served) at http:|serves http:|GraphQL +http:/.test(said)) resolve();
      });
      void ended.then(() => reject(new Error(`${code}\nhas ended:\n${said}`)));
    });
    return async () => {
      this.#end(child);
      await ended;
    };
  }

  close(): void {
    for (const child of this.#running) this.#end(child);
    rmSync(this.#parent, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }

  #shell(code: string, environment: Environment): ChildProcess {
    const env = { ...process.env, NODE_ENV: undefined, npm_config_update_notifier: 'false', ...environment };
    return spawn('sh', ['-ec', code], {
      cwd: this.folder,
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  #end(child: ChildProcess): void {
    if (this.#running.delete(child) && child.pid !== undefined && child.exitCode === null)
      process.kill(-child.pid, 'SIGTERM');
  }
}

/** A port that is free now. */
export async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return String(port);
}
