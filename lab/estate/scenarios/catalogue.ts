/** The scenarios that can be played. */
import { alarmStorm } from './alarm-storm.ts';
import { cardFailure } from './card-failure.ts';
import { fibreCut } from './fibre-cut.ts';
import { flappingPort } from './flapping-port.ts';
import { maintenance } from './maintenance.ts';
import { rename } from './rename.ts';
import type { Scenario } from './scenario.ts';
import { sitePower } from './site-power.ts';
import { sourceOutage } from './source-outage.ts';

export const SCENARIOS: readonly Scenario[] = [
  fibreCut,
  sitePower,
  cardFailure,
  flappingPort,
  alarmStorm,
  maintenance,
  rename,
  sourceOutage,
];
