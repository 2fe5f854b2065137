/** Waiting for what a real system does in its own time: looked for again and again until a deadline, never slept for. */
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 50;

/** What `look` gives as soon as it is neither null, undefined nor false. @throws Error after `ms`, with what was last said of it. */
export async function within<Found>(
  ms: number,
  what: string,
  look: () => Promise<Found | null | undefined | false>,
): Promise<Found> {
  const until = Date.now() + ms;
  for (let error: unknown; ;) {
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) return found;
      error = undefined;
    } catch (thrown) {
      error = thrown;
    }
    if (Date.now() >= until) {
      const last = error instanceof Error ? ` Last: ${error.message}` : '';
      throw new Error(`${what} must come about within ${ms} ms, but did not.${last}`, { cause: error });
    }
    await pause(LOOK_MS);
  }
}
