import { deviceCalled, siteCalled } from '../network/find.ts';
import type { Scenario } from './scenario.ts';

export const maintenance: Scenario = {
  name: 'maintenance',
  story: 'Announced work in Lyon changes the first card of lyo-cr1: what is watched there is in maintenance.',
  changes: (network) => [
    {
      kind: 'maintenance',
      site: siteCalled(network, 'LYO'),
      failure: { cards: deviceCalled(network, 'LYO-CR1').cards.slice(0, 1) },
    },
  ],
  watch: `{ resources(filter: { kind: [SITE], name: { equals: "Lyon" } }) { edges { node {
  alarms(first: 100) { edges { node { specificProblem suppressed plannedOutage managedElement { name } } } } } } } }`,
};
