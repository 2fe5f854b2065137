/** Something done again and again, never twice at once, until it is closed. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Loop {
  /** Resolves after the first round, however it went. */
  start(): Promise<void>;
  /** The next round begins at once, or after the one that runs. */
  hasten(): void;
  close(): Promise<void>;
}

/** `round` gives the milliseconds until the next one; it must not reject. */
export function createLoop(round: (signal: AbortSignal) => Promise<number>): Loop {
  const stop = new AbortController();
  let running: Promise<void> | null = null;
  let nudge = new AbortController();

  async function run(first: () => void): Promise<void> {
    while (!stop.signal.aborted) {
      nudge = new AbortController();
      const wait = await round(stop.signal);
      first();
      const signal = AbortSignal.any([stop.signal, nudge.signal]);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
    first();
  }

  return {
    start: () =>
      new Promise((resolve) => {
        running ??= run(resolve);
      }),
    hasten: () => nudge.abort(),
    async close() {
      stop.abort();
      await running;
    },
  };
}
