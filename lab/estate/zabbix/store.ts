/** The state of an emulated Zabbix, and what its server does: raise, resolve, suppress. */
import type { HostData, ProblemData, Tag, TriggerData } from './data.ts';

export interface Host extends HostData {
  readonly hostid: string;
}

export interface Trigger extends Omit<TriggerData, 'hosts'> {
  readonly triggerid: string;
  readonly hosts: readonly string[];
}

export interface Acknowledge {
  readonly acknowledgeid: string;
  readonly userid: string;
  readonly clock: number;
  readonly message: string;
  readonly action: number;
  readonly old_severity: number;
  readonly new_severity: number;
}

export interface Event {
  readonly eventid: string;
  readonly triggerid: string;
  readonly clock: number;
  readonly ns: number;
  /** 1 a problem, 0 the end of one. */
  readonly value: 0 | 1;
  readonly name: string;
  readonly tags: readonly Tag[];
  severity: number;
  acknowledged: boolean;
  /** Of a problem: the event that ended it. */
  recovery: Event | null;
  /** Of an end: who closed the problem by hand, "0" for nobody. */
  readonly userid: string;
  cause: string;
  /** Maintenances that suppress it; "0" stands for a person who did. */
  suppressedBy: string[];
  readonly acknowledges: Acknowledge[];
}

export interface Moment {
  /** Unix seconds; now without it. */
  readonly clock?: number;
  /** A counter, as of values that were sent without nanoseconds. */
  readonly ns?: number;
  /** One that was reserved before; the next without it. */
  readonly eventid?: string;
}

export class Store {
  readonly hosts = new Map<string, Host>();
  /** Ids by technical name. */
  readonly #hostids = new Map<string, string>();
  readonly triggers = new Map<string, Trigger>();
  readonly events = new Map<string, Event>();
  readonly now: () => number;
  #hostid = 10_000;
  #triggerid = 23_000;
  #eventid = 0;
  #acknowledgeid = 0;
  #ns = 0;

  constructor(now: () => number) {
    this.now = now;
  }

  addHost(data: HostData): Host {
    const host = { ...data, hostid: data.hostid ?? String(++this.#hostid) };
    this.hosts.set(host.hostid, host);
    this.#hostids.set(host.host, host.hostid);
    return host;
  }

  updateHost(host: string, change: Partial<HostData>): void {
    const known = this.hostNamed(host);
    const changed = { ...known, ...change, hostid: known.hostid };
    this.hosts.set(known.hostid, changed);
    this.#hostids.delete(known.host);
    this.#hostids.set(changed.host, changed.hostid);
  }

  hostNamed(name: string): Host {
    const host = this.hosts.get(this.#hostids.get(name) ?? '');
    if (!host) throw new TypeError(`A host must be there, but got: ${name}.`);
    return host;
  }

  addTrigger(data: TriggerData): Trigger {
    const triggerid = data.triggerid ?? String(++this.#triggerid);
    const trigger = { ...data, triggerid, hosts: data.hosts.map((name) => this.hostNamed(name).hostid) };
    this.triggers.set(triggerid, trigger);
    return trigger;
  }

  updateTrigger(triggerid: string, change: Partial<Omit<Trigger, 'triggerid'>>): void {
    this.triggers.set(triggerid, { ...this.trigger(triggerid), ...change });
  }

  trigger(triggerid: string): Trigger {
    const trigger = this.triggers.get(triggerid);
    if (!trigger) throw new TypeError(`A trigger must be there, but got: ${triggerid}.`);
    return trigger;
  }

  triggerNamed(description: string, host?: string): Trigger {
    const hostid = host === undefined ? null : this.hostNamed(host).hostid;
    const found = [...this.triggers.values()].find(
      (one) => one.description === description && (hostid === null || one.hosts.includes(hostid)),
    );
    if (!found)
      throw new TypeError(`A trigger must be there, but got: ${description} of ${host ?? 'any host'}.`);
    return found;
  }

  addProblem({ trigger, host, clock, resolvedAt, suppressed }: ProblemData): Event {
    const event = this.raise(this.triggerNamed(trigger, host).triggerid, { clock });
    if (suppressed === true) this.suppress(event.eventid);
    if (resolvedAt !== undefined) this.resolve(event.eventid, { clock: resolvedAt });
    return event;
  }

  /** An id taken by a transaction that has not committed yet. */
  reserveEventId(): string {
    return String(++this.#eventid);
  }

  raise(triggerid: string, moment: Moment = {}): Event {
    const trigger = this.trigger(triggerid);
    const host = this.hosts.get(trigger.hosts[0] ?? '');
    const visible = host?.name ?? host?.host ?? '*UNKNOWN*';
    return this.#add(triggerid, moment, {
      value: 1,
      name: trigger.description.replaceAll('{HOST.NAME}', visible),
      tags: [...(trigger.tags ?? []), ...(host?.tags ?? [])],
      severity: trigger.priority,
      userid: '0',
    });
  }

  /** Ends a problem; `userid` where a person closed it. Does nothing where it has ended. */
  resolve(eventid: string, moment: Moment & { readonly userid?: string } = {}): Event | null {
    const problem = this.event(eventid);
    if (problem.recovery) return null;
    problem.recovery = this.#add(problem.triggerid, moment, {
      value: 0,
      name: problem.name,
      tags: problem.tags,
      severity: 0,
      userid: moment.userid ?? '0',
    });
    return problem.recovery;
  }

  suppress(eventid: string, maintenanceid = '1'): void {
    this.event(eventid).suppressedBy = [maintenanceid];
  }

  unsuppress(eventid: string): void {
    this.event(eventid).suppressedBy = [];
  }

  setCause(eventid: string, cause: string | null): void {
    this.event(eventid).cause = cause ?? '0';
  }

  /** What an operator did to an event. */
  note(eventid: string, row: Omit<Acknowledge, 'acknowledgeid' | 'clock'>): void {
    const clock = Math.floor(this.now() / 1000);
    this.event(eventid).acknowledges.push({ ...row, clock, acknowledgeid: String(++this.#acknowledgeid) });
  }

  setSeverity(eventid: string, severity: number, userid = '1'): void {
    const event = this.event(eventid);
    this.note(eventid, {
      userid,
      message: '',
      action: 8,
      old_severity: event.severity,
      new_severity: severity,
    });
    event.severity = severity;
  }

  /** The housekeeper. */
  forget(eventid: string): void {
    this.events.delete(eventid);
  }

  event(eventid: string): Event {
    const event = this.events.get(eventid);
    if (!event) throw new TypeError(`An event must be there, but got: ${eventid}.`);
    return event;
  }

  #add(
    triggerid: string,
    moment: Moment,
    rest: Pick<Event, 'value' | 'name' | 'tags' | 'severity' | 'userid'>,
  ): Event {
    const event: Event = {
      ...rest,
      eventid: moment.eventid ?? this.reserveEventId(),
      triggerid,
      clock: moment.clock ?? Math.floor(this.now() / 1000),
      ns: moment.ns ?? ++this.#ns,
      acknowledged: false,
      recovery: null,
      cause: '0',
      suppressedBy: [],
      acknowledges: [],
    };
    this.events.set(event.eventid, event);
    return event;
  }
}
