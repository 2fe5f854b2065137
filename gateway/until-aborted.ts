import { onAbort } from './on-abort.ts';

/** Waits for work no longer than its signal lets it, also where the work itself does not listen. */
export async function untilAborted<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  signal.throwIfAborted();
  let letGo: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    letGo = onAbort(signal, () => reject(signal.reason as Error));
  });
  try {
    return await Promise.race([work(), ended]);
  } finally {
    letGo?.();
  }
}
