import { deviceCalled, portsInUse } from '../network/find.ts';
import { deviceOf } from '../network/network.ts';
import type { Scenario } from './scenario.ts';

export const FLAPS = 9;
const FLAPPING = 'Link state changes';

export const flappingPort: Scenario = {
  name: 'flapping-port',
  story: `A port of ber-er1 goes up and down ${FLAPS} times within two minutes.`,
  changes(network) {
    const device = deviceCalled(network, 'BER-ER1');
    const port = [...portsInUse(network)].find((one) => deviceOf(one) === device);
    if (!port) throw new Error('ber-er1 must have a port in use.');
    const condition = {
      manager: device.site.manager,
      on: device.key,
      port: port.name,
      text: FLAPPING,
      severity: 3,
      type: 'communicationsAlarm',
      cause: 'lossOfSignal',
    } as const;
    return [{ kind: 'flapping', condition, times: FLAPS }];
  },
  watch: `{ resources(filter: { kind: [DEVICE], name: { equals: "ber-er1" } }) { edges { node {
  alarms(filter: { state: [RAISED, CLEARED] }) { totalCount edges { node {
    alarmKey state specificProblem alarmReportingTime alarmClearedTime } } } } } } }`,
};
