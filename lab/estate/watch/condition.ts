/** A condition that a Zabbix has found. */
import type { Manager } from '../network/network.ts';

export type Severity = 0 | 1 | 2 | 3 | 4 | 5;

export interface Condition {
  /** Whose Zabbix says it. */
  readonly manager: Manager;
  /** Key of what is watched: a device's, or that of something unknown. */
  readonly on: string;
  /** What Zabbix says. With `on` and the object it is unique. */
  readonly text: string;
  /** Zabbix's scale: 0 not classified, 1 information, 2 warning, 3 average, 4 high, 5 disaster. */
  readonly severity: Severity;
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
  /** What it follows from, of the same Zabbix. */
  readonly parent?: Condition;
}

/** A condition that was there before the estate started, and its episodes. */
export interface Standing extends Condition {
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
