/** A contender that runs, and what is measured of it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Contender, Setting } from '../contenders/contender.ts';
import { Prober } from '../load/probe.ts';
import { faultOf } from '../load/verify.ts';
import { runLoad } from '../load/wrk.ts';
import { GATEWAY_CORE, PinnedProcess } from '../measure/process.ts';
import { freePort } from './free-port.ts';

/** What one round shows of one contender. */
export interface Round {
  /** Answers a second. */
  readonly throughput: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Shares of the core, 0 to 1: of the contender, of the upstreams, of the load. */
  readonly cpu: number;
  readonly upstreamCpu: number;
  readonly loadCpu: number;
  /** CPU time of the contender per answer: what a busy machine changes least. */
  readonly cpuMsPerAnswer: number;
  /** Requests to the upstreams per answer. */
  readonly upstreamRequests: number;
}

export interface LoadSettings {
  readonly connections: number;
  readonly seconds: number;
}

const START_MS = 90_000;
const PROBE_EVERY_MS = 250;
const RSS_EVERY_MS = 200;
/** About so many answers of a round are read whole, besides the probes. */
const SAMPLES = 20;
const MAX_SAMPLE_EVERY = 200;

export class Entrant {
  readonly contender: Contender;
  readonly #setting: Setting;
  readonly #process: PinnedProcess;
  readonly #upstream: PinnedProcess;
  readonly #prober: Prober;
  readonly #url: string;
  readonly #expected: readonly string[];
  #peakRssBytes = 0;
  readonly #watching: NodeJS.Timeout;

  static async start(
    contender: Contender,
    upstream: PinnedProcess,
    expected: readonly string[],
    setting: Omit<Setting, 'port'>,
  ): Promise<Entrant> {
    const folder = join(setting.folder, contender.id);
    mkdirSync(folder);
    const entrant = new Entrant(contender, upstream, expected, {
      ...setting,
      folder,
      port: await freePort(),
    });
    try {
      await entrant.#answers();
      return entrant;
    } catch (error) {
      await entrant.stop();
      throw error;
    }
  }

  private constructor(
    contender: Contender,
    upstream: PinnedProcess,
    expected: readonly string[],
    setting: Setting,
  ) {
    this.contender = contender;
    this.#setting = setting;
    this.#upstream = upstream;
    this.#expected = expected;
    const log = join(setting.folder, 'log.txt');
    this.#process = new PinnedProcess(contender.title, GATEWAY_CORE, contender.command(setting), log);
    this.#watching = setInterval(() => this.#watch(), RSS_EVERY_MS);
    this.#url = `http://127.0.0.1:${setting.port}${contender.path}`;
    const { workload, upstreamUrl, coalesce } = setting;
    const { requests } = workload;
    const freshness = contender.answersConstant ? 'NONE' : coalesce ? 'SINCE_LAST_PROBE' : 'SINCE_SENT';
    this.#prober = new Prober({
      title: contender.title,
      url: this.#url,
      upstreamUrl,
      requests,
      expected,
      freshness,
    });
  }

  #watch(): void {
    this.#peakRssBytes = Math.max(this.#peakRssBytes, this.#process.usage().rssBytes);
  }

  /** The most that all its processes had at once, so far. */
  get peakRssBytes(): number {
    return this.#peakRssBytes;
  }

  /** Waits until it does. */
  async #answers(): Promise<void> {
    const deadline = performance.now() + START_MS;
    for (;;) {
      try {
        return await this.#prober.probe();
      } catch (error) {
        this.#process.assertAlive();
        if (performance.now() > deadline) throw error;
        await sleep(200);
      }
    }
  }

  /** @throws Error where it dies or an answer is wrong. */
  async round({ connections, seconds }: LoadSettings): Promise<Round> {
    this.#process.assertAlive();
    const before = await this.#usage();
    let probing = true;
    const probed = this.#probe(() => probing);
    // It is looked at below: a fault must not end the run before the load has ended.
    probed.catch(() => {});
    const { folder, workload } = this.#setting;
    const load = await runLoad({
      url: this.#url,
      requests: workload.requests,
      connections,
      seconds,
      minLength: Math.min(...this.#expected.map((data) => Buffer.byteLength(data))),
      sampleEvery: this.#sampleEvery(seconds),
      folder,
    }).catch((error: unknown) => {
      this.#process.assertAlive();
      throw new Error(
        `Of ${this.contender.title}: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    probing = false;
    const after = await this.#usage();
    await probed;
    this.#process.assertAlive();
    this.#verify(load.samples, before.stamp, after.stamp);
    this.#lastThroughput = load.throughput;
    const elapsed = after.at - before.at;
    return {
      throughput: load.throughput,
      p50Ms: load.p50Ms,
      p99Ms: load.p99Ms,
      cpu: (after.gateway - before.gateway) / elapsed,
      cpuMsPerAnswer: ((after.gateway - before.gateway) * 1000) / load.answers,
      upstreamCpu: (after.upstream - before.upstream) / elapsed,
      loadCpu: load.cpuSeconds / elapsed,
      upstreamRequests: (after.stamp - before.stamp) / load.answers,
    };
  }

  #lastThroughput = 0;

  #sampleEvery(seconds: number): number {
    const answers = this.#lastThroughput * seconds;
    return Math.max(2, Math.min(MAX_SAMPLE_EVERY, Math.floor(answers / SAMPLES)));
  }

  async #usage(): Promise<{ at: number; gateway: number; upstream: number; stamp: number }> {
    const { stamp } = await this.#prober.counts();
    return {
      at: performance.now() / 1000,
      gateway: this.#process.usage().cpuSeconds,
      upstream: this.#upstream.usage().cpuSeconds,
      stamp,
    };
  }

  async #probe(goOn: () => boolean): Promise<void> {
    while (goOn()) {
      await this.#prober.probe();
      await sleep(PROBE_EVERY_MS);
    }
  }

  #verify(samples: readonly string[], before: number, until: number): void {
    const expected = new Set(this.#expected);
    // Those of the beginning may share what was under way before it.
    const after = this.#setting.coalesce || this.contender.answersConstant ? 0 : before;
    for (const sample of samples) {
      const fault = faultOf(sample, expected, { after, until });
      if (fault !== null) throw new Error(`An answer of ${this.contender.title} is wrong: ${fault}`);
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#watching);
    await this.#prober.close();
    await this.#process.stop();
  }
}
