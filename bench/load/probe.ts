/** Single requests beside the load, read whole: each value must be of an upstream answer that was given after the request was sent. */
import { Pool } from 'undici';
import { COUNTS_PATH, type Counts } from '../upstream/memory.ts';
import { faultOf } from './verify.ts';

/**
 * Of the time after the request was sent; of the time after the probe before, where requests that are under way may share an answer; of any
 * time, where a constant is answered.
 */
export type Freshness = 'SINCE_SENT' | 'SINCE_LAST_PROBE' | 'NONE';

export class Prober {
  readonly #title: string;
  readonly #gateway: Pool;
  readonly #path: string;
  readonly #upstream: Pool;
  readonly #requests: readonly string[];
  readonly #expected: readonly string[];
  readonly #freshness: Freshness;
  #next = 0;
  #before = 0;

  constructor(options: {
    /** Who answers, for messages. */
    readonly title: string;
    readonly url: string;
    readonly upstreamUrl: string;
    readonly requests: readonly string[];
    readonly expected: readonly string[];
    /** How fresh values must be. */
    readonly freshness: Freshness;
  }) {
    this.#title = options.title;
    const url = new URL(options.url);
    this.#gateway = new Pool(url.origin, { connections: 1 });
    this.#path = url.pathname;
    this.#upstream = new Pool(options.upstreamUrl, { connections: 1 });
    this.#requests = options.requests;
    this.#expected = options.expected;
    this.#freshness = options.freshness;
  }

  async counts(): Promise<Counts> {
    const { body } = await this.#upstream.request({ method: 'GET', path: COUNTS_PATH });
    return (await body.json()) as Counts;
  }

  /** @throws Error where the answer is not right. */
  async probe(): Promise<void> {
    const index = this.#next;
    this.#next = (index + 1) % this.#requests.length;
    const { stamp } = await this.counts();
    const after = { SINCE_SENT: stamp, SINCE_LAST_PROBE: this.#before, NONE: 0 }[this.#freshness];
    this.#before = stamp;
    const { statusCode, body } = await this.#gateway.request({
      method: 'POST',
      path: this.#path,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: this.#requests[index] ?? '',
    });
    const text = await body.text();
    if (statusCode !== 200)
      throw new Error(`An answer of ${this.#title} has status ${statusCode}: ${text.slice(0, 300)}`);
    const { stamp: until } = await this.counts();
    const fault = faultOf(text, new Set([this.#expected[index] ?? '']), { after, until });
    if (fault !== null) throw new Error(`An answer of ${this.#title} is wrong: ${fault}`);
  }

  async close(): Promise<void> {
    await this.#gateway.destroy();
    await this.#upstream.destroy();
  }
}
