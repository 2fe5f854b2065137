/** A cursor is a place, not a record: it stays good when its record goes, and when another member made it. */
import { isDeepStrictEqual } from 'node:util';
import { encodeCursor } from '#schema/cursor.ts';
import { type KeyValue, type Order, compareKeys } from '#schema/order.ts';
import { type Law, NOBODY, type Trial, named, shown } from '../law.ts';
import { listField, listRequest, orderOf, pageIn } from '../lists.ts';
import type { SampledList } from '../samples.ts';
import { keysIn } from './order.ts';

const PLACES = 4;
const MAX_PLACES = 10;

export const cursorGone: Law = {
  id: 'cursor-gone',
  title: 'A cursor whose record is gone, or is another member’s, still says where to go on',
  why: 'Every member is asked to go on after a record that only one of them holds.',
  rule: 'schema/cursor.ts: a cursor names no member; a page has what stands strictly after its keys',
  async hold(trial) {
    for (const sampled of trial.lists(2)) {
      const order = orderOf(trial.rules, sampled.list, sampled.orderBy);
      const keys = sampled.edges.map(({ cursor }) => keysIn(order, cursor));
      if (keys.includes(null)) {
        trial.skip(`${sampled.list.place} has cursors that cannot be read`);
        continue;
      }
      const ordered = keys.every((key, i) => i === 0 || compareKeys(order, keys[i - 1] ?? [], key ?? []) < 0);
      if (!ordered) {
        trial.skip(`${sampled.list.place} does not stand in its order`);
        continue;
      }
      const places = placesBetween(order, keys as KeyValue[][]);
      if (places.length === 0) trial.skip(`no place between two records of ${sampled.list.place} was found`);
      for (const place of places.slice(0, MAX_PLACES))
        await goOn(trial, sampled, order, keys as KeyValue[][], place);
    }
  },
};

/** Keys of nobody: between two records each, before all of them and behind. */
function placesBetween(order: Order, keys: readonly KeyValue[][]): KeyValue[][] {
  const step = Math.max(1, Math.floor(keys.length / PLACES));
  const between = (low: KeyValue[] | undefined, place: KeyValue[], high: KeyValue[] | undefined): boolean =>
    (!low || compareKeys(order, low, place) < 0) && (!high || compareKeys(order, place, high) < 0);
  const first = [...(keys[0] ?? []).slice(0, -1), `a-${NOBODY}/a1`];
  const last = [...(keys.at(-1) ?? []).slice(0, -1), `zzz-${NOBODY}/a1`];
  const inside = keys.slice(0, -1).flatMap((key, i) => {
    const id = String(key.at(-1));
    // The next number is one that a source may have given: such places are rare, so they are looked for everywhere.
    const ids = [
      nextNumber(id),
      ...(i % step === 0 ? [`${id}-`, `${NOBODY}/${NOBODY}`, `zzz-${NOBODY}/a1`] : []),
    ];
    return ids
      .map((other) => [...key.slice(0, -1), other])
      .filter((place) => between(key, place, keys[i + 1]))
      .slice(0, 2);
  });
  return [
    ...(between(undefined, first, keys[0]) ? [first] : []),
    ...(between(keys.at(-1), last, undefined) ? [last] : []),
    ...inside,
  ];
}

/** The id after one that ends in a number of as many digits, e.g. a/b42 -> a/b43; the id itself where there is none. */
function nextNumber(id: string): string {
  return id.replace(/\d+$/, (digits) => {
    const next = String(BigInt(digits) + 1n);
    return next.length === digits.length ? next : digits;
  });
}

async function goOn(
  trial: Trial,
  sampled: SampledList,
  order: Order,
  keys: readonly KeyValue[][],
  place: KeyValue[],
): Promise<void> {
  const { list, under, orderBy, edges } = sampled;
  const args = { first: 3, orderBy, after: encodeCursor(order, place) };
  const { query, variables } = listRequest(under, [listField(list, args, 'cursor')]);
  const answer = await trial.ask(query, variables);
  // A member may refuse a token of its own source that it can never have given, such as a number with a sign behind it.
  const forged = String(place.at(-1)).endsWith('-');
  if (
    forged &&
    answer.errors.every(({ extensions }) => extensions['code'] === 'INVALID_CURSOR') &&
    answer.errors.length > 0
  )
    return;
  if (!trial.answered(answer)) return;
  const page = pageIn(answer, under);
  if (
    !trial.check(
      page !== null,
      () => `${list.place} must be a connection, but got: ${shown(answer.data)}.`,
      answer,
    )
  )
    return;
  const after = keys.findIndex((key) => compareKeys(order, key, place) > 0);
  const at = after < 0 ? keys.length : after;
  const expected = edges.slice(at, at + 3).map(({ cursor }) => cursor);
  const got = (page?.edges ?? []).slice(0, sampled.whole ? 3 : expected.length).map(({ cursor }) => cursor);
  trial.check(
    isDeepStrictEqual(got, expected),
    () =>
      `${named(sampled)} after the place ${shown(place)} must go on with ${shown(keys[at])}, but got: ${shown(page?.edges[0] ? keysIn(order, page.edges[0].cursor) : null)}.`,
    answer,
  );
}
