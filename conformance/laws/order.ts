/** Lists stand in the order that the contract declares, and their cursors say where. */
import { decodeCursor } from '#schema/cursor.ts';
import { type KeyValue, type Order, compareKeys } from '#schema/order.ts';
import { type Law, named, shown } from '../law.ts';
import { orderOf } from '../lists.ts';

export const order: Law = {
  id: 'order',
  title: 'Lists stand in the declared order, every record once',
  why: 'The mediation merges the lists of many members record by record, and loses those that stand where they should not.',
  rule: 'schema/contracts: `@order`; schema/order.ts: texts by code point, enums as declared, nulls last',
  async hold(trial) {
    for (const sampled of trial.lists(2)) {
      const { list, under, orderBy } = sampled;
      const order = orderOf(trial.rules, list, orderBy);
      const { page, answer } = await trial.page(list, under, { first: trial.options.sample, orderBy });
      const keys = (page?.edges ?? []).flatMap(({ cursor }) => {
        const decoded = keysIn(order, cursor);
        return decoded ? [decoded] : [];
      });
      for (const [i, key] of keys.entries()) {
        const next = keys[i + 1];
        const holds = !next || compareKeys(order, key, next) < 0;
        if (
          !trial.check(
            holds,
            () =>
              `${named(sampled)}: ${shown(key)} must stand before what follows it, but got: ${shown(next)}.`,
            answer,
          )
        )
          break;
      }
    }
  },
};

export const cursors: Law = {
  id: 'cursors',
  title: 'A cursor has the order and the keys of its record',
  why: 'Every member resumes after a cursor that any other member may have made.',
  rule: 'schema/cursor.ts: base64url(JSON [order, key values..., id])',
  async hold(trial) {
    for (const sampled of trial.lists(1)) {
      const { list, under, orderBy } = sampled;
      const order = orderOf(trial.rules, list, orderBy);
      const { page, answer } = await trial.page(list, under, { first: 50, orderBy });
      for (const { cursor, edge, node } of page?.edges ?? []) {
        const keys = keysIn(order, cursor);
        if (
          !trial.check(
            keys !== null,
            () => `${named(sampled)}: a cursor must be one of the order "${order.name}", but got: ${cursor}.`,
            answer,
          )
        )
          break;
        const said = order.keys.map(
          ({ field }, i) => edge[field] ?? (node ? (node[field] ?? null) : keys?.[i]),
        );
        const equal = said.every((value, i) => value === (keys?.[i] ?? null));
        if (
          !trial.check(
            equal,
            () => `${named(sampled)}: a cursor must have the keys ${shown(said)}, but got: ${shown(keys)}.`,
            answer,
          )
        )
          break;
      }
    }
  },
};

/** Null where it is no cursor of this order. */
export function keysIn(order: Order, cursor: string): KeyValue[] | null {
  try {
    return decodeCursor(order, cursor);
  } catch {
    return null;
  }
}
