/** The emulated Zabbix of a region, filled with what it watches and what is wrong there. */
import type { Region } from '../first-network/network.ts';
import type { HostData, ProblemData, Tag, TriggerData } from '../zabbix/data.ts';
import { type ZabbixEmulation, startZabbixEmulation } from '../zabbix/start-zabbix-emulation.ts';
import { EAST_CONDITIONS } from './east.ts';
import { watchedIn } from './hosts.ts';
import type { Condition, Episode } from './problem.ts';
import { WEST_CONDITIONS } from './west.ts';

/** One before tokens in headers, one after. */
const VERSIONS: Readonly<Record<Region, string>> = { west: '6.0.14', east: '7.0.5' };
const OPERATORS: Readonly<Record<Region, string>> = { west: 'n.ferreira', east: 'j.novak' };
const OPERATOR_ID = '7';

/** Zabbix's bits of event.acknowledge. */
const ACKNOWLEDGE_WITH_MESSAGE = 2 | 4;

export const CONDITIONS: Readonly<Record<Region, readonly Condition[]>> = {
  west: WEST_CONDITIONS,
  east: EAST_CONDITIONS,
};

export interface Watch {
  readonly hosts: readonly HostData[];
  readonly triggers: readonly TriggerData[];
  /** Oldest first, as Zabbix found them. */
  readonly problems: readonly (ProblemData & { readonly acknowledged?: string })[];
}

/** What a region's Zabbix holds; `now` in milliseconds since 1970. */
export function watchOf(region: Region, now: number): Watch {
  const watched = watchedIn(region);
  const hosts = new Map(watched.map(({ key, host }) => [key, host]));
  const hostOf = ({ on }: Condition): string => {
    const host = hosts.get(on)?.host;
    if (host === undefined) throw new Error(`A condition must be on something watched, but got: "${on}".`);
    return host;
  };
  const conditions = CONDITIONS[region];
  return {
    hosts: watched.map(({ host }) => host),
    triggers: conditions.map((condition) => ({
      hosts: [hostOf(condition)],
      description: condition.text,
      priority: condition.severity,
      manualClose: condition.mayBeClosedByHand === true,
      tags: tagsOf(condition),
    })),
    problems: conditions
      .flatMap((condition) =>
        condition.episodes.map((episode) => problem(condition, hostOf(condition), episode, now)),
      )
      .sort((a, b) => a.clock - b.clock),
  };
}

/** Listens on a free port of this machine. */
export async function startWatch(region: Region, token: string): Promise<ZabbixEmulation> {
  const { hosts, triggers, problems } = watchOf(region, Date.now());
  const accounts = [
    { userid: '3', username: 'oss-adapter', token },
    { userid: OPERATOR_ID, username: OPERATORS[region] },
  ];
  const emulation = await startZabbixEmulation({ version: VERSIONS[region], accounts, hosts, triggers });
  for (const { acknowledged, ...data } of problems) {
    const event = emulation.control.addProblem(data);
    if (acknowledged === undefined) continue;
    const row = { userid: OPERATOR_ID, message: acknowledged, action: ACKNOWLEDGE_WITH_MESSAGE };
    emulation.control.note(event.eventid, { ...row, old_severity: 0, new_severity: 0 });
    event.acknowledged = true;
  }
  return emulation;
}

function problem(
  { text }: Condition,
  host: string,
  { began, ended, maintenance, acknowledged }: Episode,
  now: number,
): Watch['problems'][number] {
  const clock = (minutesAgo: number): number => Math.floor(now / 1000 - minutesAgo * 60);
  return {
    trigger: text,
    host,
    clock: clock(began),
    ...(ended !== undefined && { resolvedAt: clock(ended) }),
    ...(maintenance === true && { suppressed: true }),
    ...(acknowledged !== undefined && { acknowledged }),
  };
}

function tagsOf({ type, cause, port, circuit }: Condition): Tag[] {
  const values = { alarmType: type, probableCause: cause, interface: port, circuit };
  return Object.entries(values).flatMap(([tag, value]) => (value == null ? [] : [{ tag, value }]));
}
