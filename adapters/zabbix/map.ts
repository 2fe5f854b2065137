/** From Zabbix's rows to alarms: pure, and total. What Zabbix does not say is null or UNKNOWN, never a guess. */
import type { SourceAlarm } from '#adapters/kit/alarms/live-alarms.ts';
import { alarmType } from '#adapters/kit/x733/alarm-type.ts';
import { probableCause } from '#adapters/kit/x733/probable-cause.ts';
import { makeId, numberToken } from '#schema/ids.ts';
import type { AlarmAction, AlarmComment, PerceivedSeverity } from '#schema/types/faults.ts';
import type { ZabbixOptions } from './config.ts';
import { placeOf } from './place.ts';
import { ACTION, type AcknowledgeRow, type EventRow, type TriggerRow } from './types.ts';

/** The event that ended a problem. */
export interface Recovery {
  readonly clock: string;
  readonly ns: string;
  /** "0" where no person did it. */
  readonly userid: string;
}

/** What a row does not say itself. */
export interface MapContext {
  readonly source: string;
  readonly options: Pick<ZabbixOptions, 'objects' | 'tags' | 'severity' | 'uiUrl'>;
  /** Null where Zabbix does not have it any more, or does not show it to us. */
  readonly trigger: TriggerRow | null;
  /** May the account close problems of this trigger? */
  readonly editable: boolean;
  readonly recovery: Recovery | null;
  /** Null where the version has no causes. */
  readonly isCause: boolean | null;
  userName(userid: string): string;
  /** When the row was read, RFC 3339. */
  readonly asOf: string;
}

const SEVERITY: Readonly<Record<string, PerceivedSeverity>> = {
  '0': 'INDETERMINATE', // not classified
  '1': 'INDETERMINATE', // information
  '2': 'WARNING',
  '3': 'MINOR', // average
  '4': 'MAJOR', // high
  '5': 'CRITICAL', // disaster
};

/** X.733 perceived severity; INDETERMINATE ("the source does not say") for what is no severity of Zabbix. */
export function severityOf(severity: string, overrides: ZabbixOptions['severity']): PerceivedSeverity {
  const table: Readonly<Record<string, PerceivedSeverity | undefined>> = { ...SEVERITY, ...overrides };
  return (Object.hasOwn(table, severity) ? table[severity] : undefined) ?? 'INDETERMINATE';
}

/** The severities of Zabbix that stand for these of X.733. */
export function nativeSeverities(
  perceived: readonly PerceivedSeverity[],
  overrides: ZabbixOptions['severity'],
): number[] {
  return [0, 1, 2, 3, 4, 5].filter((native) => perceived.includes(severityOf(String(native), overrides)));
}

/** Unix seconds and nanoseconds as an instant of millisecond precision. */
export function instant(clock: string, ns = '0'): string {
  return new Date(Number(clock) * 1000 + Math.floor(Math.min(Number(ns), 999_999_999) / 1e6)).toISOString();
}

export function alarmId(source: string, eventid: string): string {
  return makeId(source, numberToken(eventid));
}

export function alarmKey(source: string, triggerid: string): string {
  return `${source}/trigger.${numberToken(triggerid)}`;
}

