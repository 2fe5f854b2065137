/** Errors: a code of the table each, and whether to try again. */
import { ERRORS, isErrorCode } from '#schema/errors.ts';
import { type Law, shown } from '../law.ts';

export const errors: Law = {
  id: 'errors',
  title: 'Every error has a code of the table and says whether to try again',
  why: 'The mediation retries, shows and counts errors by their codes alone.',
  rule: 'schema/errors.ts: `extensions { code, retryable }`',
  async hold(trial) {
    await trial.ask('{ nonsense }');
    await trial.ask('{ not closed');
    const [parent] = trial.rules.entities;
    await trial.ask('query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }', {
      r: [{ __typename: parent, id: 'no-slash' }],
    });
    const told = new Set<string>();
    for (const { error, answer } of trial.member.errors) {
      const { code, retryable } = error.extensions;
      const key = `${String(code)} ${String(retryable)} ${isErrorCode(code) ? '' : error.message.slice(0, 20)}`;
      if (told.has(key)) continue;
      told.add(key);
      trial.check(
        isErrorCode(code),
        () =>
          `The error "${error.message}" must have one of the codes ${Object.keys(ERRORS).slice(0, 3).join(', ')}, ..., but got: ${shown(code)}.`,
        answer,
      );
      trial.check(
        typeof retryable === 'boolean',
        () => `The error "${error.message}" must say whether it is retryable, but got: ${shown(retryable)}.`,
        answer,
      );
    }
    if (told.size === 0)
      trial.check(
        false,
        () => 'A request that is not GraphQL must be refused, but got: no error.',
        await trial.ask('{ not closed'),
      );
  },
};
