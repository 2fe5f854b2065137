/** A process of this bench: its first words, what it uses, its end. Linux, by /proc. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Child {
  readonly name: string;
  /** The part of the first line printed that fits. @throws Error where it ends before. */
  line(pattern: RegExp): Promise<string>;
  /** Processor time so far, of all its threads. */
  processorSeconds(): number;
  /** The most memory that it has held. */
  peakMegabytes(): number;
  stop(): Promise<void>;
}

const KILOBYTES = 1024;
/** What Linux counts processor time in, on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

export function startChild(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  // However this process ends, none of its children stays.
  process.once('exit', () => child.kill());
  const status = (file: string): string => readFileSync(`/proc/${child.pid}/${file}`, 'utf8');
  return {
    name,
    async line(pattern) {
      if (!child.stdout) throw new TypeError('A child must have an output.');
      for await (const line of createInterface(child.stdout)) {
        const [found] = pattern.exec(line) ?? [];
        if (found === undefined) continue;
        child.stdout.resume();
        return found;
      }
      throw new Error(`${name} has ended before it was there.`);
    },
    processorSeconds() {
      // proc(5): after the name, which may hold anything, user and system time are the 12th and 13th field.
      const fields = status('stat')
        .replace(/^.*\) /s, '')
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
    peakMegabytes() {
      const [, peak] = /^VmHWM:\s+(\d+)/m.exec(status('status')) ?? [];
      return Math.round(Number(peak) / KILOBYTES);
    },
    async stop() {
      child.kill();
      await ended;
    },
  };
}
