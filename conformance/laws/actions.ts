/** Mutations: a row for every id, in the order of the ids, whatever happened. Held on demand only. */
import { isDeepStrictEqual } from 'node:util';
import { type Law, type Trial, shown } from '../law.ts';
import { type Answer, isRecord, recordOrNull } from '../member.ts';

type Rec = Readonly<Record<string, unknown>>;

export const actionsUnknown: Law = {
  id: 'actions-unknown',
  title: 'An action on alarms that nobody knows has a row for each, in order',
  why: 'Who acts on a hundred alarms must learn what became of each.',
  rule: 'schema/contracts/faults.graphql: AlarmActionPayload, ActionErrorCode.NOT_FOUND; `@scatter`',
  domains: ['faults'],
  acts: true,
  async hold(trial) {
    const [own, foreign] = [trial.unknownId('own'), trial.unknownId('foreign')];
    const ids = [foreign, own, 'no-slash', foreign].filter((id) => id !== null);
    for (const { field, comment } of actions(trial)) {
      const answer = await act(trial, field, ids, comment);
      if (!trial.answered(answer)) continue;
      const rows = rowsOf(answer, field);
      trial.check(
        isDeepStrictEqual(
          rows.map(({ id }) => id),
          ids,
        ),
        () =>
          `${field} must have a row for each of ${shown(ids)}, but got: ${shown(rows.map(({ id }) => id))}.`,
        answer,
      );
      const done = rows.find(
        ({ status, error }) => status !== 'FAILED' || recordOrNull(error)?.['code'] !== 'NOT_FOUND',
      );
      trial.check(
        !done,
        () => `${field} of an unknown alarm must have FAILED as NOT_FOUND, but got: ${shown(done)}.`,
        answer,
      );
    }
  },
};

export const acknowledgeTwice: Law = {
  id: 'acknowledge-twice',
  title: 'Acknowledging an acknowledged alarm succeeds',
  why: 'A request whose answer was lost is sent again.',
  rule: 'schema/contracts/faults.graphql: acknowledgeAlarms, "Idempotent"',
  domains: ['faults'],
  acts: true,
  async hold(trial) {
    const { alarm } = trial.options;
    if (alarm === null) return trial.skip('no alarm was given to act on: --alarm ID');
    for (const time of ['first', 'second']) {
      const answer = await act(trial, 'acknowledgeAlarms', [alarm], false);
      const [row] = rowsOf(answer, 'acknowledgeAlarms');
      trial.check(
        row?.['status'] === 'APPLIED',
        () => `acknowledgeAlarms for the ${time} time must be APPLIED, but got: ${shown(row)}.`,
        answer,
      );
      const state = recordOrNull(row?.['alarm'])?.['ackState'];
      trial.check(
        state === 'ACKNOWLEDGED',
        () => `${alarm} after it must be ACKNOWLEDGED, but got: ${shown(state)}.`,
        answer,
      );
    }
  },
};

/** The mutations that are split by ids. `comment`: they must be given one. */
function actions(trial: Trial): { field: string; comment: boolean }[] {
  const fields = trial.rules.schema.getMutationType()?.getFields() ?? {};
  return Object.values(fields)
    .filter(({ name }) => trial.rules.rule('Mutation', name).scatter)
    .map(({ name, args }) => ({
      field: name,
      comment: args.some((arg) => arg.name === 'comment' && String(arg.type) === 'String!'),
    }));
}

function act(trial: Trial, field: string, ids: readonly string[], comment: boolean): Promise<Answer> {
  const text = comment ? ', comment: "conformance"' : '';
  const query = `mutation ($ids: [ID!]!) { ${field}(ids: $ids${text}) { results { id status alarm { id ackState } error { code message } } } }`;
  return trial.ask(query, { ids });
}

function rowsOf(answer: Answer, field: string): Rec[] {
  const results = recordOrNull(answer.data?.[field])?.['results'];
  return Array.isArray(results) ? results.filter(isRecord) : [];
}
