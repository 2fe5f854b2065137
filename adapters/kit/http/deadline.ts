/** One bound on the whole of a call: queue, login, connection, headers, body. */
export interface Deadline {
  /** Aborted when the time is over, or when the caller's own signal is. */
  readonly signal: AbortSignal;
  readonly ms: number;
  readonly expired: boolean;
  /** Ends the call before its time. */
  abort(reason: unknown): void;
  /** Ends the timer and lets go of the caller's signal. */
  close(): void;
}

export function openDeadline(ms: number, caller: AbortSignal | undefined): Deadline {
  const controller = new AbortController();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    controller.abort(new DOMException(`The time of ${ms} ms is over.`, 'TimeoutError'));
  }, ms);
  const leave = (): void => controller.abort(caller?.reason);
  if (caller?.aborted) leave();
  else caller?.addEventListener('abort', leave, { once: true });
  return {
    signal: controller.signal,
    ms,
    get expired() {
      return expired;
    },
    abort: (reason) => controller.abort(reason),
    close() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', leave);
    },
  };
}
