/**
 * The live set of a source's open alarms: indexed, ordered, answered from memory. Empty before the first synchronisation is
 * unknown, not none.
 */
import type { AlarmsOfRequest, AlarmRecord } from '#schema/ports/faults.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { AlarmFilter, AlarmSummary, FaultSource, Scope, SyncState } from '#schema/types/faults.ts';

/** An alarm as an adapter maps it; the set adds alarmedObject, managedElement and region by the bindings of its objects. */
export interface SourceAlarm {
  readonly record: Omit<AlarmRecord, 'alarmedObject' | 'managedElement' | 'region'>;
  /** nativeId of the object the alarm is on, as given to the binder; null where the source names none. */
  readonly object: string | null;
  /** nativeId of the managed element. */
  readonly element: string | null;
}

export interface LiveAlarms {
  readonly state: SyncState;
  /** One complete resynchronisation: what is not among them is gone. The state becomes IN_SYNC. */
  replace(alarms: Iterable<SourceAlarm>): void;
  upsert(alarms: Iterable<SourceAlarm>): void;
  remove(ids: Iterable<string>): void;
  /** The source answered: what is held is as fresh as now. */
  heard(): void;
  /** The source does not answer: what is held stays, and is stale. */
  lost(): void;
  /** The source is back; replace() will follow. */
  resynchronising(): void;
  get(id: string): AlarmRecord | null;
  /** The alarm as the adapter gave it. */
  source(id: string): SourceAlarm | null;
  ids(): Iterable<string>;
  /** Also for alarms that are not in the set, such as history. */
  complete(alarm: SourceAlarm): AlarmRecord;
  /** Does the filter admit this alarm? `state` defaults to RAISED. */
  matches(alarm: AlarmRecord, filter: AlarmFilter | null): boolean;
  /** These throw NOT_SYNCHRONISED before the first replace(). */
  list(request: ListRequest<AlarmFilter>): Page<AlarmRecord>;
  listOf(resourceIds: readonly string[], request: AlarmsOfRequest): readonly Page<AlarmRecord>[];
  summary(filter: AlarmFilter | null): AlarmSummary;
  summariesOf(resourceIds: readonly string[], scope: Scope): readonly AlarmSummary[];
  faultSource(): FaultSource;
}
