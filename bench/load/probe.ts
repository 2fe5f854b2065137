/** Single requests beside the load, read whole: each value must be of an upstream answer that was given after the request was sent. */
import { Pool } from 'undici';
import { COUNTS_PATH, type Counts } from '../upstream/memory.ts';
import { faultOf } from './verify.ts';

export class Prober {
  readonly #gateway: Pool;
  readonly #path: string;
  readonly #upstream: Pool;
  readonly #requests: readonly string[];
  readonly #expected: readonly string[];
  readonly #coalesced: boolean;
  #next = 0;
  #before = 0;

  constructor(options: {
    readonly url: string;
    readonly upstreamUrl: string;
    readonly requests: readonly string[];
    readonly expected: readonly string[];
    /** Values may then be as old as the probe before. */
    readonly coalesced: boolean;
  }) {
    const url = new URL(options.url);
    this.#gateway = new Pool(url.origin, { connections: 1 });
    this.#path = url.pathname;
    this.#upstream = new Pool(options.upstreamUrl, { connections: 1 });
    this.#requests = options.requests;
    this.#expected = options.expected;
    this.#coalesced = options.coalesced;
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
    const after = this.#coalesced ? this.#before : stamp;
    this.#before = stamp;
    const { statusCode, body } = await this.#gateway.request({
      method: 'POST',
      path: this.#path,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: this.#requests[index] ?? '',
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`An answer has status ${statusCode}: ${text.slice(0, 300)}`);
    const { stamp: until } = await this.counts();
    const fault = faultOf(text, new Set([this.#expected[index] ?? '']), { after, until });
    if (fault !== null) throw new Error(`An answer is wrong: ${fault}`);
  }

  async close(): Promise<void> {
    await this.#gateway.destroy();
    await this.#upstream.destroy();
  }
}
