/** What is always wrong somewhere in a network of this size: small things, scattered by a seed. */
import { portsInUse } from '../network/find.ts';
import type { Device, Manager, Network, Role } from '../network/network.ts';
import { pick, randomOf } from '../network/random.ts';
import type { Severity, Standing } from './condition.ts';
import { isWatched } from './hosts.ts';

interface Trouble {
  readonly text: string;
  readonly severity: Severity;
  readonly type: Standing['type'];
  readonly cause?: string;
  /** On a port that is in use. */
  readonly onPort?: boolean;
  readonly mayBeClosedByHand?: boolean;
}

const HEAT: Trouble = {
  text: 'Cabinet temperature is high',
  severity: 2,
  type: 'environmentalAlarm',
  cause: 'temperatureUnacceptable',
  mayBeClosedByHand: true,
};
const FAN: Trouble = {
  text: 'Fan tray runs at full speed',
  severity: 2,
  type: 'equipmentAlarm',
  cause: 'heatingOrVentilationOrCoolingSystemProblem',
};
const CONFIGURED: Trouble = {
  text: 'Configuration was changed',
  severity: 1,
  type: null,
  mayBeClosedByHand: true,
};
const ERRORS: Trouble = {
  text: 'Interface drops frames',
  severity: 3,
  type: 'qualityOfServiceAlarm',
  cause: 'framingError',
  onPort: true,
};
const LOAD: Trouble = {
  text: 'CPU load is above 90 %',
  severity: 3,
  type: 'qualityOfServiceAlarm',
  cause: 'cpuCyclesLimitExceeded',
  mayBeClosedByHand: true,
};
const WEAK: Trouble = {
  text: 'Received optical power is low',
  severity: 2,
  type: 'communicationsAlarm',
  cause: 'degradedSignal',
  onPort: true,
};
const DARK: Trouble = {
  text: 'No light on PON port',
  severity: 4,
  type: 'communicationsAlarm',
  cause: 'lossOfSignal',
  onPort: true,
};
const BATTERY: Trouble = {
  text: 'Battery voltage is low',
  severity: 3,
  type: 'equipmentAlarm',
  cause: 'powerProblem',
};
const CLOCK: Trouble = {
  text: 'Synchronisation source is lost',
  severity: 2,
  type: 'equipmentAlarm',
  cause: 'timingProblem',
};

const TROUBLES: Readonly<Record<Role, readonly Trouble[]>> = {
  core: [FAN, CONFIGURED, LOAD],
  edge: [CONFIGURED, ERRORS, LOAD, FAN],
  agg: [ERRORS, FAN, WEAK],
  wdm: [WEAK, FAN, HEAT],
  amp: [HEAT, WEAK],
  access: [DARK, HEAT, WEAK],
  bts: [BATTERY, CLOCK, HEAT],
};
const LONGEST_MINUTES = 3000;
const ONE_ACKNOWLEDGED_IN = 4;

/** So many of them, each once; fewer where there is not that much to be wrong. */
export function routineOf(network: Network, manager: Manager, howMany: number): Standing[] {
  const random = randomOf(31 + network.unit * 1000 + (manager === 'west' ? 0 : 1));
  const devices = network.devices.filter((one) => one.site.manager === manager && isWatched(one));
  const used = portsInUse(network);
  const found = new Map<string, Standing>();
  for (let tries = 0; found.size < howMany && tries < howMany * 20; tries++) {
    const device = pick(random, devices);
    const trouble = pick(random, TROUBLES[device.role]);
    const standing = standingOf(device, trouble, manager, random, used);
    if (standing) found.set(`${standing.on} ${standing.text} ${standing.port}`, standing);
  }
  return [...found.values()];
}

function standingOf(
  device: Device,
  { onPort, ...trouble }: Trouble,
  manager: Manager,
  random: () => number,
  used: ReturnType<typeof portsInUse>,
): Standing | null {
  const ports = device.cards.flatMap((card) => card.ports).filter((port) => used.has(port));
  if (onPort === true && ports.length === 0) return null;
  const began = 3 + Math.floor(random() ** 3 * LONGEST_MINUTES);
  const known = Math.floor(random() * ONE_ACKNOWLEDGED_IN) === 0;
  return {
    manager,
    on: device.key,
    ...trouble,
    ...(onPort === true && { port: pick(random, ports).name }),
    episodes: [{ began, ...(known && { acknowledged: 'Known; a ticket is open.' }) }],
  };
}
