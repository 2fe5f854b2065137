/** Waits for work no longer than its signal lets it, also where the work itself does not listen. */
export async function untilAborted<Value>(signal: AbortSignal, work: () => Promise<Value>): Promise<Value> {
  signal.throwIfAborted();
  let end: (() => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    end = () => reject(signal.reason as Error);
    signal.addEventListener('abort', end, { once: true });
  });
  try {
    return await Promise.race([work(), ended]);
  } finally {
    if (end) signal.removeEventListener('abort', end);
  }
}
