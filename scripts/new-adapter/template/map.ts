/** From Acme View's rows to alarms: pure, and total. What it does not say is null or UNKNOWN, never a guess. */
import type { SourceAlarm } from '#adapters/kit/alarms/live-alarms.ts';
import type { NativeObject } from '#adapters/kit/identity/binder.ts';
import { alarmType } from '#adapters/kit/x733/alarm-type.ts';
import { probableCause } from '#adapters/kit/x733/probable-cause.ts';
import { makeId, numberToken, parseId, tokenNumber } from '#schema/ids.ts';
import type { PerceivedSeverity } from '#schema/types/faults.ts';
import type { AlarmRow } from './types.ts';

/** The manual's words, in lower case. */
const SEVERITY: ReadonlyMap<string, PerceivedSeverity> = new Map([
  ['critical', 'CRITICAL'],
  ['major', 'MAJOR'],
  ['minor', 'MINOR'],
  ['warning', 'WARNING'],
]);

/** X.733 perceived severity; INDETERMINATE ("the source does not say") for any other word. */
export function severityOf(severity: string | null | undefined): PerceivedSeverity {
  return SEVERITY.get(severity?.trim().toLowerCase() ?? '') ?? 'INDETERMINATE';
}

export function alarmId(source: string, id: number): string {
  return makeId(source, numberToken(id));
}

/** The vendor's key of an id that this source minted; null for any other. */
export function nativeIdOf(source: string, id: string): string | null {
  const parsed = parseId(id);
  return parsed?.source === source ? tokenNumber(parsed.token) : null;
}

/** What the binder is told of the node that an alarm is on; null where the alarm names none. */
export function nodeOf({ node }: AlarmRow): NativeObject | null {
  if (!node) return null;
  return {
    nativeId: nodeKey(node.id),
    name: node.name,
    identifiers: [
      ...(node.name === '' ? [] : [{ type: 'NAME' as const, value: node.name }]),
      ...(node.address ? [{ type: 'MANAGEMENT_ADDRESS' as const, value: node.address }] : []),
    ],
  };
}

/** `asOf`: when the row was read, RFC 3339. */
export function mapAlarm(row: AlarmRow, source: string, asOf: string): SourceAlarm {
  const element = row.node ? nodeKey(row.node.id) : null;
  const raised = utc(row.raisedAt);
  return {
    object: element,
    element,
    record: {
      id: alarmId(source, row.id),
      alarmKey: row.condition,
      state: row.clearedAt ? 'CLEARED' : 'RAISED',
      perceivedSeverity: severityOf(row.severity),
      alarmType: alarmType(row.category),
      probableCause: probableCause(row.cause),
      specificProblem: row.text || null,
      alarmRaisedTime: raised,
      alarmReportingTime: raised,
      alarmClearedTime: row.clearedAt ? utc(row.clearedAt) : null,
      ackState: row.acknowledgedBy ? 'ACKNOWLEDGED' : 'UNACKNOWLEDGED',
      ackUser: row.acknowledgedBy || null,
      ackTime: row.acknowledgedAt ? utc(row.acknowledgedAt) : null,
      alarmedObjectName: row.node?.name || null,
      actions: row.clearedAt || row.acknowledgedBy ? [] : ['ACKNOWLEDGE'],
      sourceRecord: { source, nativeId: String(row.id), asOf, href: null },
    },
  };
}

function nodeKey(id: string): string {
  return `node.${id}`;
}

function utc(instant: string): string {
  return new Date(instant).toISOString();
}
