/** What a list says of itself besides its records. */
import { isDeepStrictEqual } from 'node:util';
import { getNamedType, isObjectType } from 'graphql';
import { nodeTypeOf } from '#schema/rules.ts';
import { type Law, named, shown } from '../law.ts';
import { recordOrNull } from '../member.ts';

export const totalCount: Law = {
  id: 'total-count',
  title: '`totalCount` is the count, or null',
  why: 'The mediation adds the counts of all members: one that counts its page makes the sum of all wrong.',
  rule: 'schema/contracts: "How many there are in all; null where a share is unknown"',
  async hold(trial) {
    for (const sampled of trial.lists(0)) {
      for (const first of [1, Math.max(1, sampled.edges.length)]) {
        const { page, answer } = await trial.page(
          sampled.list,
          sampled.under,
          { first, orderBy: sampled.orderBy },
          'cursor',
        );
        if (!page) continue;
        const total = page.totalCount;
        const least = sampled.edges.length;
        const right = typeof total === 'number' && (sampled.whole ? total === least : total >= least);
        const wanted = sampled.whole ? `${least}` : `${least} or more`;
        trial.check(
          total === null || right,
          () => `${named(sampled)}: totalCount must be ${wanted} or null, but got: ${shown(total)}.`,
          answer,
        );
      }
    }
  },
};

export const complete: Law = {
  id: 'complete',
  title: '`complete` is said, and is false while the member is not in sync',
  why: 'Only `complete` tells a portal that nothing is red from a portal that sees nothing.',
  rule: 'schema/contracts: `complete: Boolean!`, `@gather(by: "COMPLETE")`; SyncState',
  async hold(trial) {
    const inSync = trial.options.domain === 'faults' ? await synchronised() : true;
    for (const sampled of trial.lists(0)) {
      const { page, answer } = await trial.page(
        sampled.list,
        sampled.under,
        { first: 1, orderBy: sampled.orderBy },
        'cursor',
      );
      if (!page) continue;
      trial.check(
        typeof page.complete === 'boolean',
        () => `${named(sampled)}: complete must be true or false, but got: ${shown(page.complete)}.`,
        answer,
      );
      if (!inSync)
        trial.check(
          page.complete !== true,
          () => `${named(sampled)}: complete must be false while a source is not in sync, but got: true.`,
          answer,
        );
    }

    async function synchronised(): Promise<boolean> {
      const answer = await trial.ask('{ faultSources { syncState } }');
      const states = answer.data?.['faultSources'];
      return (
        Array.isArray(states) && states.every((state) => recordOrNull(state)?.['syncState'] === 'IN_SYNC')
      );
    }
  },
};

export const defaults: Law = {
  id: 'defaults',
  title: 'What is not given is what the contract says',
  why: 'The same question gets another answer from each member where defaults differ.',
  rule: 'schema/contracts: the defaults of arguments',
  async hold(trial) {
    for (const sampled of trial.lists(1)) {
      const { list, under, orderBy } = sampled;
      if (orderBy !== list.orders[0]) continue;
      const declared = Object.fromEntries(
        list.definition.args.flatMap(({ name, defaultValue }) =>
          defaultValue === undefined ? [] : [[name, defaultValue]],
        ),
      );
      const silent = await trial.page(list, under, {}, 'cursor');
      const spoken = await trial.page(list, under, declared, 'cursor');
      const cursors = (page: typeof silent.page) => page?.edges.map(({ cursor }) => cursor);
      trial.check(
        isDeepStrictEqual(cursors(silent.page), cursors(spoken.page)),
        () =>
          `${named(sampled)} without arguments must be as with ${shown(declared)}, but got: ${silent.page?.edges.length ?? 'no'} records for ${spoken.page?.edges.length ?? 'no'}, or others.`,
        silent.answer,
      );
    }
  },
};

export const contributorLists: Law = {
  id: 'contributor-lists',
  title: 'A contributor lists nothing itself',
  why: 'Its records are those of others: listed by it as well they would stand in every list twice.',
  rule: 'subgraphs/README: "A contributor mints nothing: its lists are empty"',
  role: 'contributes',
  async hold(trial) {
    const query = trial.rules.schema.getQueryType()?.getFields() ?? {};
    const roots = Object.values(query).filter(
      ({ type }) => isObjectType(getNamedType(type)) && nodeTypeOf(getNamedType(type)),
    );
    for (const { name } of roots) {
      const answer = await trial.ask(`{ list: ${name} { edges { cursor } totalCount complete } }`);
      trial.answered(answer);
      const list = recordOrNull(answer.data?.['list']);
      trial.check(
        isDeepStrictEqual(list?.['edges'], []),
        () => `${name} must be empty, but got: ${shown(list)}.`,
        answer,
      );
    }
  },
};
