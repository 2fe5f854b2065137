import { linkCalled } from '../network/find.ts';
import type { Scenario } from './scenario.ts';

/** Held in the east, ends in the north: its two ends are watched by two managers. */
export const CUT_FIBRE = 'FO/FRA-AMS/001';

export const fibreCut: Scenario = {
  name: 'fibre-cut',
  story: 'An excavator cuts the fibre between Frankfurt and Amsterdam, which two managers watch.',
  changes: (network) => [{ kind: 'failure', failure: { links: [linkCalled(network, CUT_FIBRE)] } }],
  watch: `{ resolve(keys: [{ type: CIRCUIT_ID, value: "${CUT_FIBRE}" }]) { candidates {
  name
  alarms { totalCount edges { node { specificProblem perceivedSeverity sourceRecord { source } } } }
  services { totalCount edges { node { name customer { name }
    supportingResources(first: 40) { edges { role protectionGroup node { name } } } } } } } } }`,
};
