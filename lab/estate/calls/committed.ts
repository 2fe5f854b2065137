/** upstream-calls.json, and how what is measured differs from it. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Calls } from './count.ts';

export type Counts = Readonly<Record<string, Calls>>;

const FILE = new URL('upstream-calls.json', import.meta.url);
export const WRITE = 'npm run upstream-calls -- --write';

export function readCommitted(): Counts {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Counts;
}

export function writeCommitted(counts: Counts): void {
  writeFileSync(FILE, `${JSON.stringify(counts, null, 2)}\n`);
}

/** A line for each query and source that costs more or less than it did; none where nothing has changed. */
export function differences(before: Counts, now: Counts): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  return [...names].flatMap((name) => {
    const [was, is] = [before[name], now[name]];
    if (!was) return [`${name} is not in upstream-calls.json.`];
    if (!is) return [`${name} is in upstream-calls.json, but no such query is asked.`];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .toSorted()
      .filter((source) => was[source] !== is[source])
      .map((source) => `${name}: ${source} was ${cost(was[source])}, and is ${cost(is[source])} now.`);
  });
}

/** What has changed, and what to do about it. */
export function remedy(changes: readonly string[]): string {
  return [
    'Named queries cost the systems something else than upstream-calls.json says:',
    ...changes.map((line) => `  - ${line}`),
    `Where that is meant, \`${WRITE}\` writes it down, for whoever reviews the change to see.`,
  ].join('\n');
}

function cost(calls: number | undefined): string {
  if (calls === undefined) return 'not asked';
  return `sent ${calls} ${calls === 1 ? 'call' : 'calls'}`;
}
