/** Arguments that break a rule of the contract are refused, never put right in silence. */
import {
  type GraphQLInputObjectType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
} from 'graphql';
import { cursorOrder, encodeCursor } from '#schema/cursor.ts';
import { type Law, type Trial, named } from '../law.ts';
import { type List, type ListArguments, type Under, listField, listRequest, orderOf } from '../lists.ts';
import { MAX_PAGE_SIZE } from '#schema/ports/page.ts';

export const cursorRefused: Law = {
  id: 'cursor-refused',
  title: 'A cursor of another order, and a text that is no cursor, is refused',
  why: 'Whoever goes on after it from the beginning, or from anywhere, loses records without a word.',
  rule: 'schema/errors.ts: INVALID_CURSOR',
  async hold(trial) {
    for (const sampled of trial.lists(0)) {
      const { list, under, orderBy } = sampled;
      const order = orderOf(trial.rules, list, orderBy);
      const others = list.orders
        .filter((other) => other !== orderBy)
        .map((other) => orderOf(trial.rules, list, other));
      const foreign = others.map((other) =>
        encodeCursor(
          other,
          other.keys.map(() => 'a/b'),
        ),
      );
      const last = sampled.edges.at(-1)?.cursor;
      const renamed = encodeCursor({ name: 'region:desc id', keys: [] }, ['west', 'a/b']);
      const short = encodeCursor(
        order,
        order.keys.slice(1).map(() => 'a/b'),
      );
      for (const after of [...foreign, renamed, short, 'not a cursor', '', ...(last ? [`${last}!`] : [])])
        trial.refused(
          await ask(trial, list, under, { orderBy, first: 2, after }),
          ['INVALID_CURSOR'],
          `${named(sampled)} after ${JSON.stringify(readable(after))}`,
        );
    }
  },
};

export const pageSizeRefused: Law = {
  id: 'page-size-refused',
  title: `A page size below 1 or above ${MAX_PAGE_SIZE} is refused`,
  why: 'A member that cuts the size in silence gives short pages, and one that does not gives everything it has.',
  rule: 'schema/contracts: "Page size, 1 to 1000"; schema/errors.ts: BAD_USER_INPUT',
  async hold(trial) {
    for (const sampled of trial.lists(0))
      for (const first of [0, -1, MAX_PAGE_SIZE + 1, 10_000_000])
        trial.refused(
          await ask(trial, sampled.list, sampled.under, { orderBy: sampled.orderBy, first }),
          ['BAD_USER_INPUT'],
          `${named(sampled)} with first: ${first}`,
        );
  },
};

export const filterRefused: Law = {
  id: 'filter-refused',
  title: 'An empty list and a malformed id in a filter are refused',
  why: 'To one reader an empty list is "none of them", to another "any": the contract has neither.',
  rule: 'schema/contracts: "A list is never empty"; schema/errors.ts: BAD_USER_INPUT, INVALID_ID',
  async hold(trial) {
    const lists = trial
      .lists(0)
      .filter(({ list, orderBy }) => list.filter !== null && orderBy === list.orders[0]);
    if (lists.length === 0) trial.skip('the member has no list with a filter');
    for (const { list, under } of lists) {
      const type = trial.rules.schema.getType(list.filter ?? '');
      if (!isInputObjectType(type)) continue;
      for (const { filter, code } of badFilters(type))
        trial.refused(
          await ask(trial, list, under, { filter, first: 2 }),
          [code],
          `${list.place} with the filter ${JSON.stringify(filter)}`,
        );
    }
  },
};

function badFilters(type: GraphQLInputObjectType): { filter: object; code: string }[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const named = getNamedType(field.type);
    const bad: { filter: object; code: string }[] = [];
    if (isListType(getNullableType(field.type)))
      bad.push({ filter: { [field.name]: [] }, code: 'BAD_USER_INPUT' });
    if (named.name === 'ID') bad.push({ filter: { [field.name]: ['no-slash'] }, code: 'INVALID_ID' });
    if (named.name === 'DateTime')
      bad.push({ filter: { [field.name]: 'yesterday' }, code: 'BAD_USER_INPUT' });
    if (named.name === 'StringMatch') {
      bad.push({ filter: { [field.name]: { in: [] } }, code: 'BAD_USER_INPUT' });
      bad.push({ filter: { [field.name]: {} }, code: 'BAD_USER_INPUT' });
    }
    return bad;
  });
}

function ask(trial: Trial, list: List, under: Under | null, args: ListArguments) {
  const { query, variables } = listRequest(under, [listField(list, args, 'cursor')]);
  return trial.ask(query, variables);
}

function readable(cursor: string): string {
  try {
    return cursorOrder(cursor);
  } catch {
    return cursor;
  }
}
