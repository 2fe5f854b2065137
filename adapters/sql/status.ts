/** How the source stands, as connections and statements tell. */
import type { SourceStatus } from '#schema/ports/adapter.ts';
import { TributaryError } from '#schema/errors.ts';
import type { Product } from './types.ts';

export class Status {
  readonly #now: () => number;
  #state: SourceStatus['state'] = 'CONNECTING';
  #version: string | null = null;
  #asOf: string | null = null;
  #error: SourceStatus['error'] = null;
  /** What the mapping asks for and the schema does not have; stays until a probe finds it mended. */
  #fault: SourceStatus['error'] = null;

  constructor(now: () => number) {
    this.#now = now;
  }

  heard(outcome: Product | TributaryError | null): void {
    if (outcome instanceof TributaryError) {
      this.#state = 'DOWN';
      this.#error = { code: outcome.code, message: outcome.message };
      return;
    }
    if (outcome) this.#version = `${outcome.name} ${outcome.version}`;
    this.#state = 'UP';
    this.#asOf = new Date(this.#now()).toISOString();
    this.#error = null;
  }

  /** What a probe of the mapping found. */
  probed(fault: TributaryError | null): void {
    this.#fault = fault && { code: fault.code, message: fault.message };
  }

  get current(): SourceStatus {
    const state = this.#state === 'UP' && this.#fault ? 'DOWN' : this.#state;
    return {
      state,
      version: this.#version,
      asOf: this.#asOf,
      stale: false,
      error: this.#error ?? this.#fault,
    };
  }
}
