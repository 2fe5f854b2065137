import { onAbort } from './on-abort.ts';

/**
 * A signal that is aborted when any of several is, or when told to. AbortSignal.any does the same, but is kept as long as its
 * longest-lived source is: a server that joins its own signal to each request's would grow without end.
 */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  /** Lets go of the others; the signal itself stays as it is. */
  unlink(): void;
}

export function linkAbort(...sources: readonly AbortSignal[]): LinkedAbort {
  const controller = new AbortController();
  const links = sources.map((source) => {
    const follow = (): void => controller.abort(source.reason);
    if (!source.aborted) return onAbort(source, follow);
    follow();
    return () => undefined;
  });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => links.forEach((unlink) => unlink()),
  };
}
