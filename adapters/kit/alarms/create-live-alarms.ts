/** The live set of a source's open alarms. */
import { TributaryError } from '#schema/errors.ts';
import { keysOf } from '#schema/order.ts';
import type { AlarmRecord, AlarmsOfRequest } from '#schema/ports/faults.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { AlarmFilter, AlarmSummary, Scope, SyncState } from '#schema/types/faults.ts';
import { alarmMatcher, dependsOnPlaces } from '../filter/alarms.ts';
import type { Binder } from '../identity/binder.ts';
import { scanPage } from '../page/page-of.ts';
import { type Keyed, sortKeyed } from '../page/sort-records.ts';
import { alarmCompleter, finerObject } from './complete-alarm.ts';
import { Counted } from './counted.ts';
import { leaving } from './has-left.ts';
import type { LiveAlarms, SourceAlarm } from './live-alarms.ts';
import { OpenAlarms } from './open-alarms.ts';
import { RecentObjects } from './recent-objects.ts';
import { tally } from './tally.ts';

export interface LiveAlarmsOptions {
  readonly source: string;
  /** The regions the source watches; where it is one, alarms whose resource tells none are in it. */
  readonly regions: readonly string[];
  readonly binder: Pick<
    Binder,
    | 'attend'
    | 'binding'
    | 'state'
    | 'verdict'
    | 'isPartOf'
    | 'boundTo'
    | 'boundWithin'
    | 'pending'
    | 'unplaced'
    | 'revision'
  >;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
}

