/** Pages of what belongs to each of many parents, in one statement per type whatever their number. */
import { type KeyValue, compareKeys, keysOf } from '#schema/order.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { Pushed } from './filters.ts';
import { type Key, type KeyColumn, keyIn, keyOrder } from './keys.ts';
import { conditionAfter } from './position.ts';
import { type Parents, selectOfParents } from './query.ts';
import type { RecordType } from './record-type.ts';
import type { Reference } from './references.ts';
import type { Runner } from './runner.ts';
import { type Sql, joined, sql, trusted } from './sql.ts';
import { type KeyKind, cellKey, keyText } from './token.ts';
import { MOST_ROWS, totalsOf } from './totals.ts';
import type { Row } from './types.ts';

/** Rows of one type that belong to parents by one reference. */
export interface Branch<R> {
  readonly type: RecordType<R>;
  readonly filter: Pushed;
  readonly parents: Parents;
  readonly kinds: readonly KeyKind[];
  /** The ids that were asked for, by the key under which rows name them. */
  readonly owners: Owners;
  /** True where no row belongs to a parent by two of the branches, or under two of its keys. */
  readonly disjoint: boolean;
}

/** One key may stand for several ids, and one id may have several keys, where another source's things are meant. */
export type Owners = ReadonlyMap<string, { readonly key: Key; readonly ids: readonly string[] }>;

export function ownersOf(pairs: Iterable<readonly [Key, string]>): Owners {
  const owners = new Map<string, { key: Key; ids: string[] }>();
  for (const [key, id] of pairs) {
    const text = keyText(key);
    const known = owners.get(text);
    if (known) known.ids.push(id);
    else owners.set(text, { key, ids: [id] });
  }
  return owners;
}

export function keysIn(owners: Owners): Key[] {
  return [...owners.values()].map(({ key }) => key);
}

/** Rows that name their parent themselves. */
export function childrenOf<R>(
  type: RecordType<R>,
  parent: readonly KeyColumn[],
  owners: Owners,
  where: readonly Sql[],
  runner: Runner,
): Pick<Branch<R>, 'parents' | 'kinds' | 'owners'> {
  const { dialect } = runner;
  return {
    owners,
    kinds: parent.map(({ kind }) => kind),
    parents: {
      from: type.from,
      key: parent.map(({ column }) => trusted(`t.${column}`)),
      group: parent.map((column) => keyOrder(column, dialect)),
      where: [keyIn(parent, keysIn(owners), dialect), ...where],
    },
  };
}

/** One way from parents to records: rows that name both. */
export interface Way {
  readonly from: Sql;
  readonly parent: Reference;
  readonly record: Reference;
}

/** Records that other rows join with their parents. */
export function joinedTo<R>(
  type: RecordType<R>,
  ways: readonly Way[],
  owners: Owners,
  runner: Runner,
): Pick<Branch<R>, 'parents' | 'kinds' | 'owners'> {
  const { dialect } = runner;
  const parent = ways[0]?.parent.columns ?? [];
  const selects = ways.map((way) => {
    const columns = [
      ...way.parent.columns.map(({ column }, i) => sql`${trusted(`t.${column}`)} AS ${trusted(`p${i}`)}`),
      ...way.parent.columns.map((column, i) => sql`${keyOrder(column, dialect)} AS ${trusted(`g${i}`)}`),
      ...way.record.columns.map((column, i) => sql`${keyOrder(column, dialect)} AS ${trusted(`k${i}`)}`),
    ];
    return sql`SELECT ${joined(columns, ', ')} FROM ${way.from} WHERE ${keyIn(way.parent.columns, keysIn(owners), dialect)}`;
  });
  const on = joined(
    type.key.map((column, i) => sql`${keyOrder(column, dialect)} = ${trusted(`m.k${i}`)}`),
    ' AND ',
  );
  // UNION leaves each pair once.
  const [only] = selects;
  const members =
    selects.length === 1 && only ? sql`SELECT DISTINCT * FROM (${only}) u` : joined(selects, ' UNION ');
  return {
    owners,
    kinds: parent.map(({ kind }) => kind),
    parents: {
      from: sql`(${members}) m JOIN ${type.from} ON ${on}`,
      key: parent.map((_, i) => trusted(`m.p${i}`)),
      group: parent.map((_, i) => trusted(`m.g${i}`)),
      where: [],
    },
  };
}

