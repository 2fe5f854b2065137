/** Processes of a run: each pinned to a core, in a group of its own, with a log. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type TreeUsage, usageOf } from './process-tree.ts';

export const GATEWAY_CORE = 0;
export const LOAD_CORE = 1;

export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export class PinnedProcess {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #log: string;
  #ended = false;

  constructor(name: string, core: number, { command, args, cwd, env }: Command, log: string) {
    this.name = name;
    this.#log = log;
    const out = openSync(log, 'a');
    this.#child = spawn('taskset', ['-c', String(core), command, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', out, out],
      detached: true,
    });
    closeSync(out);
    this.#child.once('exit', () => (this.#ended = true));
    this.#child.once('error', () => (this.#ended = true));
  }

  usage(): TreeUsage {
    return usageOf(this.#child.pid ?? -1);
  }

  /** @throws where it has ended: with the end of what it said. */
  assertAlive(): void {
    if (this.#ended)
      throw new Error(`${this.name} has ended. The last it said:\n${this.#said().slice(-2000)}`);
  }

  #said(): string {
    return readFileSync(this.#log, 'utf8');
  }

  /** What `read` finds in all that it says, as soon as it does. */
  async says(read: RegExp, withinMs: number): Promise<string> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const found = read.exec(this.#said())?.[1];
      if (found !== undefined) return found;
      this.assertAlive();
      if (performance.now() > deadline) throw new Error(`${this.name} does not say ${read}.`);
      await sleep(50);
    }
  }

  async stop(): Promise<void> {
    if (this.#ended || this.#child.pid === undefined) return;
    const exit = once(this.#child, 'exit');
    signal(this.#child.pid, 'SIGTERM');
    const stopped = await Promise.race([exit.then(() => true), sleep(5000, false, { ref: false })]);
    if (!stopped) {
      signal(this.#child.pid, 'SIGKILL');
      await exit;
    }
  }
}

/** The whole group: what npm has started too. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
