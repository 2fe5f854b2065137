/**
 * Which alarms an AlarmFilter admits. What a source does not say counts as what it most plainly means, so that a filter that
 * hides never hides what it does not know: without a state an alarm is RAISED, without an ackState UNACKNOWLEDGED, without a
 * severity INDETERMINATE, without a type UNKNOWN, and neither suppressed nor planned nor flapping. Only serviceAffecting stays
 * unknown: it is neither true nor false then.
 */
import { TributaryError } from '#schema/errors.ts';
import { parseId } from '#schema/ids.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { AlarmFilter } from '#schema/types/faults.ts';
import { type Conditions, anyOf, matcherOf, on, onAny } from './conditions.ts';

/** Everything that contains a resource, as far as it is known. */
export type AncestorsOf = (resourceId: string) => readonly string[];

/** Is the alarmed object a part of the managed element that is somewhere else by now? */
export type HasLeft = (alarm: AlarmRecord) => boolean;

/** A test of one filter, made once for many alarms. `state` is RAISED unless the filter says otherwise. */
export function alarmMatcher(
  filter: AlarmFilter | null,
  ancestorsOf: AncestorsOf,
  hasLeft: HasLeft = () => false,
): (alarm: AlarmRecord) => boolean {
  return matcherOf(conditions(ancestorsOf, hasLeft), { ...filter, state: filter?.state ?? ['RAISED'] });
}

/** Does the answer depend on which resources the alarms are on? */
export function dependsOnPlaces(filter: AlarmFilter | null): boolean {
  const { alarmedObject, within, region, objectResolved } = filter ?? {};
  return [alarmedObject, within, region, objectResolved].some((wanted) => (wanted ?? null) !== null);
}

function conditions(ancestorsOf: AncestorsOf, hasLeft: HasLeft): Conditions<AlarmRecord, AlarmFilter> {
  return {
    state: (wanted) => on(anyOf(wanted), (alarm) => alarm.state ?? 'RAISED'),
    perceivedSeverity: (wanted) => on(anyOf(wanted), (alarm) => alarm.perceivedSeverity ?? 'INDETERMINATE'),
    alarmType: (wanted) => on(anyOf(wanted), (alarm) => alarm.alarmType ?? 'UNKNOWN'),
    ackState: (wanted) => (alarm) => (alarm.ackState ?? 'UNACKNOWLEDGED') === wanted,
    alarmKey: (wanted) => on(anyOf(wanted), (alarm) => alarm.alarmKey),
    alarmedObject: (wanted) => on(anyOf(wanted), (alarm) => alarm.alarmedObject?.id),
    within: (wanted) => onAny(anyOf(wanted), (alarm) => placesOf(alarm, ancestorsOf, hasLeft)),
    region: (wanted) => on(anyOf(wanted), (alarm) => alarm.region),
    source: (wanted) => on(anyOf(wanted), (alarm) => parseId(alarm.id)?.source),
    serviceAffecting: (wanted) => (alarm) => alarm.serviceAffecting === wanted,
    plannedOutage: (wanted) => (alarm) => (alarm.plannedOutage ?? false) === wanted,
    suppressed: (wanted) => (alarm) => (alarm.suppressed ?? false) === wanted,
    flapping: (wanted) => (alarm) => (alarm.flapping ?? false) === wanted,
    objectResolved: (wanted) => (alarm) => Boolean(alarm.alarmedObject) === wanted,
    reportedAfter: (wanted) => {
      const from = instant('reportedAfter', wanted);
      return ({ alarmReportingTime: time }) => typeof time === 'string' && time >= from;
    },
    reportedBefore: (wanted) => {
      const to = instant('reportedBefore', wanted);
      return ({ alarmReportingTime: time }) => typeof time === 'string' && time < to;
    },
    text: (wanted) => {
      const part = wanted.toLowerCase();
      return ({ specificProblem, alarmedObjectName }) =>
        [specificProblem, alarmedObjectName].some((text) => text?.toLowerCase().includes(part));
    },
  };
}

/** Every resource that the alarm is on or within: by its object, and by its managed element unless the object has left that. */
function placesOf(alarm: AlarmRecord, ancestorsOf: AncestorsOf, hasLeft: HasLeft): readonly string[] {
  const element = hasLeft(alarm) ? null : alarm.managedElement;
  return [alarm.alarmedObject, element].flatMap((place) =>
    place ? [place.id, ...ancestorsOf(place.id)] : [],
  );
}

/** Records have instants in UTC with milliseconds, a client may write them otherwise. */
function instant(field: string, text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) {
    throw new TributaryError(
      'BAD_USER_INPUT',
      `${field} must be an instant such as 2026-03-01T07:30:00.000Z, but got: ${JSON.stringify(text)}.`,
    );
  }
  return new Date(time).toISOString();
}
