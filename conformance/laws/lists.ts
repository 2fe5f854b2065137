/** The lists themselves. */
import { type Law } from '../law.ts';
import { listsOf } from '../lists.ts';

export const lists: Law = {
  id: 'lists',
  title: 'Every list of the contract is answered, in each of its orders',
  why: 'A member that fails where it has nothing to say makes the answers of all others incomplete.',
  rule: 'schema/contracts: the fields that give a connection',
  async hold(trial) {
    for (const list of listsOf(trial.rules)) {
      const id = trial.samples.ids.get(list.parent)?.[0];
      if (list.parent !== 'Query' && id === undefined) {
        trial.skip(`no ${list.parent} was seen`);
        continue;
      }
      const under = id === undefined ? null : { type: list.parent, id };
      for (const orderBy of list.orders) {
        await trial.page(list, under, { first: 1, orderBy });
      }
    }
  },
};
