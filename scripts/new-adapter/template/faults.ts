/** The port of faults: open alarms from the live set, single ones that have left it from Acme View. */
import type { Page } from '#schema/ports/page.ts';
import type { AlarmRecord, FaultsPort } from '#schema/ports/faults.ts';
import type { AlarmFilter } from '#schema/types/faults.ts';
import { type ActionParts, act } from './actions.ts';
import { mapAlarm, nativeIdOf } from './map.ts';

export function createFaults(parts: ActionParts): FaultsPort {
  const { source, client, live, now } = parts;
  return {
    async alarmsByIds(ids, call) {
      const gone = ids.filter((id) => !live.get(id)).flatMap((id) => nativeIdOf(source, id) ?? []);
      const rows = gone.length === 0 ? [] : await client.alarms([...new Set(gone)], call);
      const asOf = new Date(now()).toISOString();
      const read = new Map(
        rows.map((row) => [String(row.id), live.complete(mapAlarm(row, source, asOf))] as const),
      );
      return ids.map((id) => live.get(id) ?? read.get(nativeIdOf(source, id) ?? '') ?? null);
    },
    alarms: async (request) => withoutHistory(live.list(request), request.filter),
    alarmsOf: async (resourceIds, request) =>
      live.listOf(resourceIds, request).map((page) => withoutHistory(page, request.filter)),
    summary: async (filter) => live.summary(filter),
    summariesOf: async (resourceIds, scope) => live.summariesOf(resourceIds, scope),
    faultSource: () => live.faultSource(),
    act: (action, ids, comment, call) => act(parts, action, ids, comment, call),
  };
}

/** Acme View keeps no list of what is over: which cleared alarms there are is unknown, which is not "none". */
function withoutHistory(page: Page<AlarmRecord>, filter: AlarmFilter | null): Page<AlarmRecord> {
  if (!filter?.state?.includes('CLEARED')) return page;
  return { ...page, complete: false, totalCount: async () => null };
}
