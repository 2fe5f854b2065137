/** How many records each of many parents has, in one statement per type whatever their number. */
import type { Branch } from './parents.ts';
import { countOfParents } from './query.ts';
import type { Runner } from './runner.ts';
import { cellKey, keyText } from './token.ts';

/** How far records are looked at to count them. */
export const MOST_ROWS = 100_000;

/** Counted by the database, or else by looking at the records, as far as MOST_ROWS; null beyond. `look` gives those of a branch. */
export async function totalsOf<R extends { readonly id: string }>(
  parentIds: ReadonlySet<string>,
  branches: readonly Branch<R>[],
  look: (branch: Branch<R>) => Promise<readonly (readonly [string, R])[]>,
  runner: Runner,
): Promise<ReadonlyMap<string, number | null>> {
  const unclear = uncountable(branches);
  const looked = new Map([...parentIds].filter((id) => unclear.has(id)).map((id) => [id, new Set<string>()]));
  const clear = new Set([...parentIds].filter((id) => !unclear.has(id)));
  const counts = await countsOf(clear, branches, runner);
  for (const branch of branchesOf(branches, looked)) {
    for (const [parentId, { id }] of await look(branch)) looked.get(parentId)?.add(id);
  }
  return new Map([
    ...counts,
    ...[...looked].map(([id, { size }]) => [id, size < MOST_ROWS ? size : null] as const),
  ]);
}

/** Those of whose records the database cannot tell the number: it cannot filter them, or may count one twice. */
function uncountable<R>(branches: readonly Branch<R>[]): Set<string> {
  const unclear = new Set<string>();
  const seen = new Set<string>();
  for (const branch of branches) {
    for (const { ids } of branch.owners.values()) {
      for (const id of ids) {
        const name = JSON.stringify([branch.type.name, id]);
        if ((seen.has(name) && !branch.disjoint) || !branch.filter.exact) unclear.add(id);
        seen.add(name);
      }
    }
  }
  return unclear;
}

async function countsOf<R>(
  parentIds: ReadonlySet<string>,
  branches: readonly Branch<R>[],
  runner: Runner,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>([...parentIds].map((id) => [id, 0]));
  for (const branch of branchesOf(branches, parentIds)) {
    for (const row of await runner.rows(countOfParents(branch.type, branch.parents, branch.filter.where))) {
      const key = branch.kinds.map((kind, i) => cellKey(row[i], kind));
      const parent = key.every((part) => part !== null) ? branch.owners.get(keyText(key)) : undefined;
      for (const id of parent?.ids ?? []) {
        const before = counts.get(id);
        if (before !== undefined) counts.set(id, before + Number(row[branch.kinds.length] ?? 0));
      }
    }
  }
  return counts;
}

/** Those by which rows belong to one of these parents. */
function branchesOf<R>(
  branches: readonly Branch<R>[],
  parentIds: Pick<ReadonlySet<string>, 'has'>,
): Branch<R>[] {
  return branches.filter(({ owners }) =>
    [...owners.values()].some(({ ids }) => ids.some((id) => parentIds.has(id))),
  );
}
