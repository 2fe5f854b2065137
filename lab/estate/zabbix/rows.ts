/** Rows as the API writes them: every scalar a text, [] for an empty map. */
import type { Features } from './features.ts';
import type { Event, Host, Store, Trigger } from './store.ts';

export type Row = Record<string, unknown>;

export function problemRow(event: Event, features: Features): Row {
  return {
    eventid: event.eventid,
    source: '0',
    object: '0',
    objectid: event.triggerid,
    clock: String(event.clock),
    ns: String(event.ns),
    r_eventid: event.recovery?.eventid ?? '0',
    r_clock: String(event.recovery?.clock ?? 0),
    r_ns: String(event.recovery?.ns ?? 0),
    ...(features.causes && { cause_eventid: event.cause }),
    correlationid: '0',
    userid: event.recovery?.userid ?? '0',
    name: event.name,
    acknowledged: event.acknowledged ? '1' : '0',
    severity: String(event.severity),
    opdata: '',
    suppressed: event.suppressedBy.length > 0 ? '1' : '0',
    urls: [],
  };
}

export function eventRow(event: Event, features: Features): Row {
  return {
    eventid: event.eventid,
    source: '0',
    object: '0',
    objectid: event.triggerid,
    clock: String(event.clock),
    value: String(event.value),
    acknowledged: event.acknowledged ? '1' : '0',
    ns: String(event.ns),
    name: event.name,
    severity: String(event.severity),
    r_eventid: event.recovery?.eventid ?? '0',
    c_eventid: '0',
    correlationid: '0',
    userid: event.userid,
    ...(features.causes && { cause_eventid: event.cause }),
    opdata: '',
    suppressed: event.suppressedBy.length > 0 ? '1' : '0',
    urls: [],
  };
}

export function acknowledgeRows(event: Event): Row[] {
  return event.acknowledges.map((one) => ({
    acknowledgeid: one.acknowledgeid,
    userid: one.userid,
    eventid: event.eventid,
    clock: String(one.clock),
    message: one.message,
    action: String(one.action),
    old_severity: String(one.old_severity),
    new_severity: String(one.new_severity),
  }));
}

export function suppressionRows(event: Event): Row[] {
  return event.suppressedBy.map((maintenanceid) => ({
    maintenanceid,
    suppress_until: String(event.clock + 86_400),
  }));
}

/** `output` says which fields will be read of it: only where it must, the events are searched. */
export function triggerRow(trigger: Trigger, store: Store, output: unknown): Row {
  const searched = !Array.isArray(output) || output.includes('value') || output.includes('lastchange');
  const events = searched
    ? [...store.events.values()].filter((event) => event.triggerid === trigger.triggerid)
    : [];
  const open = events.some((event) => event.value === 1 && !event.recovery);
  return {
    triggerid: trigger.triggerid,
    expression: '{1}=1',
    description: trigger.description,
    url: '',
    status: trigger.disabled === true ? '1' : '0',
    value: open ? '1' : '0',
    priority: String(trigger.priority),
    lastchange: String(Math.max(0, ...events.map((event) => event.clock))),
    comments: '',
    error: '',
    templateid: '0',
    type: '0',
    state: '0',
    flags: '0',
    recovery_mode: '0',
    recovery_expression: '',
    correlation_mode: '0',
    correlation_tag: '',
    manual_close: trigger.manualClose === true ? '1' : '0',
    opdata: '',
    event_name: trigger.description,
    uuid: '',
  };
}

export function hostRow(host: Host): Row {
  return {
    hostid: host.hostid,
    host: host.host,
    name: host.name ?? host.host,
    status: host.disabled === true ? '1' : '0',
    maintenance_status: '0',
    maintenanceid: '0',
    maintenance_from: '0',
    proxy_hostid: '0',
    description: '',
  };
}

export function interfaceRows(host: Host): Row[] {
  const mains = new Set<number>();
  return (host.interfaces ?? []).map(({ ip = '', dns = '', type = 2 }, i) => {
    const main = !mains.has(type);
    mains.add(type);
    return {
      interfaceid: `${host.hostid}${i}`,
      hostid: host.hostid,
      main: main ? '1' : '0',
      type: String(type),
      useip: ip === '' ? '0' : '1',
      ip,
      dns,
      port: type === 2 ? '161' : '10050',
      available: '0',
      error: '',
      errors_from: '0',
      disable_until: '0',
      details: type === 2 ? { version: '2', bulk: '1', community: '{$SNMP_COMMUNITY}' } : [],
    };
  });
}
