/** Waiting for the first complete index, but not for long. */
import { TributaryError } from '#schema/errors.ts';

export class Readiness {
  readonly #source: string;
  readonly #patienceMs: number;
  readonly #reached = Promise.withResolvers<void>();
  #isReached = false;
  #failure: unknown = null;

  constructor(source: string, patienceMs: number) {
    this.#source = source;
    this.#patienceMs = patienceMs;
  }

  reached(): void {
    this.#isReached = true;
    this.#reached.resolve();
  }

  failed(error: unknown): void {
    this.#failure = error;
  }

  /** @throws TributaryError NOT_SYNCHRONISED, or why the source could not be read. */
  async wait(signal: AbortSignal): Promise<void> {
    if (this.#isReached) return;
    signal.throwIfAborted();
    const { promise: over, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(this.#tooEarly()), this.#patienceMs);
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', leave, { once: true });
    try {
      await Promise.race([this.#reached.promise, over]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', leave);
    }
  }

  #tooEarly(): unknown {
    if (this.#failure instanceof TributaryError) return this.#failure;
    return new TributaryError('NOT_SYNCHRONISED', 'NetBox has not been read as a whole yet.', {
      source: this.#source,
    });
  }
}
