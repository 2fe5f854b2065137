/** What a process and all that it has started cost, as Linux tells it. */
import { readFileSync, readdirSync } from 'node:fs';

export interface TreeUsage {
  readonly processes: number;
  /** Since each of them began. */
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

/** In what `/proc` counts, the same on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

export function usageOf(root: number): TreeUsage {
  const usage = { processes: 0, cpuSeconds: 0, rssBytes: 0 };
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    try {
      const ticks = ticksOf(pid);
      const rssBytes = rssOf(pid);
      waiting.push(...childrenOf(pid));
      usage.processes += 1;
      usage.cpuSeconds += ticks / TICKS_PER_SECOND;
      usage.rssBytes += rssBytes;
    } catch {
      // It has ended meanwhile.
    }
  }
  return usage;
}

function ticksOf(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in parentheses and may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

function rssOf(pid: number): number {
  const kibibytes = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kibibytes ?? 0) * 1024;
}

/** Those of each of its threads. */
function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
