/** What is wrong in the west. */
import { SERVICES } from '../first-network/network.ts';
import { type Condition, endOf, portOf } from './problem.ts';

const PARIS_FRANKFURT = '100GE/PAR-CR1-FRA-CR1/001';
/** The port where the first protected service begins. */
const customerPort = SERVICES.find(
  ({ region, endpoints }) => region === 'west' && endpoints[0]?.card.device.key === 'PAR-ER1',
)?.endpoints[0]?.name;

export const WEST_CONDITIONS: readonly Condition[] = [
  {
    on: 'PAR-CR1',
    text: 'Trunk to Frankfurt is down',
    severity: 5,
    circuit: PARIS_FRANKFURT,
    type: 'communicationsAlarm',
    cause: 'lossOfSignal',
    episodes: [{ began: 14 }, { began: 4100, ended: 4088 }],
  },
  {
    on: 'PAR-CR1',
    text: 'Interface is down',
    severity: 4,
    // As the router itself writes it, short.
    port: endOf(PARIS_FRANKFURT, 'PAR-CR1').name.replace('HundredGigE', 'Hu'),
    type: 'communicationsAlarm',
    cause: 'lossOfSignal',
    episodes: [{ began: 14 }],
  },
  {
    on: 'PAR-WDM1',
    text: 'No light from Frankfurt',
    severity: 5,
    circuit: 'FO/PAR-FRA/001',
    type: 'communicationsAlarm',
    cause: 'lossOfSignal',
    episodes: [{ began: 15 }],
  },
  {
    on: 'LYO-CR1',
    text: 'CPU load is above 90 %',
    severity: 3,
    type: 'qualityOfServiceAlarm',
    cause: 'cpuCyclesLimitExceeded',
    mayBeClosedByHand: true,
    episodes: [
      { began: 95, acknowledged: 'A BGP table is being rebuilt; watching it.' },
      { began: 2900, ended: 2850 },
    ],
  },
  {
    on: 'MRS-CR1',
    text: 'Power supply 2 has failed',
    severity: 4,
    type: 'equipmentAlarm',
    cause: 'powerProblem',
    episodes: [{ began: 210 }],
  },
  {
    on: 'MAD-CR1',
    text: 'BGP session to Lisboa is down',
    severity: 4,
    type: 'communicationsAlarm',
    cause: 'communicationsProtocolError',
    episodes: [{ began: 41, acknowledged: 'Peer is being upgraded.' }],
  },
  {
    on: 'LIS-CR1',
    text: 'Fan tray has failed',
    severity: 3,
    type: 'equipmentAlarm',
    cause: 'coolingFanFailure',
    episodes: [{ began: 770 }],
  },
  {
    on: 'BOD-OLT1',
    text: 'No light on PON port',
    severity: 4,
    port: portOf('BOD-OLT1', 1).name,
    type: 'communicationsAlarm',
    cause: 'lossOfSignal',
    episodes: [{ began: 33 }],
  },
  {
    on: 'BCN-OLT1',
    text: 'Cabinet temperature is high',
    severity: 2,
    type: 'environmentalAlarm',
    cause: 'temperatureUnacceptable',
    mayBeClosedByHand: true,
    episodes: [{ began: 122 }],
  },
  {
    on: 'OPO-WDM1',
    text: 'Received optical power is low',
    severity: 2,
    port: portOf('OPO-WDM1', 0).name,
    type: 'communicationsAlarm',
    cause: 'degradedSignal',
    episodes: [{ began: 1440 }],
  },
  {
    on: 'MRS-OLT1',
    text: 'OLT does not answer',
    severity: 5,
    type: 'communicationsAlarm',
    cause: 'communicationsSubsystemFailure',
    episodes: [{ began: 25, maintenance: true }],
  },
  {
    on: 'BCN-ER1',
    text: 'Configuration was changed',
    severity: 1,
    type: null,
    mayBeClosedByHand: true,
    episodes: [{ began: 300 }],
  },
  {
    on: 'PAR-ER1',
    text: 'Customer port is down',
    severity: 4,
    ...(customerPort !== undefined && { port: customerPort }),
    type: 'communicationsAlarm',
    cause: 'lossOfSignal',
    episodes: [{ began: 8 }],
  },
  {
    on: 'MAD-WDM1',
    text: 'Span loss to Lisboa is above its limit',
    severity: 3,
    circuit: 'FO/MAD-LIS/001',
    type: 'communicationsAlarm',
    cause: 'degradedSignal',
    episodes: [{ began: 610 }, { began: 5200, ended: 5100 }],
  },
  {
    on: 'probe',
    text: 'No data for 10 minutes',
    severity: 2,
    type: 'communicationsAlarm',
    episodes: [{ began: 57 }],
  },
];