/** One page per parent id, in their order. */
export async function pagesOfParents<R extends { readonly id: string }, Filter>(
  parentIds: readonly string[],
  branches: readonly Branch<R>[],
  request: ListRequest<Filter>,
  matches: (record: R) => boolean,
  complete: (parentId: string) => boolean,
  runner: Runner,
): Promise<Page<R>[]> {
  const { order, first } = request;
  const children = new Map<string, Map<string, R>>(parentIds.map((id) => [id, new Map()]));
  // Those of which more may be there than was read.
  const unfinished = new Set<string>(request.after === null ? [] : parentIds);
  await Promise.all(
    branches.map(async (branch) => {
      const { found, more } = await recordsOf(branch, request, matches, runner);
      for (const [parentId, record] of found) children.get(parentId)?.set(record.id, record);
      for (const parentId of more) unfinished.add(parentId);
    }),
  );
  const everything = { ...request, after: null, first: MOST_ROWS };
  const counted = lazily(() =>
    totalsOf(
      unfinished,
      branches,
      async (branch) => (await recordsOf(branch, everything, matches, runner)).found,
      runner,
    ),
  );
  return parentIds.map((parentId) => {
    const sorted = [...(children.get(parentId)?.values() ?? [])]
      .map((record) => ({ record, keys: keysOf(order, record) as readonly KeyValue[] }))
      .sort((a, b) => compareKeys(order, a.keys, b.keys));
    return {
      items: sorted.slice(0, first).map(({ record }) => record),
      hasNextPage: sorted.length > first,
      complete: complete(parentId),
      totalCount: async () =>
        unfinished.has(parentId)
          ? ((await counted()).get(parentId) ?? null)
          : (children.get(parentId)?.size ?? 0),
    };
  });
}

interface Read<R> {
  /** At least `first` + 1 records per parent, as far as there are so many; each with the id of its parent. */
  readonly found: readonly (readonly [string, R])[];
  /** The parents that may have more. */
  readonly more: readonly string[];
}

async function recordsOf<R extends { readonly id: string }, Filter>(
  branch: Branch<R>,
  request: ListRequest<Filter>,
  matches: (record: R) => boolean,
  runner: Runner,
): Promise<Read<R>> {
  const { type, filter } = branch;
  const byName = request.order.keys.length > 1;
  const after = conditionAfter(type, byName, request.after, runner.dialect);
  if (after === null || branch.owners.size === 0) return { found: [], more: [] };
  const where = [...filter.where, ...after];
  for (let limit = request.first + 1; ; limit *= 4) {
    const rows = await runner.rows(
      selectOfParents(type, branch.parents, { where, byName, limit }, runner.dialect),
    );
    const read = new Map<string, { ids: readonly string[]; rows: number; found: [string, R][] }>();
    for (const row of rows) {
      const parent = parentOf(branch, row);
      if (!parent) continue;
      const known = read.get(parent.text) ?? { ids: parent.ids, rows: 0, found: [] };
      read.set(parent.text, known);
      known.rows += 1;
      const record = type.read(row)?.record;
      if (record && (filter.exact || matches(record)))
        known.found.push(...parent.ids.map((id): [string, R] => [id, record]));
    }
    const cut = [...read.values()].filter(({ rows: count }) => count >= limit);
    if (cut.some(({ found }) => found.length <= request.first) && limit < MOST_ROWS) continue;
    return {
      found: [...read.values()].flatMap(({ found }) => found),
      more: cut.flatMap(({ ids }) => ids),
    };
  }
}

function parentOf<R>(branch: Branch<R>, row: Row): { text: string; ids: readonly string[] } | null {
  const offset = branch.type.columns.names.length;
  const key = branch.kinds.map((kind, i) => cellKey(row[offset + i], kind));
  if (!key.every((part) => part !== null)) return null;
  const text = keyText(key);
  const owner = branch.owners.get(text);
  return owner ? { text, ids: owner.ids } : null;
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
