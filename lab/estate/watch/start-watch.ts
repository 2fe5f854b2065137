/** The emulated Zabbix of one manager, filled with what it watches and what is wrong there. */
import type { Manager, Network } from '../network/network.ts';
import type { Tag, TriggerData } from '../zabbix/data.ts';
import { type ZabbixEmulation, startZabbixEmulation } from '../zabbix/start-zabbix-emulation.ts';
import type { Condition, Episode, Standing } from './condition.ts';
import { watchedBy } from './hosts.ts';
import { standingOf } from './standing.ts';

/** One before tokens in headers, one after. */
const VERSIONS: Readonly<Record<Manager, string>> = { west: '6.0.14', east: '7.0.5' };
const OPERATORS: Readonly<Record<Manager, string>> = { west: 'n.ferreira', east: 'j.novak' };
const OPERATOR_ID = '7';

/** Zabbix's bits of event.acknowledge. */
const ACKNOWLEDGE_WITH_MESSAGE = 2 | 4;

/** Technical names of the hosts, by the key of what is watched. */
export type HostNames = ReadonlyMap<string, string>;

export function hostNames(manager: Manager, network: Network): HostNames {
  return new Map(watchedBy(manager, network).map(({ key, host }) => [key, host.host]));
}

/** The trigger that finds it. */
export function triggerOf(condition: Condition, names: HostNames): TriggerData {
  const host = names.get(condition.on);
  if (host === undefined)
    throw new Error(`A condition must be on something watched, but got: "${condition.on}".`);
  return {
    hosts: [host],
    description: condition.text,
    priority: condition.severity,
    manualClose: condition.mayBeClosedByHand === true,
    tags: tagsOf(condition),
  };
}

export interface Watch {
  readonly emulation: ZabbixEmulation;
  /** Watches a network, one after the other, with what is wrong there. */
  add(network: Network): void;
}

/** Listens on a free port of this machine, and watches nothing yet. */
export async function startWatch(manager: Manager, token: string): Promise<Watch> {
  const accounts = [
    { userid: '3', username: 'oss-adapter', token },
    { userid: OPERATOR_ID, username: OPERATORS[manager] },
  ];
  const emulation = await startZabbixEmulation({ version: VERSIONS[manager], accounts });
  return {
    emulation,
    add(network) {
      for (const { host } of watchedBy(manager, network)) emulation.control.addHost(host);
      raiseAll(emulation, standingOf(network, manager), hostNames(manager, network));
    },
  };
}

/** Oldest first, as Zabbix found them. */
function raiseAll({ control }: ZabbixEmulation, standing: readonly Standing[], names: HostNames): void {
  const now = control.now() / 1000;
  const clock = (minutesAgo: number): number => Math.floor(now - minutesAgo * 60);
  const triggers = new Map(
    standing.map((one) => [keyOf(one), control.addTrigger(triggerOf(one, names)).triggerid]),
  );
  const events = new Map<string, string>();
  const all = standing
    .flatMap((one) => one.episodes.map((episode) => ({ one, episode })))
    .toSorted((a, b) => b.episode.began - a.episode.began);
  for (const { one, episode } of all) {
    const { eventid } = control.raise(triggers.get(keyOf(one)) ?? '', { clock: clock(episode.began) });
    events.set(keyOf(one), eventid);
    settle(control, eventid, episode, clock);
    const cause = one.parent && events.get(keyOf(one.parent));
    if (cause !== undefined) control.setCause(eventid, cause);
  }
}

function settle(
  control: ZabbixEmulation['control'],
  eventid: string,
  { ended, maintenance, acknowledged }: Episode,
  clock: (minutesAgo: number) => number,
): void {
  if (maintenance === true) control.suppress(eventid);
  if (ended !== undefined) control.resolve(eventid, { clock: clock(ended) });
  if (acknowledged === undefined) return;
  const row = { userid: OPERATOR_ID, message: acknowledged, action: ACKNOWLEDGE_WITH_MESSAGE };
  control.note(eventid, { ...row, old_severity: 0, new_severity: 0 });
  control.event(eventid).acknowledged = true;
}

function keyOf({ on, text, port, circuit }: Condition): string {
  return JSON.stringify([on, text, port, circuit]);
}

function tagsOf({ manager, type, cause, port, circuit }: Condition): Tag[] {
  // Western routers write their interfaces short.
  const short = port?.replace(/^HundredGigE/, 'Hu').replace(/^TenGigE/, 'Te');
  const values = {
    alarmType: type,
    probableCause: cause,
    interface: manager === 'west' ? short : port,
    circuit,
  };
  return Object.entries(values).flatMap(([tag, value]) => (value == null ? [] : [{ tag, value }]));
}
