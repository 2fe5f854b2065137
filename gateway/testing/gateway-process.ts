/** The gateway as an operator runs it: a process of its own, with a configuration in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));
const SPY = new URL('./egress-spy.mjs', import.meta.url).href;

export class GatewayProcess {
  readonly #folder = mkdtempSync(join(tmpdir(), 'tributary-'));
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #stdout = '';
  #stderr = '';

  constructor(configuration: string) {
    this.write(configuration);
    this.#child = spawn(process.execPath, ['--import', SPY, MAIN], {
      cwd: this.#folder,
      env: { PATH: process.env['PATH'], PORT: '0', EGRESS_LOG: join(this.#folder, 'egress.log') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#exited = once(this.#child, 'exit');
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
  }

  get stdout(): string {
    return this.#stdout;
  }

  get stderr(): string {
    return this.#stderr;
  }

  /** Where it serves, as soon as it says so. */
  async url(): Promise<string> {
    for (;;) {
      const url = /Tributary serves (http:\/\/\S+)\/graphql/.exec(this.#stdout)?.[1];
      if (url) return url;
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const { stdout } = this.#child;
    if (!stdout || this.#child.exitCode !== null) throw new Error(`It has ended:\n${this.#stderr}`);
    await Promise.race([once(stdout, 'data'), this.#exited]);
  }

  /** Puts another configuration in place of the one that it has. */
  write(configuration: string): void {
    const next = join(this.#folder, 'next');
    writeFileSync(next, configuration);
    renameSync(next, join(this.#folder, 'tributary.yaml'));
  }

  /** Resolves as soon as it has said so on stdout. */
  async said(text: string): Promise<void> {
    while (!this.#stdout.includes(text)) await this.#more();
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The exit code; null where a signal ended it. */
  async exit(): Promise<number | null> {
    await this.#exited;
    return this.#child.exitCode;
  }

  /** Whom it has contacted so far, each once. */
  contacted(): string[] {
    const lines = readFileSync(join(this.#folder, 'egress.log'), 'utf8').split('\n');
    if (lines.shift() !== 'watching') throw new Error('Nobody has watched whom it contacts.');
    return [...new Set(lines.filter((line) => line !== ''))];
  }

  /** Ends it, if it has not ended, and leaves nothing behind. */
  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    await this.#exited;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
