import type { Scenario } from './scenario.ts';

export const sourceOutage: Scenario = {
  name: 'source-outage',
  story: 'The eastern Zabbix dies. What it alone knows is unknown now; everything else stands.',
  changes: () => [{ kind: 'outage', manager: 'east' }],
  watch: `{ faultSources { source syncState openAlarms }
  alarms(first: 5) { complete edges { node { specificProblem sourceRecord { source } } } }
  alarmSummary { critical major complete } }`,
};
