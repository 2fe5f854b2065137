/** Raises conditions in the emulated Zabbix servers, as their own checks would, and says how to end them. */
import type { Device, Manager, Network } from '../network/network.ts';
import type { Condition } from '../watch/condition.ts';
import { type HostNames, hostNames, triggerOf } from '../watch/start-watch.ts';
import type { Event, Store } from '../zabbix/store.ts';
import type { ZabbixEmulation } from '../zabbix/start-zabbix-emulation.ts';

export type Undo = () => void | Promise<void>;

const SECONDS_BETWEEN_FLAPS = 12;

export class Trouble {
  readonly #zabbix: Readonly<Record<Manager, ZabbixEmulation>>;
  readonly #names: Readonly<Record<Manager, HostNames>>;

  constructor(zabbix: Readonly<Record<Manager, ZabbixEmulation>>, network: Network) {
    this.#zabbix = zabbix;
    this.#names = { west: hostNames('west', network), east: hostNames('east', network) };
  }

  /** What is open already is not raised again. Gives the problems that are new. */
  raise(conditions: readonly Condition[], undo: Undo[]): Map<Condition, Event> {
    const events = new Map<Condition, Event>();
    const triggers = this.#triggers();
    for (const condition of conditions) {
      const { control } = this.#zabbix[condition.manager];
      const trigger = this.#triggerOf(condition, triggers);
      if (openOf(control, trigger)) continue;
      const event = control.raise(trigger);
      events.set(condition, event);
      undo.push(() => void control.resolve(event.eventid));
      const cause = condition.parent && events.get(condition.parent);
      if (cause) control.setCause(event.eventid, cause.eventid);
    }
    return events;
  }

  /** The last time it stays. */
  flap(condition: Condition, times: number, undo: Undo[]): void {
    const { control } = this.#zabbix[condition.manager];
    const trigger = this.#triggerOf(condition, this.#triggers());
    const now = Math.floor(control.now() / 1000);
    for (let left = times - 1; left >= 0; left--) {
      const clock = now - left * SECONDS_BETWEEN_FLAPS;
      const { eventid } = control.raise(trigger, { clock });
      if (left > 0) control.resolve(eventid, { clock: clock + SECONDS_BETWEEN_FLAPS / 2 });
      else undo.push(() => void control.resolve(eventid));
    }
  }

  /** What is open on these devices, and from now on until it is undone; gives how many problems that hides. */
  hide(devices: readonly Device[], undo: Undo[]): number {
    let hidden = 0;
    for (const manager of ['west', 'east'] as const) {
      const { control } = this.#zabbix[manager];
      const names = new Set(devices.flatMap(({ key }) => this.#names[manager].get(key) ?? []));
      for (const event of control.events.values()) {
        const hosts = control.trigger(event.triggerid).hosts.map((id) => control.hosts.get(id)?.host ?? '');
        const isOpen = event.value === 1 && !event.recovery;
        if (!isOpen || event.suppressedBy.length > 0 || !hosts.some((host) => names.has(host))) continue;
        control.suppress(event.eventid);
        undo.push(() => control.unsuppress(event.eventid));
        hidden++;
      }
    }
    return hidden;
  }

  /** By manager, host, words and tags. */
  #triggers(): Map<string, string> {
    return new Map(
      (['west', 'east'] as const).flatMap((manager) => {
        const { control } = this.#zabbix[manager];
        return [...control.triggers.values()].map((one) => {
          const hosts = one.hosts.map((id) => control.hosts.get(id)?.host ?? '');
          return [keyOf(manager, hosts, one.description, one.tags), one.triggerid] as const;
        });
      }),
    );
  }

  #triggerOf(condition: Condition, known: Map<string, string>): string {
    const { manager } = condition;
    const data = triggerOf(condition, this.#names[manager]);
    const key = keyOf(manager, data.hosts, data.description, data.tags);
    const trigger = known.get(key) ?? this.#zabbix[manager].control.addTrigger(data).triggerid;
    known.set(key, trigger);
    return trigger;
  }
}

function keyOf(manager: Manager, hosts: readonly string[], text: string, tags: unknown): string {
  return JSON.stringify([manager, hosts, text, tags]);
}

function openOf(control: Store, trigger: string): Event | undefined {
  return [...control.events.values()].find(
    (event) => event.triggerid === trigger && event.value === 1 && !event.recovery,
  );
}
