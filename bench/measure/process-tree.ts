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
const PAGE_BYTES = 4096;

export function usageOf(root: number): TreeUsage {
  const children = new Map<number, number[]>();
  const stats = new Map<number, Stat>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    const stat = Number.isInteger(pid) ? statOf(pid) : null;
    if (!stat) continue;
    stats.set(pid, stat);
    children.set(stat.parent, [...(children.get(stat.parent) ?? []), pid]);
  }
  const usage = { processes: 0, cpuSeconds: 0, rssBytes: 0 };
  const waiting = [root];
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    const stat = stats.get(pid);
    if (!stat) continue;
    usage.processes += 1;
    usage.cpuSeconds += stat.ticks / TICKS_PER_SECOND;
    usage.rssBytes += stat.pages * PAGE_BYTES;
    waiting.push(...(children.get(pid) ?? []));
  }
  return usage;
}

interface Stat {
  readonly parent: number;
  readonly ticks: number;
  readonly pages: number;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in parentheses and may hold anything.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const at = (i: number): number => Number(fields[i]);
    return { parent: at(1), ticks: at(11) + at(12), pages: at(21) };
  } catch {
    // It has ended meanwhile.
    return null;
  }
}
