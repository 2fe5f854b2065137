/** Cleared alarms, asked of Zabbix page by page. Time, severity, trigger, host and tag are its work, the rest is filtered here. */
import type { LiveAlarms } from '#adapters/kit/alarms/live-alarms.ts';
import { dependsOnPlaces } from '#adapters/kit/filter/alarms.ts';
import { type KeyValue, compareKeys, keysOf } from '#schema/order.ts';
import type { Call } from '#schema/ports/call.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { AlarmFilter, PerceivedSeverity } from '#schema/types/faults.ts';
import type { ZabbixClient } from './client.ts';
import type { Episodes } from './episodes.ts';
import { pastEvents } from './past-events.ts';
import { type PlaceAsked, type PushdownParts, pushdown } from './pushdown.ts';

export interface HistoryParts extends PushdownParts {
  readonly client: ZabbixClient;
  readonly live: LiveAlarms;
  readonly episodes: Episodes;
  readonly historyDays: number;
  readonly now: () => number;
}

/** Part of an order that Zabbix can read backwards in time: all of it, or one severity. */
interface Lane {
  readonly severities: readonly PerceivedSeverity[] | null;
  /** Unix seconds: nothing later is needed. */
  readonly till: number;
}

const SEVERITIES_DESCENDING: readonly PerceivedSeverity[] = [
  'CRITICAL',
  'MAJOR',
  'MINOR',
  'WARNING',
  'INDETERMINATE',
];
const END_OF_TIME = 2_147_483_647;
const DAY_SECONDS = 86_400;
const LEAST = 100;
const MOST = 1000;

export type History = (
  request: ListRequest<AlarmFilter>,
  place: PlaceAsked | null,
  call: Call,
) => Promise<Page<AlarmRecord>>;

export function createHistory(parts: HistoryParts): History {
  const { client, live, episodes, binder, historyDays, now } = parts;

  return async (request, place, { signal }) => {
    const filter: AlarmFilter = { ...request.filter, state: ['CLEARED'] };
    const isAsked = tests(filter, place);
    const found: AlarmRecord[] = [];
    const from = earliest(filter, now(), historyDays);
    // where nobody counts none is flapping: days of history need not be read to say so
    const none = filter.flapping === true && !episodes.joins;
    for (const lane of lanes(request)) {
      const params = episodes.joins
        ? // severity and charge are those of the last event of an episode: its first one may have others
          pushdown(parts, { ...filter, ackState: null }, null, place)
        : pushdown(parts, filter, lane.severities, place);
      if (none || !params || found.length > request.first) continue;
      const query = {
        params,
        from,
        till: lane.till,
        limit: Math.min(MOST, Math.max(LEAST, request.first * 2)),
      };
      for await (const group of pastEvents(client, query, { signal })) {
        const ended = group.filter((row) => row.r_eventid !== '0');
        const cleared = await episodes.begunBy(ended, { signal });
        found.push(
          ...pick(
            request,
            cleared.filter((alarm) => isOf(lane, alarm) && isAsked(alarm)),
          ),
        );
        if (found.length > request.first) break;
      }
    }
    const inside = place?.scope === 'CONTAINED' || (filter.within ?? null) !== null;
    const unknown = binder.pending + (inside ? binder.unplaced : 0);
    const complete = unknown === 0 || !(place !== null || dependsOnPlaces(filter));
    return {
      items: found.slice(0, request.first),
      hasNextPage: found.length > request.first,
      complete,
      totalCount: async () => null,
    };
  };

  function tests(filter: AlarmFilter, place: PlaceAsked | null): (alarm: AlarmRecord) => boolean {
    const matches = live.matcher(filter);
    if (!place) return matches;
    const where = place.scope === 'SELF' ? { alarmedObject: [place.id] } : { within: [place.id] };
    const isThere = live.matcher({ state: ['CLEARED'], ...where });
    return (alarm) => matches(alarm) && isThere(alarm);
  }
}

function isOf({ severities }: Lane, { perceivedSeverity }: AlarmRecord): boolean {
  return severities === null || severities.includes(perceivedSeverity ?? 'INDETERMINATE');
}

/** Those after the cursor, in order. */
function pick({ order, after }: ListRequest<AlarmFilter>, alarms: readonly AlarmRecord[]): AlarmRecord[] {
  return alarms
    .map((alarm) => ({ alarm, keys: keysOf(order, alarm) }))
    .filter(({ keys }) => after === null || compareKeys(order, keys, after) > 0)
    .sort((a, b) => compareKeys(order, a.keys, b.keys))
    .map(({ alarm }) => alarm);
}

function earliest(filter: AlarmFilter, now: number, days: number): number {
  const bound = Math.floor(now / 1000) - days * DAY_SECONDS;
  return Math.max(0, bound, filter.reportedAfter ? Math.floor(Date.parse(filter.reportedAfter) / 1000) : 0);
}

function lanes({ order, after, filter }: ListRequest<AlarmFilter>): Lane[] {
  const before = filter?.reportedBefore ? Math.floor(Date.parse(filter.reportedBefore) / 1000) : END_OF_TIME;
  const at = (field: string): KeyValue => after?.[order.keys.findIndex((key) => key.field === field)] ?? null;
  const time = at('alarmReportingTime');
  const resumed = time === null ? before : Math.min(before, Math.floor(Date.parse(String(time)) / 1000));
  const wanted = filter?.perceivedSeverity ?? null;
  if (order.keys[0]?.field !== 'perceivedSeverity') return [{ severities: wanted, till: resumed }];
  const severity = at('perceivedSeverity');
  const start = severity === null ? 0 : SEVERITIES_DESCENDING.findIndex((one) => one === severity);
  return SEVERITIES_DESCENDING.slice(start).flatMap((one) =>
    wanted && !wanted.includes(one) ? [] : [{ severities: [one], till: one === severity ? resumed : before }],
  );
}
