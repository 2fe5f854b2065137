/** The same field several times in one operation. */
import { type Law, named, shown } from '../law.ts';
import { listField, listRequest, pageIn } from '../lists.ts';
import { sameValue } from '../same-value.ts';

export const aliases: Law = {
  id: 'aliases',
  title: 'A field under several aliases is answered for each with its own arguments',
  why: 'The mediation merges the requests of many clients and its own needs into one operation.',
  rule: 'The GraphQL specification, section 2.7; the mediation reserves aliases that begin with `_t_`',
  async hold(trial) {
    for (const sampled of trial.lists(2)) {
      const { list, under, orderBy } = sampled;
      const two = { first: 2, orderBy };
      const { query, variables } = listRequest(under, [
        listField(list, two, undefined, '_t_a'),
        listField(list, two, undefined, '_t_b'),
        listField(list, { first: 1, orderBy }, undefined, '_t_c'),
      ]);
      const answer = await trial.ask(query, variables);
      if (!trial.answered(answer)) continue;
      const [a, b, c] = ['_t_a', '_t_b', '_t_c'].map((alias) => pageIn(answer, under, alias));
      trial.check(
        a != null && sameValue(a, b),
        () => `${named(sampled)} must be the same twice, but got: ${shown(b)} for ${shown(a)}.`,
        answer,
      );
      trial.check(
        c?.edges.length === 1 && c.edges[0]?.cursor === a?.edges[0]?.cursor,
        () =>
          `${named(sampled)} with first: 1 beside first: 2 must have its own page, but got: ${c?.edges.length ?? 'no'} edges.`,
        answer,
      );
    }
  },
};
