/** Processes of a run: each pinned to a core, in a group of its own, with a log. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
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

const STOP_MS = 5000;

const running = new Set<number>();

/** This process shares the core of the load. @throws Error where processes cannot be pinned. */
export function pinUs(): void {
  const { status } = spawnSync('taskset', ['-acp', String(LOAD_CORE), String(process.pid)]);
  if (status !== 0)
    throw new Error('Processes are pinned to cores by taskset (util-linux), which does not work here.');
}

/** Whatever was started ends when this process does, however that comes. */
export function endWithUs(): void {
  process.on('exit', () => {
    for (const pid of running) signal(pid, 'SIGKILL');
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      console.error(`Stopped by ${name}.`);
      process.exit(130);
    });
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
    const { pid } = this.#child;
    if (pid !== undefined) running.add(pid);
    for (const event of ['exit', 'error'])
      this.#child.once(event, () => {
        this.#ended = true;
        if (pid !== undefined) running.delete(pid);
      });
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

  /** Resolves when none of them runs any more. */
  async stop(): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined) return;
    signal(pid, 'SIGTERM');
    if (await this.#gone(pid)) return;
    signal(pid, 'SIGKILL');
    await this.#gone(pid);
  }

  async #gone(pid: number): Promise<boolean> {
    const deadline = performance.now() + STOP_MS;
    while (!this.#ended || signal(pid, 0)) {
      if (performance.now() > deadline) return false;
      await sleep(20);
    }
    return true;
  }
}

/** To the whole group: what npm has started too. False where nobody is left. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, name);
  } catch {
    return false;
  }
}
