/** The loop that keeps the live set, and what it tells of the source. */
import type { LiveAlarms } from '#adapters/kit/alarms/live-alarms.ts';
import type { Log } from '#adapters/kit/log.ts';
import { TributaryError } from '#schema/errors.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';
import type { ZabbixClient } from './client.ts';
import { type Loop, createLoop } from '#adapters/kit/loop.ts';
import type { Synchroniser } from './synchroniser.ts';

export interface LiveLoop extends Loop {
  status(): SourceStatus;
}

export interface LiveLoopParts {
  readonly source: string;
  readonly client: ZabbixClient;
  readonly live: LiveAlarms;
  readonly synchroniser: Synchroniser;
  readonly pollMs: number;
  readonly log: Log;
  /** Done after every successful step; its failure is no gap. */
  readonly after: (signal: AbortSignal) => Promise<void>;
}

/** Between two attempts at a source that is away. */
const RETRY_MS = 2000;
/** At one that is there, but will not have us: people have to act first. */
const RETRY_REFUSED_MS = 5000;

export function createLiveLoop(parts: LiveLoopParts): LiveLoop {
  const { source, client, live, synchroniser, pollMs, log, after } = parts;
  let told: 'UP' | 'DOWN' | null = null;
  let error: SourceStatus['error'] = null;

  function up(): void {
    if (told !== 'UP') log.info({ source, version: client.dialect?.version }, 'In sync with Zabbix');
    told = 'UP';
    error = null;
  }

  function down(why: unknown): number {
    const { code, message } =
      why instanceof TributaryError ? why : new TributaryError('INTERNAL_ERROR', String(why), { source });
    if (told !== 'DOWN' || error?.code !== code)
      log.warn({ source, code, err: why }, 'Zabbix does not answer as it should');
    told = 'DOWN';
    error = { code, message };
    live.lost();
    const refused = why instanceof TributaryError && !why.retryable;
    return refused ? RETRY_REFUSED_MS : Math.min(RETRY_MS, Math.max(pollMs, 100));
  }

  const loop = createLoop(async (signal) => {
    try {
      await synchroniser.step(signal);
      up();
    } catch (why) {
      return signal.aborted ? 0 : down(why);
    }
    await after(signal).catch((why: unknown) =>
      log.debug({ source, err: why }, 'New hosts of Zabbix could not be read'),
    );
    return pollMs;
  });

  return {
    ...loop,
    // by the state of the set alone: what a list says of itself, and what is told of its source, are one
    status() {
      const { state, lastHeardAt: asOf } = live;
      const version = client.dialect?.version ?? null;
      if (state === 'IN_SYNC') return { state: 'UP', version, asOf, stale: false, error: null };
      return { state: error ? 'DOWN' : 'CONNECTING', version, asOf, stale: asOf !== null, error };
    },
  };
}
