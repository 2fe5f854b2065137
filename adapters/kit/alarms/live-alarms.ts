/**
 * The live set of a source's open alarms: indexed, ordered, answered from memory. Empty before the first synchronisation is
 * unknown, not none.
 */
import type { AlarmsOfRequest, AlarmRecord } from '#schema/ports/faults.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { AlarmFilter, AlarmSummary, FaultSource, Scope, SyncState } from '#schema/types/faults.ts';

/**
 * An alarm as an adapter maps it; the set adds alarmedObject, objectBinding, managedElement and region by the bindings of its objects.
 *
 * alarmedObject is the resource of `object`; null where no inventory knows it, also when the element is known: the alarm is
 * then on the element's inside, nobody can say where. Only where the source names no finer object (`object` null, or the same as
 * `element`) the alarm is on the element itself. Questions about everything inside a resource (CONTAINED, within) find the alarm
 * by its element either way, unless the object is a part of the element that the inventory has
 * put somewhere else.
 */
export interface SourceAlarm {
  readonly record: Omit<AlarmRecord, 'alarmedObject' | 'objectBinding' | 'managedElement' | 'region'>;
  /** nativeId of the object the alarm is on, as given to the binder; null where the source names none. */
  readonly object: string | null;
  /** nativeId of the managed element, as given to the binder. */
  readonly element: string | null;
}

export interface LiveAlarms {
  /** INITIALISING until the first replace(), whatever else happens. */
  readonly state: SyncState;
  /** When the source last answered, RFC 3339; null before the first replace(). */
  readonly lastHeardAt: string | null;
  /**
   * One complete resynchronisation: what is not among them is gone. The state becomes IN_SYNC. Alarms that are not RAISED are
   * no open ones, and left out.
   */
  replace(alarms: Iterable<SourceAlarm>): void;
  /** New and changed alarms; one that is not RAISED any more leaves the set. Changes no state. */
  upsert(alarms: Iterable<SourceAlarm>): void;
  remove(ids: Iterable<string>): void;
  /** The source answered: what is held is as fresh as now. Changes no state: after lost() only replace() does. */
  heard(): void;
  /** The source does not answer: what is held stays, and is stale. */
  lost(): void;
  /** The source is back; replace() will follow. */
  resynchronising(): void;
  get(id: string): AlarmRecord | null;
  /** The alarm as the adapter gave it. */
  source(id: string): SourceAlarm | null;
  ids(): Iterable<string>;
  /** The objects and elements that these alarms are on, as given to the binder. */
  objects(): Iterable<string>;
  /** Also for alarms that are not in the set, such as history. The same record until the alarm or its bindings change. */
  complete(alarm: SourceAlarm): AlarmRecord;
  /** Does the filter admit this alarm? `state` defaults to RAISED. */
  matches(alarm: AlarmRecord, filter: AlarmFilter | null): boolean;
  /** The same as a test of many alarms. */
  matcher(filter: AlarmFilter | null): (alarm: AlarmRecord) => boolean;
  /**
   * Has an answer from this set all there is? False where the set is not in sync; also where the filter asks for places
   * (alarmedObject, within, region, objectResolved) and an object of an open alarm is still PENDING.
   */
  isComplete(filter: AlarmFilter | null): boolean;
  /**
   * These throw TributaryError NOT_SYNCHRONISED before the first replace(). Without contact they answer what was last known,
   * and `complete` is false. They know open alarms only: for CLEARED ones the source has to be asked.
   */
  list(request: ListRequest<AlarmFilter>): Page<AlarmRecord>;
  listOf(resourceIds: readonly string[], request: AlarmsOfRequest): readonly Page<AlarmRecord>[];
  summary(filter: AlarmFilter | null): AlarmSummary;
  summariesOf(resourceIds: readonly string[], scope: Scope): readonly AlarmSummary[];
  faultSource(): FaultSource;
}
