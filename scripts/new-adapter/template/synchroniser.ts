/**
 * Keeps the live set as Acme View has it: the list of open alarms, read whole every few seconds. A source that tells of events is
 * better followed by them, with a whole reading after every gap.
 */
import type { LiveAlarms } from '#adapters/kit/alarms/live-alarms.ts';
import type { NamedObjects } from '#adapters/kit/alarms/named-objects.ts';
import type { Log } from '#adapters/kit/log.ts';
import { type Loop, createLoop } from '#adapters/kit/loop.ts';
import { TributaryError } from '#schema/errors.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';
import type { AcmeViewClient } from './client.ts';
import { mapAlarm, nodeOf } from './map.ts';

export interface Synchroniser extends Loop {
  status(): SourceStatus;
}

export interface SynchroniserParts {
  readonly source: string;
  readonly client: AcmeViewClient;
  readonly live: LiveAlarms;
  readonly named: NamedObjects;
  readonly pollMs: number;
  readonly log: Log;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
}

/** After a failure it is tried again no later. */
const RETRY_MS = 2000;

export function createSynchroniser(parts: SynchroniserParts): Synchroniser {
  const { source, client, live, named, pollMs, log, now } = parts;
  let version: string | null = null;
  let error: SourceStatus['error'] = null;

  async function read(signal: AbortSignal): Promise<void> {
    version = await client.version({ signal });
    const rows = await client.openAlarms({ signal });
    for (const row of rows) {
      const node = nodeOf(row);
      if (node) named.name(node);
    }
    const asOf = new Date(now()).toISOString();
    live.replace(rows.map((row) => mapAlarm(row, source, asOf)));
    named.forget();
  }

  const loop = createLoop(async (signal) => {
    try {
      await read(signal);
      if (error) log.info({ source }, 'Acme View answers again');
      error = null;
      return pollMs;
    } catch (why) {
      if (signal.aborted) return 0;
      live.lost();
      const { code, message } =
        why instanceof TributaryError ? why : new TributaryError('INTERNAL_ERROR', String(why), { source });
      if (error?.code !== code) log.warn({ source, err: why }, 'Acme View does not answer as it should');
      error = { code, message };
      return Math.min(RETRY_MS, pollMs);
    }
  });

  return {
    ...loop,
    status() {
      const { state, lastHeardAt: asOf } = live;
      if (state === 'IN_SYNC') return { state: 'UP', version, asOf, stale: false, error: null };
      return { state: error ? 'DOWN' : 'CONNECTING', version, asOf, stale: asOf !== null, error };
    },
  };
}
