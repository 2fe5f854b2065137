/** The port of faults: open alarms from the live set, cleared ones from Zabbix. */
import type { LiveAlarms } from '#adapters/kit/alarms/live-alarms.ts';
import { mergePages } from '#adapters/kit/page/merge-pages.ts';
import { parseId, tokenNumber } from '#schema/ids.ts';
import type { Call } from '#schema/ports/call.ts';
import type { AlarmRecord, FaultsPort } from '#schema/ports/faults.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { AlarmFilter } from '#schema/types/faults.ts';
import type { Act } from './actions.ts';
import type { Episodes } from './episodes.ts';
import type { History } from './history.ts';
import type { OpenSet } from './open-set.ts';
import type { PlaceAsked } from './pushdown.ts';

export interface FaultsParts {
  readonly source: string;
  readonly live: LiveAlarms;
  readonly open: OpenSet;
  readonly episodes: Episodes;
  readonly history: History;
  readonly act: Act;
}

export function createFaults({ source, live, open, episodes, history, act }: FaultsParts): FaultsPort {
  const eventidOf = (id: string): string | null => {
    const parsed = parseId(id);
    return parsed?.source === source ? tokenNumber(parsed.token) : null;
  };

  /** When the source was last read for it moves on while nothing else in the alarm does. */
  function stamped(alarm: AlarmRecord): AlarmRecord {
    const asOf = open.asOf(alarm.sourceRecord?.nativeId ?? '');
    if (asOf === null || alarm.state === 'CLEARED' || !alarm.sourceRecord) return alarm;
    return { ...alarm, sourceRecord: { ...alarm.sourceRecord, asOf } };
  }

  const stampedPage = (page: Page<AlarmRecord>): Page<AlarmRecord> => ({
    ...page,
    items: page.items.map(stamped),
  });

  const states = (request: ListRequest<AlarmFilter>) => request.filter?.state ?? ['RAISED'];
  const raisedOnly = <Request extends ListRequest<AlarmFilter>>(request: Request): Request => ({
    ...request,
    filter: { ...request.filter, state: ['RAISED'] },
  });

  /** What was cleared a moment ago may still be in the set: then the history is right, and comes first. */
  async function both(
    request: ListRequest<AlarmFilter>,
    place: PlaceAsked | null,
    raised: Page<AlarmRecord> | null,
    call: Call,
  ): Promise<Page<AlarmRecord>> {
    if (!states(request).includes('CLEARED')) return raised ?? history(request, place, call);
    const cleared = await history(request, place, call);
    return raised ? mergePages([cleared, raised], request, { disjoint: false }) : cleared;
  }

  return {
    async alarmsByIds(ids, call) {
      const held = new Map(ids.map((id) => [id, live.get(id)]));
      const others = [...held].flatMap(([id, alarm]) => (alarm === null ? (eventidOf(id) ?? []) : []));
      const closed = others.length === 0 ? null : await episodes.byIds(others, call);
      return ids.map((id) => {
        const alarm = held.get(id);
        return alarm ? stamped(alarm) : (closed?.get(eventidOf(id) ?? '')?.alarm ?? null);
      });
    },
    async alarms(request, call) {
      episodes.release();
      const raised = states(request).includes('RAISED') ? stampedPage(live.list(raisedOnly(request))) : null;
      return both(request, null, raised, call);
    },
    async alarmsOf(resourceIds, request, call) {
      episodes.release();
      const raised = states(request).includes('RAISED')
        ? live.listOf(resourceIds, raisedOnly(request)).map(stampedPage)
        : null;
      return Promise.all(
        resourceIds.map((id, i) => both(request, { id, scope: request.scope }, raised?.[i] ?? null, call)),
      );
    },
    summary: async (filter) => live.summary(filter),
    summariesOf: async (resourceIds, scope) => live.summariesOf(resourceIds, scope),
    faultSource: () => live.faultSource(),
    act: (action, ids, comment, call) => act(action, ids, comment, call),
  };
}
