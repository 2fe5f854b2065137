/** problem.get and event.get. */
import type { Features } from './features.ts';
import { type Params, idsOf, isSelected, limited, project, sorted } from './reading.ts';
import {
  type Row,
  acknowledgeRows,
  eventRow,
  hostRow,
  problemRow,
  suppressionRows,
  triggerRow,
} from './rows.ts';
import { invalidParams } from './rpc-error.ts';
import type { Event, Store } from './store.ts';

/** How long a resolved problem counts as recent, in seconds. */
const RECENT = 300;

const SHARED = `eventids groupids hostids objectids source object severities eventid_from eventid_till time_from time_till acknowledged
  suppressed evaltype tags filter search searchByAny startSearch excludeSearch searchWildcardsEnabled output countOutput
  selectAcknowledges selectSuppressionData selectTags sortfield sortorder limit editable preservekeys action action_userids symptom`;
const OF_PROBLEMS = names(`${SHARED} recent`);
const OF_EVENTS =
  names(`${SHARED} value trigger_severities problem_time_from problem_time_till groupBy selectAlerts selectHosts
  selectRelatedObject`);
const OLD_OF_EVENTS = names('select_acknowledges select_alerts');

function names(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

export function problemGet(store: Store, features: Features, params: Params): unknown {
  if (features.strict) refuseUnknown(params, OF_PROBLEMS);
  const recent = params['recent'] === true || params['recent'] === 'true';
  const since = store.now() / 1000 - RECENT;
  const problems = [...store.events.values()].filter(
    (event) =>
      event.value === 1 &&
      (!event.recovery || (recent && event.recovery.clock > since)) &&
      isAsked(store, event, params),
  );
  if (isOn(params['countOutput'])) return String(problems.length);
  const rows = limited(
    sorted(problems, params, { eventid: (event) => BigInt(event.eventid) }),
    params,
    features.strict,
  ).map((event) => ({
    ...project(problemRow(event, features), params['output'], 'eventid'),
    ...children(event, params, params['selectAcknowledges']),
  }));
  return keyed(rows, 'eventid', params);
}

export function eventGet(store: Store, features: Features, params: Params): unknown {
  if (features.strict)
    refuseUnknown(params, features.oldSelects ? new Set([...OF_EVENTS, ...OLD_OF_EVENTS]) : OF_EVENTS);
  const values = idsOf(params['value']);
  const events = [...store.events.values()].filter(
    (event) => (!values || values.has(String(event.value))) && isAsked(store, event, params),
  );
  if (isOn(params['countOutput'])) return String(events.length);
  const keys = {
    eventid: (event: Event) => BigInt(event.eventid),
    objectid: (event: Event) => BigInt(event.triggerid),
    clock: (event: Event) => BigInt(event.clock),
  };
  const acknowledges = features.strict
    ? (params['selectAcknowledges'] ?? params['select_acknowledges'])
    : params['select_acknowledges'];
  const rows = limited(sorted(events, params, keys), params, features.strict).map((event) => ({
    ...project(eventRow(event, features), params['output'], 'eventid'),
    ...hostsAndTrigger(store, event, params),
    ...children(event, params, acknowledges),
  }));
  return keyed(rows, 'eventid', params);
}

function isAsked(store: Store, event: Event, params: Params): boolean {
  const among = (ids: Set<string> | null, value: string): boolean => !ids || ids.has(value);
  const number = (field: string): bigint | null =>
    params[field] === undefined || params[field] === null ? null : BigInt(String(params[field]));
  const between = (value: bigint, from: bigint | null, till: bigint | null): boolean =>
    (from === null || value >= from) && (till === null || value <= till);
  const trigger = store.triggers.get(event.triggerid);
  const hosts = idsOf(params['hostids']);
  const { acknowledged, suppressed } = params;
  return (
    among(idsOf(params['eventids']), event.eventid) &&
    among(idsOf(params['objectids']), event.triggerid) &&
    (!hosts || (trigger?.hosts ?? []).some((hostid) => hosts.has(hostid))) &&
    among(idsOf(params['severities']), String(event.severity)) &&
    between(BigInt(event.eventid), number('eventid_from'), number('eventid_till')) &&
    between(BigInt(event.clock), number('time_from'), number('time_till')) &&
    stood(event, number('problem_time_from'), number('problem_time_till')) &&
    (typeof acknowledged !== 'boolean' || acknowledged === event.acknowledged) &&
    (typeof suppressed !== 'boolean' || suppressed === event.suppressedBy.length > 0) &&
    hasTags(event, params)
  );
}

/** Was it a problem at some time between the two? Zabbix looks at them only where both are given. */
function stood(event: Event, from: bigint | null, till: bigint | null): boolean {
  if (from === null || till === null) return true;
  return BigInt(event.clock) <= till && (event.recovery === null || BigInt(event.recovery.clock) >= from);
}

/** Operator 0: contains, 1: equals. Evaltype 0: one of each tag's values, 2: any. */
function hasTags(event: Event, params: Params): boolean {
  const wanted = Array.isArray(params['tags']) ? (params['tags'] as Record<string, unknown>[]) : [];
  if (wanted.length === 0) return true;
  const holds = ({ tag, value = '', operator = 0 }: Record<string, unknown>): boolean =>
    event.tags.some(
      (one) =>
        one.tag === tag &&
        (String(operator) === '1'
          ? one.value === value
          : one.value.toLowerCase().includes(String(value).toLowerCase())),
    );
  if (String(params['evaltype'] ?? 0) === '2') return wanted.some(holds);
  const byTag = Map.groupBy(wanted, ({ tag }) => tag);
  return [...byTag.values()].every((some) => some.some(holds));
}

function children(event: Event, params: Params, acknowledges: unknown): Row {
  return {
    ...(isSelected(acknowledges) && {
      acknowledges: acknowledgeRows(event).map((row) => project(row, acknowledges)),
    }),
    ...(isSelected(params['selectSuppressionData']) && {
      suppression_data: suppressionRows(event).map((row) => project(row, params['selectSuppressionData'])),
    }),
    ...(isSelected(params['selectTags']) && { tags: event.tags.map(({ tag, value }) => ({ tag, value })) }),
  };
}

function hostsAndTrigger(store: Store, event: Event, params: Params): Row {
  const trigger = store.triggers.get(event.triggerid);
  const hosts = (trigger?.hosts ?? []).flatMap((hostid) => store.hosts.get(hostid) ?? []);
  return {
    ...(isSelected(params['selectHosts']) && {
      hosts: hosts.map((host) => project(hostRow(host), params['selectHosts'], 'hostid')),
    }),
    ...(isSelected(params['selectRelatedObject']) && {
      relatedObject: trigger
        ? project(
            triggerRow(trigger, store, params['selectRelatedObject']),
            params['selectRelatedObject'],
            'triggerid',
          )
        : [],
    }),
  };
}

export function keyed(rows: readonly Row[], key: string, params: Params): unknown {
  if (!isOn(params['preservekeys'])) return rows;
  return rows.length === 0 ? [] : Object.fromEntries(rows.map((row) => [String(row[key]), row]));
}

export function isOn(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

function refuseUnknown(params: Params, known: ReadonlySet<string>): void {
  const unknown = Object.keys(params).find((name) => !known.has(name));
  if (unknown !== undefined) throw invalidParams(`Invalid parameter "/": unexpected parameter "${unknown}".`);
}
