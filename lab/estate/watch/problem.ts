/** A condition that a Zabbix has found, and its episodes. */
import { LINKS, PORTS, type Port } from '../first-network/network.ts';

export interface Condition {
  /** Key of what is watched: a device's, or that of something unknown. */
  readonly on: string;
  /** What Zabbix says. */
  readonly text: string;
  /** Zabbix's scale: 0 not classified, 1 information, 2 warning, 3 average, 4 high, 5 disaster. */
  readonly severity: 0 | 1 | 2 | 3 | 4 | 5;
  /** The port's name within the device, where it is on one. */
  readonly port?: string;
  /** The circuit id, where it is on a link. */
  readonly circuit?: string;
  /** X.733. */
  readonly type:
    'communicationsAlarm' | 'equipmentAlarm' | 'environmentalAlarm' | 'qualityOfServiceAlarm' | null;
  /** X.733. */
  readonly cause?: string;
  readonly mayBeClosedByHand?: boolean;
  readonly episodes: readonly Episode[];
}

/** In minutes before the estate started. */
export interface Episode {
  readonly began: number;
  readonly ended?: number;
  /** Hidden by announced work. */
  readonly maintenance?: boolean;
  readonly acknowledged?: string;
}

/** The end of a link on a device. */
export function endOf(circuit: string, device: string): Port {
  const link = LINKS.find((one) => one.circuit === circuit);
  const port = [link?.a, link?.z].find((end) => end?.card.device.key === device);
  if (!port) throw new Error(`${circuit} must end on ${device}.`);
  return port;
}

/** A port of a device by its place. */
export function portOf(device: string, index: number): Port {
  const port = PORTS.filter(({ card }) => card.device.key === device)[index];
  if (!port) throw new Error(`${device} must have a port ${index}.`);
  return port;
}
