/** Enough of a network that every law finds something to be held over. */
import type { AlarmRecord } from '#schema/ports/faults.ts';
import { ESTATE, type Estate } from '#subgraphs/testing/estate.ts';

const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING'] as const;
const REGIONS = ['east', 'west'] as const;

/** One of a few values, by number. */
function pick<Value>(values: readonly [Value, ...Value[]], n: number): Value {
  return values[n % values.length] ?? values[0];
}

function alarm(n: number): AlarmRecord {
  const cleared = n > 12;
  return {
    id: `nms/b${n}`,
    alarmKey: `key ${n % 5}`,
    state: cleared ? 'CLEARED' : 'RAISED',
    perceivedSeverity: pick(SEVERITIES, n),
    alarmType: pick(['EQUIPMENT_ALARM', 'COMMUNICATIONS_ALARM'] as const, n),
    probableCause: 'powerProblem',
    specificProblem: `Problem ${n % 3}`,
    alarmedObjectName: `PAR-CR${n % 4}`,
    alarmRaisedTime: '2026-03-01T07:00:00.000Z',
    // Some at the same moment, so that the order goes on by id.
    alarmReportingTime: `2026-03-01T07:${30 + Math.floor(n / 3)}:00.000Z`,
    ackState: pick(['ACKNOWLEDGED', 'UNACKNOWLEDGED'] as const, n),
    plannedOutage: n % 2 === 0,
    suppressed: n % 3 === 0,
    ...(n % 4 !== 1 && { flapping: n % 4 === 2 }),
    region: pick(REGIONS, n),
    ...(n % 4 !== 0 && { alarmedObject: { id: `inv/device.a${n % 4}` } }),
    ...(n % 5 === 0 && { parentAlarm: { id: n === 10 ? 'other/a1' : 'nms/b11' } }),
  };
}

const SERVICES = 8;

export const NETWORK: Estate = {
  ...ESTATE,
  resources: ESTATE.resources.map((resource, n) => ({
    ...resource,
    region: pick(REGIONS, n),
    lifecycleState: 'INSTALLED',
    technology: n % 2 === 0 ? ['IP'] : ['IP', 'OPTICAL'],
    identifiers: [{ type: 'NAME', value: resource.name ?? '', source: 'inv' }],
  })),
  alarms: Array.from({ length: 14 }, (_, i) => alarm(i + 1)),
  services: Array.from({ length: SERVICES }, (_, n) => ({
    id: `crm/s${n}`,
    name: `SVC ${n}`,
    region: pick(REGIONS, n),
    category: pick(['CUSTOMER_FACING', 'RESOURCE_FACING'] as const, n),
    serviceType: 'E-Line',
    state: pick(['ACTIVE', 'SUSPENDED', 'RESERVED'] as const, n),
    customer: { id: n === 3 ? 'other/c9' : `crm/c${1 + (n % 2)}` },
  })),
  customers: [1, 2].map((n) => ({
    id: `crm/c${n}`,
    name: `Bank ${n}`,
    tier: pick(['gold', 'silver'], n),
    region: 'west',
  })),
  supportingServices: { 'crm/s1': ['crm/s2', 'crm/s3'], 'crm/s4': ['crm/s2'] },
};
