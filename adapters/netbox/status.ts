/** How the source stands, as its answers tell. */
import { TributaryError } from '#schema/errors.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';

export class Status {
  readonly #now: () => number;
  #state: SourceStatus['state'] = 'CONNECTING';
  #asOf: string | null = null;
  #error: SourceStatus['error'] = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** An answer (null), or why there was none. */
  heard(error: TributaryError | null): void {
    // What was refused for itself alone says nothing about NetBox as a whole.
    if (error?.code === 'SOURCE_REFUSED' || error?.code === 'SOURCE_FORBIDDEN') return;
    this.#state = error ? 'DOWN' : 'UP';
    this.#error = error && { code: error.code, message: error.message };
    if (!error) this.#asOf = new Date(this.#now()).toISOString();
  }

  current(version: string | null): SourceStatus {
    return { state: this.#state, version, asOf: this.#asOf, stale: false, error: this.#error };
  }
}
