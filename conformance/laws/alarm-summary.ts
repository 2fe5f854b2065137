/** Counts of open alarms. */
import { type Law, type Trial, shown } from '../law.ts';
import { entitiesOf } from '../lists.ts';
import { type Answer, recordOrNull } from '../member.ts';
import type { SampledList } from '../samples.ts';
import { representations } from './entities.ts';

type Rec = Readonly<Record<string, unknown>>;

const SUMMARY = '{ critical major minor warning indeterminate unacknowledged worst complete }';
const SEVERITIES = ['INDETERMINATE', 'WARNING', 'MINOR', 'MAJOR', 'CRITICAL'];

export const alarmSummary: Law = {
  id: 'alarm-summary',
  title: 'A summary counts the alarms of the list',
  why: 'The number on the screen and the list behind it are answered by two requests.',
  rule: 'schema/contracts/faults.graphql: AlarmSummary; a number is null where it is not known',
  domains: ['faults'],
  async hold(trial) {
    const root = trial.samples.lists.find(({ list, whole }) => list.place === 'Query.alarms' && whole);
    if (root) {
      const answer = await trial.ask(`{ alarmSummary ${SUMMARY} }`);
      judge(trial, answer, recordOrNull(answer.data?.['alarmSummary']), nodesOf(root), 'alarmSummary');
    } else trial.skip('the list of alarms is longer than the sample');
    const under = trial.samples.lists.find(({ list, whole }) => list.place === 'Resource.alarms' && whole);
    if (!under?.under) return trial.skip('no resource with a list of alarms was seen');
    const { id } = under.under;
    const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Resource { id alarmSummary ${SUMMARY} } } }`;
    const answer = await trial.ask(query, representations('Resource', [id]));
    judge(
      trial,
      answer,
      recordOrNull(entitiesOf(answer)[0]?.['alarmSummary']),
      nodesOf(under),
      `alarmSummary of ${id}`,
    );
  },
};

function nodesOf({ edges }: SampledList): Rec[] {
  return edges.flatMap(({ node }) => (node ? [node] : []));
}

function judge(
  trial: Trial,
  answer: Answer,
  summary: Rec | null,
  alarms: readonly Rec[],
  place: string,
): void {
  if (!trial.answered(answer)) return;
  if (!trial.check(summary !== null, () => `${place} must be told, but got: null.`, answer)) return;
  const open = alarms.filter(({ state }) => state !== 'CLEARED');
  const known = open.every(
    ({ perceivedSeverity, ackState }) => perceivedSeverity != null && ackState != null,
  );
  if (!known) return trial.skip('some alarms say no severity or no ackState');
  const counts: Record<string, number> = {
    unacknowledged: open.filter(({ ackState }) => ackState === 'UNACKNOWLEDGED').length,
  };
  for (const severity of SEVERITIES)
    counts[severity.toLowerCase()] = open.filter(
      ({ perceivedSeverity }) => perceivedSeverity === severity,
    ).length;
  for (const [name, count] of Object.entries(counts)) {
    const got = summary?.[name] ?? null;
    trial.check(
      got === null || got === count,
      () => `${place}: ${name} must be ${count} or null, but got: ${shown(got)}.`,
      answer,
    );
  }
  const worst = SEVERITIES.toReversed().find((severity) => (counts[severity.toLowerCase()] ?? 0) > 0) ?? null;
  const told = summary?.['worst'] ?? null;
  trial.check(
    told === null || told === worst,
    () => `${place}: worst must be ${shown(worst)}, but got: ${shown(told)}.`,
    answer,
  );
  trial.check(
    typeof summary?.['complete'] === 'boolean',
    () => `${place}: complete must be true or false, but got: ${shown(summary?.['complete'])}.`,
    answer,
  );
}
