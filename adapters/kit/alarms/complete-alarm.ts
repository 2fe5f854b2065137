/** An alarm with what the bindings of its objects add. */
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { Binder, Binding, ObjectVerdict } from '../identity/binder.ts';
import type { SourceAlarm } from './live-alarms.ts';

interface Completed {
  readonly object: Binding | null;
  readonly element: Binding | null;
  readonly verdict: ObjectVerdict | null;
  readonly record: AlarmRecord;
}

/**
 * Completes alarms. The record is made anew only when a binding has changed, so that a list costs no copies.
 * sourceRegion: the region of alarms whose resource tells none.
 */
export function alarmCompleter(
  binder: Pick<Binder, 'binding' | 'verdict'>,
  sourceRegion: string | null,
): (alarm: SourceAlarm) => AlarmRecord {
  const made = new WeakMap<SourceAlarm, Completed>();
  return (alarm) => {
    const finer = finerObject(alarm);
    const element = alarm.element === null ? null : binder.binding(alarm.element);
    const object = finer === null ? element : binder.binding(finer);
    const nativeId = finer ?? alarm.element;
    const verdict = nativeId === null ? null : binder.verdict(nativeId);
    const known = made.get(alarm);
    if (known && known.object === object && known.element === element && known.verdict === verdict)
      return known.record;
    const record: AlarmRecord = {
      ...alarm.record,
      alarmedObject: object && { id: object.id },
      objectBinding: verdict && { ...verdict, nativeId },
      managedElement: element && { id: element.id },
      region: object?.region ?? element?.region ?? sourceRegion,
    };
    made.set(alarm, { object, element, verdict, record });
    return record;
  };
}

/** The object of an alarm, where it is not the managed element itself. */
export function finerObject({ object, element }: SourceAlarm): string | null {
  return object === element ? null : object;
}
