import { deviceCalled } from '../network/find.ts';
import type { Scenario } from './scenario.ts';

/** By its key: the new name. One of each inventory. */
export const NEW_NAMES = {
  'LON-ER1': 'london-edge-7',
  'LYO-CR1': 'lyon-core-7',
  'FRA-ER1': 'frankfurt-edge-7',
} as const;

export const rename: Scenario = {
  name: 'rename',
  story:
    'Three devices get new names in the three inventories; Zabbix and the services still say the old ones.',
  changes: (network) =>
    Object.entries(NEW_NAMES).map(([key, to]) => ({
      kind: 'rename',
      device: deviceCalled(network, key),
      to,
    })),
  watch: `{ resources(filter: { kind: [DEVICE], name: { equals: "${NEW_NAMES['LON-ER1']}" } }) { edges { node {
  id name identifiers { type value source }
  alarms { edges { node { specificProblem } } } services { totalCount } } } } }`,
};
