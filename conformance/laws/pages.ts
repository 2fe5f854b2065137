/** Pages: every size gives the same list, and each page says truly where it stands. */
import { isDeepStrictEqual } from 'node:util';
import { type Law, type Trial, named, shown } from '../law.ts';
import type { Edge } from '../lists.ts';
import type { SampledList } from '../samples.ts';

/** Pages that are asked for in one walk. */
const MAX_PAGES = 8;
const EDGE = 'cursor';

export const pageSizes: Law = {
  id: 'page-sizes',
  title: 'Every page size gives the same sequence, strictly after the cursor',
  why: 'A record that is told twice or passed over at the border of two pages is never noticed by anybody.',
  rule: 'schema/contracts: "Go on strictly after this cursor"; `first` is the most that a page has',
  async hold(trial) {
    for (const sampled of trial.lists(2)) {
      const all = sampled.edges.map(({ cursor }) => cursor);
      for (const size of sizesFor(all.length)) await walk(trial, sampled, all, size);
    }
  },
};

/** The first pages of a size, held against the same stretch of the sample. */
async function walk(trial: Trial, sampled: SampledList, all: readonly string[], size: number): Promise<void> {
  let at = 0;
  for (let pages = 0; pages < MAX_PAGES && at < all.length; pages++) {
    const { page, answer } = await trial.page(
      sampled.list,
      sampled.under,
      args(sampled, size, all[at - 1]),
      EDGE,
    );
    if (!page) return;
    const got = page.edges.map(({ cursor }) => cursor);
    const wanted = all.slice(at, at + size);
    // Behind the end of the sample there may be more than the sample has.
    const expected =
      sampled.whole || at + size <= all.length ? wanted : [...wanted, ...got.slice(wanted.length, size)];
    const holds = isDeepStrictEqual(got, expected);
    if (
      !trial.check(
        holds,
        () => `${named(sampled)} with first: ${size} after ${at} records: ${difference(expected, got)}`,
        answer,
      )
    )
      return;
    at += size;
  }
}

function difference(expected: readonly string[], got: readonly string[]): string {
  const i = expected.findIndex((cursor, at) => cursor !== got[at]);
  if (i < 0) return `the page must have ${expected.length} records, but got: ${got.length}.`;
  return `record ${i} must be ${decoded(expected[i])}, but got: ${decoded(got[i])}.`;
}

function decoded(cursor: string | undefined): string {
  return cursor === undefined ? 'nothing' : Buffer.from(cursor, 'base64url').toString('utf8');
}

function sizesFor(count: number): number[] {
  return [...new Set([1, 2, 3, 7, Math.ceil(count / 3), Math.max(1, count - 1), count])].filter(
    (size) => size <= count,
  );
}

function args({ orderBy }: SampledList, first: number, after: string | undefined) {
  return { orderBy, first, after };
}

export const pageInfo: Law = {
  id: 'page-info',
  title: 'A page says truly whether more follows, and where it begins and ends',
  why: 'The mediation stops asking where a member says that nothing follows.',
  rule: 'schema/contracts: PageInfo',
  async hold(trial) {
    for (const sampled of trial.lists(1)) {
      const { list, under, edges, whole } = sampled;
      const sizes = [...new Set([1, Math.ceil(edges.length / 2), edges.length])];
      for (const size of sizes) {
        for (const after of [undefined, edges[0]?.cursor]) {
          const { page, answer } = await trial.page(list, under, args(sampled, size, after), EDGE);
          if (!page) continue;
          const info = page.pageInfo;
          const place = `${named(sampled)} with first: ${size}${after ? ' after the first record' : ''}`;
          const ends = (edge: Edge | undefined): string | null => edge?.cursor ?? null;
          const [start, end] = [ends(page.edges[0]), ends(page.edges.at(-1))];
          trial.check(
            info['startCursor'] === start,
            () => `${place}: startCursor must be ${shown(start)}, but got: ${shown(info['startCursor'])}.`,
            answer,
          );
          trial.check(
            info['endCursor'] === end,
            () => `${place}: endCursor must be ${shown(end)}, but got: ${shown(info['endCursor'])}.`,
            answer,
          );
          const back = after !== undefined;
          trial.check(
            info['hasPreviousPage'] === back,
            () => `${place}: hasPreviousPage must be ${back}, but got: ${shown(info['hasPreviousPage'])}.`,
            answer,
          );
          const last = end === null ? undefined : edges.findIndex(({ cursor }) => cursor === end);
          // A page that is not where the sample has it is told by another law.
          if (last === undefined || last < 0) continue;
          const more = last < edges.length - 1 ? true : whole ? false : null;
          if (more !== null)
            trial.check(
              info['hasNextPage'] === more,
              () => `${place}: hasNextPage must be ${more}, but got: ${shown(info['hasNextPage'])}.`,
              answer,
            );
        }
      }
      await behindTheEnd(trial, sampled);
    }
  },
};

/** What follows the last record of the sample, held against what the sample's page has said of it. */
async function behindTheEnd(trial: Trial, sampled: SampledList): Promise<void> {
  const last = sampled.edges.at(-1)?.cursor;
  const { page, answer } = await trial.page(sampled.list, sampled.under, args(sampled, 1, last), EDGE);
  if (!page) return;
  const known = new Set(sampled.edges.map(({ cursor }) => cursor));
  const follows = page.edges.some(({ cursor }) => !known.has(cursor));
  trial.check(
    follows !== sampled.whole,
    () =>
      `${named(sampled)}: hasNextPage of ${sampled.edges.length} records must be ${follows}, but got: ${!sampled.whole}.`,
    answer,
  );
}
