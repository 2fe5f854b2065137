/** Lists over several types: one after another where they are ordered by id, merged where they are ordered by name. */
import { compareKeys, keysOf } from '#schema/order.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { Pushed } from './filters.ts';
import { keyAfter } from './keys.ts';
import { conditionAfter } from './position.ts';
import { countRecords, selectRecords } from './query.ts';
import type { Found, RecordType } from './record-type.ts';
import type { Runner } from './runner.ts';
import { type Sql, bound, sql } from './sql.ts';

/** A type of which rows may be on the page. */
export interface Part<R> {
  readonly type: RecordType<R>;
  readonly filter: Pushed;
}

/** The most rows that one statement reads. */
const MOST_ROWS = 1001;

/** One page; `matches` looks at what the database could not tell. */
export async function pageOfParts<R extends { readonly id: string }, Filter>(
  parts: readonly Part<R>[],
  request: ListRequest<Filter>,
  matches: (record: R) => boolean,
  runner: Runner,
): Promise<Page<R>> {
  const { order, first } = request;
  const byName = order.keys.length > 1;
  const streams = parts.flatMap(({ type, filter }) => {
    const after = conditionAfter(type, byName, request.after, runner.dialect);
    if (after === null) return [];
    const where = [...filter.where, ...after];
    return [rowsOf(type, { where, byName, first, matches: filter.exact ? null : matches }, runner)];
  });
  const merged = byName
    ? mergedByKeys(streams, (record) => keysOf(order, record), order)
    : oneAfterAnother(streams);
  const items: R[] = [];
  let hasNextPage = false;
  for await (const record of merged) {
    if (items.length === first) {
      hasNextPage = true;
      break;
    }
    items.push(record);
  }
  return { items, hasNextPage, complete: true, totalCount: () => total(parts, runner) };
}

interface Stream {
  readonly where: readonly Sql[];
  readonly byName: boolean;
  readonly first: number;
  /** Null where every row is wanted. */
  readonly matches: ((record: never) => boolean) | null;
}

/** The records of a type in order, read as far as somebody wants them. */
async function* rowsOf<R>(type: RecordType<R>, stream: Stream, runner: Runner): AsyncGenerator<R> {
  const { where, byName, first } = stream;
  const matches = stream.matches as ((record: R) => boolean) | null;
  let after: readonly Sql[] = [];
  // One more than the page tells whether there is a next one. Where rows are sorted out, ever more are read at once.
  for (let limit = Math.min(first + 1, MOST_ROWS); ; limit = Math.min(limit * 2, MOST_ROWS)) {
    const rows = await runner.rows(
      selectRecords(type, { where: [...where, ...after], byName, limit }, runner.dialect),
    );
    let last: Found<R> | null = null;
    for (const row of rows) {
      const found = type.read(row);
      if (!found) continue;
      last = found;
      if (!matches || matches(found.record)) yield found.record;
    }
    // A key that cannot be read cannot be gone on from: then more is read at once, as far as that goes.
    if (rows.length < limit || (!last && limit === MOST_ROWS)) return;
    if (last) after = [resumeAfter(type, byName, last, runner)];
  }
}

function resumeAfter<R>(type: RecordType<R>, byName: boolean, last: Found<R>, { dialect }: Runner): Sql {
  const beyond = keyAfter(type.key, last.key, dialect);
  if (!byName || type.nameText === null) return sql`(${beyond})`;
  const name = (last.record as { readonly name?: string | null }).name ?? null;
  const unnamed = sql`${type.nameText} IS NULL`;
  if (name === null) return sql`(${unnamed} AND ${beyond})`;
  const value = bound({ kind: 'text', value: name });
  return sql`(${type.nameText} > ${value} OR ${unnamed} OR (${type.nameText} = ${value} AND ${beyond}))`;
}

async function* oneAfterAnother<R>(streams: readonly AsyncGenerator<R>[]): AsyncGenerator<R> {
  for (const stream of streams) yield* stream;
}

async function* mergedByKeys<R>(
  streams: readonly AsyncGenerator<R>[],
  keys: (record: R) => ReturnType<typeof keysOf>,
  order: Parameters<typeof compareKeys>[0],
): AsyncGenerator<R> {
  const heads = await Promise.all(streams.map(async (stream) => ({ stream, next: await stream.next() })));
  for (;;) {
    let least: { stream: AsyncGenerator<R>; next: IteratorResult<R> } | undefined;
    for (const head of heads) {
      if (head.next.done) continue;
      if (!least || compareKeys(order, keys(head.next.value), keys(least.next.value as R)) < 0) least = head;
    }
    if (!least || least.next.done) return;
    yield least.next.value;
    least.next = await least.stream.next();
  }
}

/** Null where the database cannot tell which rows a filter admits. */
async function total<R>(parts: readonly Part<R>[], runner: Runner): Promise<number | null> {
  if (parts.some(({ filter }) => !filter.exact)) return null;
  const counts = await runner.counts(
    parts.map(({ type, filter }) => countRecords(type, filter.where, runner.dialect)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
