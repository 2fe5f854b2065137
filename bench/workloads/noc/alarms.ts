/** The open alarms of the two fault managers: on ports, devices and links of all three inventories. */
import type { TestRecord } from '#gateway/testing/record-member.ts';
import { TEXT_MARK } from '../../upstream/stamp.ts';
import { INVENTORIES } from './members.ts';
import { deviceId, deviceOfPort, linkId, portId } from './resources.ts';

const ALARMS = 80;
const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR', 'MAJOR', 'WARNING'];
const PROBLEMS = ['Loss of signal', 'BGP session down', 'Optical power below threshold', 'Fan failure'];
const FIRST_AT = Date.UTC(2026, 2, 1);

/** Of one fault manager; `seed` tells them apart. */
export function alarmsOf(source: string, seed: number): readonly TestRecord[] {
  return Array.from({ length: ALARMS }, (_, i) => {
    const inventory = INVENTORIES[(i + seed) % INVENTORIES.length] ?? INVENTORIES[0];
    // Severities go round in fives: whatever is on a link or a port must not go round with them.
    const kind = (i + Math.floor(i / SEVERITIES.length)) % 10;
    const { object, element } = placeOf(inventory, kind, i * 2 + seed);
    return {
      id: `${source}/b${1000 + i}`,
      state: 'RAISED',
      perceivedSeverity: SEVERITIES[i % SEVERITIES.length],
      specificProblem: `${PROBLEMS[i % PROBLEMS.length]} ${TEXT_MARK}`,
      alarmReportingTime: new Date(FIRST_AT + ((i * 7919) % 5000) * 60_000 + seed).toISOString(),
      ackState: i % 4 === 0 ? 'ACKNOWLEDGED' : 'UNACKNOWLEDGED',
      alarmedObjectName: `object ${i} of ${source}`,
      alarmedObjectId: object,
      managedElementId: element,
    };
  });
}

interface Place {
  readonly object: string;
  readonly element: string;
}

/** Three in ten are on links, two on devices, the rest on ports. */
function placeOf(inventory: string, kind: number, n: number): Place {
  if (kind < 3) return { object: linkId(inventory, n), element: deviceId(inventory, deviceOfPort(n * 3)) };
  if (kind < 5) return { object: deviceId(inventory, n), element: deviceId(inventory, n) };
  return { object: portId(inventory, n), element: deviceId(inventory, deviceOfPort(n)) };
}