export function createLiveAlarms({ source, regions, binder, now }: LiveAlarmsOptions): LiveAlarms {
  const region = regions.length === 1 ? (regions[0] ?? null) : null;
  const complete = alarmCompleter(binder, region);
  const hasLeft = leaving(binder);
  const open = new OpenAlarms();
  const recent = new RecentObjects();
  const totals = new Counted<number>();
  const summaries = new Counted<Omit<AlarmSummary, 'complete'>>();
  binder.attend(() => [...open.objects(), ...recent.values()]);
  let state: SyncState = 'INITIALISING';
  let lastHeardAt: string | null = null;

  function heard(): void {
    lastHeardAt = new Date(now()).toISOString();
  }

  function put(alarm: SourceAlarm): void {
    // The set is told what is open. An alarm whose state nobody says is shown rather than hidden.
    if ((alarm.record.state ?? 'RAISED') === 'RAISED') open.put(alarm);
    else remove(alarm.record.id);
  }

  function remove(id: string): void {
    const alarm = open.get(id);
    if (alarm) recent.note(alarm);
    open.remove(id);
  }

  function leave(next: SyncState): void {
    if (state !== 'INITIALISING') state = next;
  }

  function demandSynchronised(): void {
    if (state !== 'INITIALISING') return;
    throw new TributaryError(
      'NOT_SYNCHRONISED',
      `The alarms of ${source} have not been read yet: what is open is unknown.`,
      { source },
    );
  }

  /** How many objects and elements of open alarms are still being looked up. */
  function pendingObjects(): number {
    let count = 0;
    if (binder.pending === 0) return count;
    for (const nativeId of open.objects()) if (binder.state(nativeId) === 'PENDING') count++;
    return count;
  }

  /** Are the places of all open alarms known, as far as they can be? With `inside` also what contains these. */
  function placesKnown(inside: boolean): boolean {
    if (binder.pending === 0 && (!inside || binder.unplaced === 0)) return true;
    for (const nativeId of open.objects()) {
      if (binder.state(nativeId) === 'PENDING') return false;
      if (inside && binder.binding(nativeId)?.ancestorIds === null) return false;
    }
    return true;
  }

  function isComplete(filter: AlarmFilter | null): boolean {
    return (
      state === 'IN_SYNC' && (!dependsOnPlaces(filter) || placesKnown((filter?.within ?? null) !== null))
    );
  }

  function matcher(filter: AlarmFilter | null): (alarm: AlarmRecord) => boolean {
    const ancestorsOf = (resourceId: string): readonly string[] => {
      const [nativeId] = binder.boundTo(resourceId);
      return nativeId === undefined ? [] : (binder.binding(nativeId)?.ancestorIds ?? []);
    };
    return alarmMatcher(filter, ancestorsOf, hasLeft);
  }

  /** The open alarms on exactly this resource, or on it and everything inside it. */
  function alarmsOn(resourceId: string, scope: Scope): ReadonlySet<SourceAlarm> {
    const objects = scope === 'SELF' ? binder.boundTo(resourceId) : binder.boundWithin(resourceId);
    const found = new Set<SourceAlarm>();
    for (const nativeId of objects) {
      for (const alarm of open.on(nativeId)) {
        const isOn = (finerObject(alarm) ?? alarm.element) === nativeId;
        // One on something finer is inside the element, not on it, as long as that has not been put somewhere else.
        if (isOn || (scope === 'CONTAINED' && !hasLeft(complete(alarm)))) found.add(alarm);
      }
    }
    return found;
  }

  /** Counted once as long as no alarm and no binding changes. What has left its element nobody tells of: that is looked at anew. */
  function once<Answer>(counted: Counted<Answer>, filter: AlarmFilter | null, count: () => Answer): Answer {
    if ((filter?.within ?? null) !== null) return count();
    return counted.answer(JSON.stringify(filter), `${open.revision} ${binder.revision}`, count);
  }

  function pageOf(
    alarms: readonly Keyed<SourceAlarm>[],
    request: ListRequest<AlarmFilter>,
    matches: (alarm: AlarmRecord) => boolean,
    isWhole: boolean,
    total?: (count: () => number) => number,
  ): Page<AlarmRecord> {
    return scanPage(alarms, request, {
      complete: isWhole,
      ...(total && { total }),
      keys: ({ keys }) => keys,
      take: ({ item }) => {
        const alarm = complete(item);
        return matches(alarm) ? alarm : null;
      },
    });
  }

  function completed(alarms: Iterable<SourceAlarm>): AlarmRecord[] {
    return Array.from(alarms, (alarm) => complete(alarm));
  }

  return {
    get state() {
      return state;
    },
    get lastHeardAt() {
      return lastHeardAt;
    },
    replace(alarms) {
      const next = new Map(Array.from(alarms, (alarm) => [alarm.record.id, alarm]));
      for (const id of open.ids()) if (!next.has(id)) remove(id);
      for (const alarm of next.values()) put(alarm);
      state = 'IN_SYNC';
      heard();
    },
    upsert(alarms) {
      for (const alarm of alarms) put(alarm);
    },
    remove(ids) {
      for (const id of ids) remove(id);
    },
    heard,
    lost: () => leave('LOST'),
    resynchronising: () => leave('RESYNCHRONISING'),
    get(id) {
      const alarm = open.get(id);
      return alarm && complete(alarm);
    },
    source: (id) => open.get(id),
    ids: () => open.ids(),
    objects: () => open.objects(),
    complete(alarm) {
      recent.note(alarm);
      return complete(alarm);
    },
    matches: (alarm, filter) => matcher(filter)(alarm),
    matcher,
    isComplete,
    list(request) {
      demandSynchronised();
      const { filter, order } = request;
      const total = (count: () => number): number => once(totals, filter, count);
      return pageOf(open.inOrder(order), request, matcher(filter), isComplete(filter), total);
    },
    listOf(resourceIds, request: AlarmsOfRequest) {
      demandSynchronised();
      const { filter, order, scope } = request;
      const matches = matcher(filter);
      const isWhole = isComplete(filter) && placesKnown(scope === 'CONTAINED');
      return resourceIds.map((resourceId) => {
        const alarms = Array.from(alarmsOn(resourceId, scope), (item) => ({
          keys: keysOf(order, item.record),
          item,
        }));
        return pageOf(sortKeyed(order, alarms), request, matches, isWhole);
      });
    },
    summary(filter): AlarmSummary {
      demandSynchronised();
      const count = () => tally(completed(open.values()).filter(matcher(filter)));
      return { ...once(summaries, filter, count), complete: isComplete(filter) };
    },
    summariesOf(resourceIds, scope) {
      demandSynchronised();
      const isWhole = state === 'IN_SYNC' && placesKnown(scope === 'CONTAINED');
      return resourceIds.map((id) => ({ ...tally(completed(alarmsOn(id, scope))), complete: isWhole }));
    },
    faultSource() {
      const known = state !== 'INITIALISING';
      return {
        source,
        region,
        syncState: state,
        lastHeardAt,
        openAlarms: known ? open.size : null,
        unresolvedObjects: known ? unresolved() : null,
        pendingObjects: known ? pendingObjects() : null,
      };
    },
  };

  /** Alarms on something that no inventory knows; those that are still being looked up do not count. */
  function unresolved(): number {
    let count = 0;
    for (const alarm of open.values()) {
      const object = finerObject(alarm) ?? alarm.element;
      const resolution = object === null ? 'UNKNOWN' : binder.state(object);
      if (resolution === 'UNKNOWN' || resolution === 'AMBIGUOUS') count++;
    }
    return count;
  }
}
