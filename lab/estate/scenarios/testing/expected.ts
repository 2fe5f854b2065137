/** What the network and the words of its managers say that a scenario does. */
import { type Failure, impactOf } from '../../network/impact.ts';
import { NETWORK, type Service } from '../../network/network.ts';
import type { Condition } from '../../watch/condition.ts';
import { symptomsOf } from '../../watch/symptoms.ts';
import { SCENARIOS } from '../catalogue.ts';
import type { Change, Scenario } from '../scenario.ts';
import type { Counts, OpenAlarm, Summed } from './standing.ts';

export function found(name: string): Scenario {
  const scenario = SCENARIOS.find((one) => one.name === name);
  if (!scenario) throw new Error(`There must be a scenario ${name}.`);
  return scenario;
}

export function conditionsOf(change: Change): readonly Condition[] {
  switch (change.kind) {
    case 'failure':
    case 'maintenance':
      return symptomsOf(NETWORK, change.failure);
    case 'conditions':
      return change.conditions;
    case 'flapping':
      return [change.condition];
    case 'rename':
    case 'outage':
      return [];
  }
}

export function siteOf({ on }: Condition): string | undefined {
  return NETWORK.devices.find(({ key }) => key === on)?.site.name;
}

/** Source, words, and the name of what it is on. */
export function told({ manager, text, circuit, port, on }: Condition): string {
  const device = NETWORK.devices.find(({ key }) => key === on);
  return `zabbix-${manager}: ${text} @ ${circuit ?? port ?? device?.name}`;
}

export function said({ id, specificProblem, alarmedObject }: OpenAlarm): string {
  return `${id.split('/')[0]}: ${specificProblem} @ ${alarmedObject?.name}`;
}

const SEVERITIES = ['indeterminate', 'indeterminate', 'warning', 'minor', 'major', 'critical'] as const;

export function plus({ alarmSummary }: Summed, conditions: readonly Condition[]): Counts {
  const counts = { ...alarmSummary };
  for (const { severity } of conditions) counts[SEVERITIES[severity]]++;
  const { critical, major, minor, warning, indeterminate } = counts;
  return { critical, major, minor, warning, indeterminate };
}

export function failureOf(name: string): Failure {
  const [change] = found(name).changes(NETWORK);
  if (change?.kind !== 'failure' && change?.kind !== 'maintenance')
    throw new Error(`Something must fail in ${name}.`);
  return change.failure;
}

/** What is down, on its protection, or without it; a VPN stands on its access legs, and so on nothing itself. */
export function touched(failure: Failure): ReadonlySet<Service> {
  const { down, switched, exposed } = impactOf(NETWORK, failure);
  return new Set([...down, ...switched, ...exposed].filter(({ builtFrom }) => builtFrom.length === 0));
}
