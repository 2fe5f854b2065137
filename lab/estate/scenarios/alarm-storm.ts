import { portsInUse } from '../network/find.ts';
import { type Network, type Port, deviceOf } from '../network/network.ts';
import type { Condition } from '../watch/condition.ts';
import { isWatched } from '../watch/hosts.ts';
import type { Scenario } from './scenario.ts';

const REGION = 'west';

export const alarmStorm: Scenario = {
  name: 'alarm-storm',
  story: 'The clock of the west runs away: every port in use there complains at once.',
  changes: (network) => [{ kind: 'conditions', conditions: portsOf(network).map(complaintOf) }],
  watch: `{ alarmSummary(filter: { region: ["${REGION}"] }) { critical major minor warning worst complete }
  alarms(filter: { region: ["${REGION}"] }, first: 5) { totalCount edges { node { specificProblem alarmedObject { name } } } } }`,
};

function portsOf(network: Network): Port[] {
  return [...portsInUse(network)].filter((port) => {
    const device = deviceOf(port);
    return device.site.region === REGION && isWatched(device);
  });
}

function complaintOf(port: Port): Condition {
  const device = deviceOf(port);
  return {
    manager: device.site.manager,
    on: device.key,
    port: port.name,
    text: 'Interface has lost its clock',
    severity: 2,
    type: 'communicationsAlarm',
    cause: 'lossOfSynchronisation',
  };
}
