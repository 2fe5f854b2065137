/** Zabbix behind the ports: the faults it holds, and what it knows of elements that an inventory enumerates. */
import { createLiveAlarms } from '#adapters/kit/alarms/create-live-alarms.ts';
import { createNamedObjects } from '#adapters/kit/alarms/named-objects.ts';
import type { AdapterTools } from '#adapters/kit/module.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import { createEpisodeRules } from '#adapters/kit/alarms/episodes.ts';
import { actOnEpisodes } from './act-on-episodes.ts';
import { createAct } from './actions.ts';
import { createAlarmMaker } from './alarm-maker.ts';
import { type CallOptions, createZabbixClient } from './client.ts';
import type { ZabbixOptions } from './config.ts';
import { createDirectory } from './directory.ts';
import { createEpisodes } from './episodes.ts';
import { createFaults } from './faults.ts';
import { createHistory } from './history.ts';
import { createHostWatch } from './host-watch.ts';
import { createInventory } from './inventory.ts';
import { createLiveLoop } from './live.ts';
import { manifest } from './manifest.ts';
import { alarmId } from './map.ts';
import { createOpenSet } from './open-set.ts';
import { createRecords } from './records.ts';
import type { Credentials } from './session.ts';
import { createSynchroniser } from './synchroniser.ts';

/** A poll that takes longer has failed: the source is to be in sync again within seconds of its return. */
const POLL_TIMEOUT_MS = 4000;
const DAY_MS = 86_400_000;

export function openZabbix(options: ZabbixOptions, tools: AdapterTools): Adapter {
  const { source, regions, binder, log, now } = tools;
  const http = tools.http({ baseUrl: apiUrl(options.url) });
  const client = createZabbixClient({ source, http, path: '', credentials: credentialsOf(options), log });
  const live = createLiveAlarms({ source, regions, binder, now });
  const directory = createDirectory(client, now);
  const keepMs = (options.historyDays + 1) * DAY_MS;
  const named = createNamedObjects({ binder, open: () => live.objects(), keepMs, now });
  const make = createAlarmMaker({ source, options, directory, named });
  const records = createRecords({ client, directory, make, live, now });
  const hasCauses = (): boolean => client.dialect?.causes === true;
  const rules = createEpisodeRules(options);
  const episodes = createEpisodes({ source, client, directory, records, live, rules, now });
  const open = createOpenSet({ source, sink: episodes.sink, directory, make, hasCauses, now });
  const pollMs = options.pollSeconds * 1000;
  const synchroniser = createSynchroniser({
    source,
    client,
    live,
    open,
    directory,
    episodes,
    timeoutMs: Math.min(POLL_TIMEOUT_MS, tools.limits.timeoutMs),
    pollMs,
    reconcileMs: options.reconcileSeconds * 1000,
    now,
  });
  const hosts = createHostWatch({
    source,
    options,
    client,
    directory,
    binder,
    log,
    triggers: open.triggers,
    forget: () => named.forget(),
    now,
  });
  const loop = createLiveLoop({
    source,
    client,
    live,
    synchroniser,
    pollMs,
    log,
    after: (signal) => hosts.learn(directory.takeHosts(), { signal }),
  });

  /** Out of sync, the resynchronisation to come will see what was done. */
  async function refresh(eventids: readonly string[], call: CallOptions): Promise<Map<string, AlarmRecord>> {
    if (live.state !== 'IN_SYNC') return new Map();
    await synchroniser.readProblems(eventids, call);
    return new Map(
      eventids.flatMap((id) => {
        const alarm = live.get(alarmId(source, id));
        return alarm ? [[id, alarm] as const] : [];
      }),
    );
  }

  const { historyDays } = options;
  const history = createHistory({ source, options, client, live, episodes, binder, historyDays, now });
  const act = actOnEpisodes(createAct({ source, client, directory, records, refresh }), {
    source,
    live,
    episodes,
  });
  const capabilities = new Set(Object.values(manifest.domains).flatMap((domain) => domain.capabilities));
  let closing: Promise<void> | null = null;

  return {
    source,
    inventory: createInventory({ source, options, binder, snapshot: () => hosts.snapshot }),
    faults: createFaults({ source, live, open, episodes, history, act }),
    can: (capability) => capabilities.has(capability),
    async start() {
      await Promise.all([loop.start(), hosts.start()]);
    },
    status: () => loop.status(),
    close: () =>
      (closing ??= (async () => {
        await Promise.all([loop.close(), hosts.close()]);
        await client.close();
        await http.close();
      })()),
  };
}

/** The API itself, where the address of the frontend is given. */
function apiUrl(url: string): string {
  return url.endsWith('.php') ? url : `${url.replace(/\/$/, '')}/api_jsonrpc.php`;
}

function credentialsOf({ token, username, password }: ZabbixOptions): Credentials {
  if (token) return { token };
  if (username !== undefined && password) return { username, password };
  throw new TypeError('A Zabbix source must have a token, or username and password.');
}
