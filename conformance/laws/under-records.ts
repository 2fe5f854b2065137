/** Lists under records: who may answer them, and that many records may be asked at once. */
import { NOBODY, type Law, shown } from '../law.ts';
import { entitiesOf, listRequest, listsOf, listField, readPage } from '../lists.ts';
import { entitiesQuery, representations } from './entities.ts';
import { sameValue } from '../same-value.ts';

const PARENTS = 10;

export const nullNotNone: Law = {
  id: 'null-not-none',
  title: 'Null is "cannot be told", empty is "none"',
  why: 'An empty list from somebody who cannot know makes a failure look like health.',
  rule: 'schema/contracts: `@held`. What OWNER alone can tell is null elsewhere; what EVERY_MEMBER may hold is never null',
  async hold(trial) {
    const lists = listsOf(trial.rules).filter(({ parent }) => parent !== 'Query');
    for (const list of lists) {
      const { query } = listRequest({ type: list.parent, id: '' }, [listField(list, {}, 'cursor')]);
      const foreign = `${NOBODY}/${NOBODY}`;
      const answer = await trial.ask(query, representations(list.parent, [foreign]));
      const [entity] = entitiesOf(answer);
      // A place without an entity is told by another law.
      if (!entity) continue;
      const page = readPage(entity['list']);
      if (trial.rules.rule(list.parent, list.field).held === 'OWNER')
        trial.check(
          page === null,
          () =>
            `${list.place} of a record of another source must be null, but got: ${shown(entity['list'])}.`,
          answer,
        );
      else
        trial.check(
          page?.edges.length === 0,
          () => `${list.place} of a record nobody knows must be empty, but got: ${shown(entity['list'])}.`,
          answer,
        );
      trial.answered(answer);
    }
  },
};

export const batchedLists: Law = {
  id: 'batched-lists',
  title: 'Lists under many records at once are those of each alone',
  why: 'The mediation asks for the lists of all records of a page in one request.',
  rule: 'schema/ports: an answer stands at the place of its key',
  async hold(trial) {
    for (const list of listsOf(trial.rules)) {
      const ids = (trial.samples.ids.get(list.parent) ?? []).slice(0, PARENTS);
      if (list.parent === 'Query') continue;
      if (ids.length < 2) {
        trial.skip(`fewer than two ids of ${list.parent} were seen`);
        continue;
      }
      const query = entitiesQuery(
        list.parent,
        `id ${list.field}(first: 3) { edges { cursor } pageInfo { hasNextPage } }`,
      );
      const batch = await trial.ask(query, representations(list.parent, ids));
      const together = new Map(entitiesOf(batch).map((entity) => [entity?.['id'], entity?.[list.field]]));
      for (const id of ids) {
        const alone = entitiesOf(await trial.ask(query, representations(list.parent, [id])))[0]?.[list.field];
        trial.check(
          sameValue(together.get(id), alone),
          () =>
            `${list.place} of ${id} among others must be as alone, but got: ${shown(together.get(id))} for ${shown(alone)}.`,
          batch,
        );
      }
    }
  },
};
