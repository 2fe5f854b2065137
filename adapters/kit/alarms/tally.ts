/** Counting open alarms. */
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { AlarmSummary, PerceivedSeverity } from '#schema/types/faults.ts';

/** From the worst. */
const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING', 'INDETERMINATE'] as const;

/** A severity that the source does not say is INDETERMINATE; an ackState that it does not say is UNACKNOWLEDGED. */
export function tally(alarms: Iterable<AlarmRecord>): Omit<AlarmSummary, 'complete'> {
  const counts: Record<PerceivedSeverity, number> = {
    CRITICAL: 0,
    MAJOR: 0,
    MINOR: 0,
    WARNING: 0,
    INDETERMINATE: 0,
  };
  let unacknowledged = 0;
  for (const { perceivedSeverity, ackState } of alarms) {
    counts[perceivedSeverity ?? 'INDETERMINATE']++;
    if (ackState !== 'ACKNOWLEDGED') unacknowledged++;
  }
  return {
    critical: counts.CRITICAL,
    major: counts.MAJOR,
    minor: counts.MINOR,
    warning: counts.WARNING,
    indeterminate: counts.INDETERMINATE,
    unacknowledged,
    // A worse one may be among those that nobody could tell of.
    worst: SEVERITIES.find((severity) => counts[severity] > 0) ?? null,
  };
}