export function mapAlarm(row: EventRow, context: MapContext): SourceAlarm {
  const { source, trigger, recovery, options } = context;
  const cleared = row.r_eventid !== '0';
  const history = row.acknowledges.toSorted(byTime);
  const place = placeOf(row.tags, trigger?.hosts ?? [], options.objects);
  const tag = (name: string): string | undefined => row.tags.find((one) => one.tag === name)?.value;
  const raised = instant(row.clock, row.ns);
  const charge = lastCharge(row, history);
  return {
    object: place.object?.nativeId ?? null,
    element: place.element,
    record: {
      id: alarmId(source, row.eventid),
      alarmKey: alarmKey(source, row.objectid),
      state: cleared ? 'CLEARED' : 'RAISED',
      perceivedSeverity: severityOf(row.severity, options.severity),
      alarmType: alarmType(tag(options.tags.alarmType)),
      probableCause: probableCause(tag(options.tags.probableCause)),
      specificProblem: row.name === '' ? null : row.name,
      alarmRaisedTime: raised,
      alarmReportingTime: raised,
      alarmChangedTime: latest(raised, history.at(-1), recovery),
      alarmClearedTime: recovery && instant(recovery.clock, recovery.ns),
      clearUser: recovery && recovery.userid !== '0' ? context.userName(recovery.userid) : null,
      ackState: row.acknowledged ? 'ACKNOWLEDGED' : 'UNACKNOWLEDGED',
      ackUser: charge && userOf(charge, context),
      ackTime: charge && instant(charge.clock),
      occurrences: null,
      serviceAffecting: null,
      plannedOutage: row.suppression_data.some(({ maintenanceid }) => maintenanceid !== '0'),
      suppressed: row.suppressed || isOff(trigger),
      isRootCause: context.isCause,
      parentAlarm: row.cause_eventid === '0' ? null : { id: alarmId(source, row.cause_eventid) },
      comments: history.filter(({ message }) => message !== '').map((one) => comment(one, context)),
      alarmedObjectName: place.name,
      actions: actionsOn(row, context),
      sourceRecord: {
        source,
        nativeId: row.eventid,
        asOf: context.asOf,
        href: href(options.uiUrl, row),
      },
    },
  };
}

/** Problems of a trigger or host that is switched off stay open in Zabbix, but it hides them. */
function isOff(trigger: TriggerRow | null): boolean {
  return trigger !== null && (trigger.status === '1' || trigger.hosts.some(({ status }) => status === '1'));
}

/** Somebody has asked Zabbix to close it, and it will. */
export function isClosing(row: EventRow): boolean {
  return row.acknowledges.some((one) => has(one, ACTION.CLOSE));
}

function actionsOn(row: EventRow, { trigger, editable }: MapContext): AlarmAction[] {
  const closable = row.r_eventid === '0' && trigger?.manual_close === true && editable && !isClosing(row);
  return [
    row.acknowledged ? 'UNACKNOWLEDGE' : 'ACKNOWLEDGE',
    'COMMENT',
    ...(closable ? (['CLEAR'] as const) : []),
  ];
}

/** Who holds it now: the last acknowledgement that was not given back. */
function lastCharge(row: EventRow, history: readonly AcknowledgeRow[]): AcknowledgeRow | null {
  if (!row.acknowledged) return null;
  let charge: AcknowledgeRow | null = null;
  for (const one of history) {
    if (has(one, ACTION.ACKNOWLEDGE)) charge = one;
    else if (has(one, ACTION.UNACKNOWLEDGE)) charge = null;
  }
  return charge;
}

function comment(one: AcknowledgeRow, context: MapContext): AlarmComment {
  return { text: one.message, user: userOf(one, context), time: instant(one.clock) };
}

function userOf(one: AcknowledgeRow, context: MapContext): string | null {
  return one.username ?? (one.userid === '0' ? null : context.userName(one.userid));
}

function has(one: AcknowledgeRow, bit: number): boolean {
  return (Number(one.action) & bit) !== 0;
}

function byTime(a: AcknowledgeRow, b: AcknowledgeRow): number {
  return Number(a.clock) - Number(b.clock) || Number(a.acknowledgeid) - Number(b.acknowledgeid);
}

function latest(raised: string, last: AcknowledgeRow | undefined, recovery: Recovery | null): string {
  const times = [
    raised,
    ...(last ? [instant(last.clock)] : []),
    ...(recovery ? [instant(recovery.clock, recovery.ns)] : []),
  ];
  return times.reduce((a, b) => (a > b ? a : b));
}

function href(uiUrl: string | undefined, row: EventRow): string | null {
  if (uiUrl === undefined) return null;
  return `${uiUrl.replace(/\/$/, '')}/tr_events.php?triggerid=${row.objectid}&eventid=${row.eventid}`;
}
