/** Keeps the copy of the hosts, and the triggers of open problems, fresh; tells the binder which elements there are, and what is gone. */
import { setImmediate } from 'node:timers/promises';
import type { Binder } from '#adapters/kit/identity/binder.ts';
import type { Log } from '#adapters/kit/log.ts';
import { chunks } from './chunks.ts';
import type { CallOptions, ZabbixClient } from './client.ts';
import type { ZabbixOptions } from './config.ts';
import type { Directory } from './directory.ts';
import { hostObject, readHosts, readHostsById } from './hosts.ts';
import type { HostSnapshot } from './inventory.ts';
import { type Loop, createLoop } from '#adapters/kit/loop.ts';
import { hostKey } from './place.ts';
import type { HostRow } from './types.ts';

export interface HostWatch extends Loop {
  /** The last complete copy; null before the first. */
  readonly snapshot: HostSnapshot | null;
  /** Reads hosts that came up meanwhile, so that their first alarm is on the right element. */
  learn(hostids: readonly string[], options: CallOptions): Promise<void>;
}

export interface HostWatchParts {
  readonly source: string;
  readonly options: Pick<ZabbixOptions, 'identifiers' | 'hostRefreshSeconds'>;
  readonly client: ZabbixClient;
  readonly directory: Directory;
  readonly binder: Binder;
  readonly log: Log;
  /** The triggers whose problems are open. */
  triggers(): ReadonlySet<string>;
  /** Forgets what alarms have named and name no more. */
  forget(): void;
  now(): number;
}

const RETRY_MS = 2000;
/** So many hosts are told of before others have their turn. */
const AT_ONCE = 1000;

export function createHostWatch(parts: HostWatchParts): HostWatch {
  const { source, options, client, directory, binder, log, triggers, forget, now } = parts;
  const refreshMs = options.hostRefreshSeconds * 1000;
  let snapshot: HostSnapshot | null = null;

  function observe(hosts: readonly HostRow[]): void {
    binder.observe(hosts.map((host) => hostObject(host, options.identifiers)));
  }

  const loop = createLoop(async (signal) => {
    try {
      const asOf = new Date(now()).toISOString();
      const hosts = await readHosts(client, options.identifiers, { signal });
      const before = snapshot;
      snapshot = { byId: new Map(hosts.map((host) => [host.hostid, host])), asOf };
      const gone = [...(before?.byId.keys() ?? [])].filter((id) => snapshot?.byId.has(id) === false);
      binder.forget(gone.map(hostKey));
      for (const some of chunks(hosts, AT_ONCE)) {
        observe(some);
        await setImmediate();
      }
      forget();
      await directory.refresh(triggers(), { signal });
      return refreshMs;
    } catch (error) {
      if (!signal.aborted) log.debug({ source, err: error }, 'The hosts of Zabbix could not be read');
      return Math.min(RETRY_MS, refreshMs);
    }
  });

  return {
    ...loop,
    get snapshot() {
      return snapshot;
    },
    async learn(hostids, call) {
      // before the first copy there is nothing to add to: it will have them
      const known = snapshot;
      const unknown = known ? hostids.filter((id) => !known.byId.has(id)) : [];
      if (!known || unknown.length === 0) return;
      const hosts = await readHostsById(client, options.identifiers, unknown, call);
      if (snapshot === known) {
        snapshot = {
          ...known,
          byId: new Map([...known.byId, ...hosts.map((host) => [host.hostid, host] as const)]),
        };
      }
      observe(hosts);
    },
  };
}
