import { siteCalled } from '../network/find.ts';
import type { Scenario } from './scenario.ts';

export const sitePower: Scenario = {
  name: 'site-power',
  story: 'Toulouse loses mains and battery: everything there is silent, the far ends see no light.',
  changes: (network) => [{ kind: 'failure', failure: { sites: [siteCalled(network, 'TLS')] } }],
  watch: `{ resources(filter: { kind: [SITE], name: { equals: "Toulouse" } }) { edges { node {
  alarmSummary { critical major worst complete }
  services(first: 5) { totalCount edges { node { name customer { name } } } } } } } }`,
};
