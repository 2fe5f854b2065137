import { deviceCalled } from '../network/find.ts';
import type { Scenario } from './scenario.ts';

export const cardFailure: Scenario = {
  name: 'card-failure',
  story: 'The first card of osl-cr1 fails: all that ends on it is down, here and at the far ends.',
  changes: (network) => [
    { kind: 'failure', failure: { cards: deviceCalled(network, 'OSL-CR1').cards.slice(0, 1) } },
  ],
  watch: `{ resources(filter: { kind: [DEVICE], name: { equals: "osl-cr1" } }) { edges { node {
  alarms { edges { node { specificProblem perceivedSeverity alarmedObject { kind name } } } }
  services(first: 5) { totalCount edges { node { name customer { name } } } } } } } }`,
};
