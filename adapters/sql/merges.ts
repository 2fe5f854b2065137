/**
 * Records that were merged into others: the old id leads to the record that is now there. It leads nowhere where the rows contradict
 * each other, and a record that is there is always itself.
 */
import { compareText } from '#schema/order.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { Catalog, ResourceType } from './catalog.ts';
import { type Key, keyIn } from './keys.ts';
import { batches, keyOfId, keysOfIds, recordsByIds } from './lookup.ts';
import { selectRows } from './query.ts';
import type { Runner } from './runner.ts';

type Types = Pick<Catalog, 'resources'>;

/** How many merges one after the other are followed. */
const MOST_MERGES = 8;

/** The id of the record that is now there, by each id of one that was merged into it. All other ids are left out. */
export async function currentIds(
  ids: readonly string[],
  { resources }: Types,
  runner: Runner,
): Promise<ReadonlyMap<string, string>> {
  const current = new Map<string, string>();
  await Promise.all(
    resources.map(async (type) => {
      const asked = type.merges ? keysOfIds(type, ids).map(([, id]) => id) : [];
      for (const [old, now] of await followed(type, asked, runner)) current.set(old, now);
    }),
  );
  return current;
}

/** Answers about ids: the id of a merged record gets the answer about the record that is now there. */
export async function byCurrentIds<Answer>(
  ids: readonly string[],
  types: Types,
  runner: Runner,
  ask: (ids: readonly string[]) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> {
  const current = await currentIds(ids, types, runner);
  if (current.size === 0) return ask(ids);
  const asked = [...new Set(ids.map((id) => current.get(id) ?? id))];
  const answers = await ask(asked);
  return ids.map((id) => answers[asked.indexOf(current.get(id) ?? id)] as Answer);
}

/** The records with the ids that lead to them; none of a type that the mapping says no merges of. */
export async function withFormerIds(
  records: readonly ResourceRecord[],
  { resources }: Types,
  runner: Runner,
): Promise<ResourceRecord[]> {
  const former = new Map<string, string[]>();
  await Promise.all(
    resources.map(async (type) => {
      if (!type.merges) return;
      const own = records.filter(({ id }) => id.startsWith(type.prefix)).map(({ id }) => id);
      for (const id of own) former.set(id, []);
      // By the same way back as forth: what is listed leads here.
      const older = await olderIds(type, own, runner);
      for (const [old, now] of await followed(type, older, runner)) former.get(now)?.push(old);
    }),
  );
  return records.map((record) => {
    const formerIds = former.get(record.id)?.sort(compareText);
    return formerIds ? { ...record, formerIds } : record;
  });
}

/** Where ids lead: by each one that leads to exactly one record. */
async function followed(
  type: ResourceType,
  ids: readonly string[],
  runner: Runner,
): Promise<Map<string, string>> {
  // Where each way stands, and the ids that were asked for on it.
  let ways = new Map([...new Set(ids)].map((id) => [id, new Set([id])]));
  const ends = new Map<string, Set<string | null>>();
  const end = (asked: Iterable<string>, at: string | null): void => {
    for (const id of asked) ends.set(id, (ends.get(id) ?? new Set()).add(at));
  };
  for (let merges = 0; ways.size > 0; merges++) {
    const next = await steps(type, [...ways.keys()], 'former', 'current', runner);
    // Most ids were never merged: only of those on the way is it asked whether they are there.
    const moved = merges === 0 ? [...next.keys()] : [...ways.keys()];
    const there = await present(type, moved, runner);
    const further = new Map<string, Set<string>>();
    for (const [at, asked] of ways) {
      const targets = next.get(at);
      if (there.has(at)) {
        if (merges > 0) end(asked, at);
      } else if (!targets || merges === MOST_MERGES) end(asked, null);
      else
        for (const target of targets) {
          const known = further.get(target) ?? new Set();
          for (const id of asked) known.add(id);
          further.set(target, known);
        }
    }
    ways = further;
  }
  return new Map(
    [...ends].flatMap(([id, [only = null, second]]) =>
      only === null || second !== undefined ? [] : [[id, only] as const],
    ),
  );
}

/** All ids that some row says to have become one of these, whatever else is said of them. */
async function olderIds(type: ResourceType, ids: readonly string[], runner: Runner): Promise<string[]> {
  const older = new Set<string>();
  let front = ids;
  for (let merges = 0; front.length > 0 && merges < MOST_MERGES; merges++) {
    const before = await steps(type, front, 'current', 'former', runner);
    front = [...new Set([...before.values()].flatMap((found) => [...found]))].filter((id) => !older.has(id));
    for (const id of front) older.add(id);
  }
  return [...older];
}

/** The ids that rows join with these, by these. */
async function steps(
  type: ResourceType,
  ids: readonly string[],
  from: 'former' | 'current',
  to: 'former' | 'current',
  runner: Runner,
): Promise<Map<string, Set<string>>> {
  const { merges } = type;
  const found = new Map<string, Set<string>>();
  if (!merges) return found;
  for (const batch of batches(ids)) {
    const keys = batch.flatMap((id): Key[] => {
      const key = keyOfId(type, id);
      return key ? [key] : [];
    });
    if (keys.length === 0) continue;
    const where = keyIn(merges[from].columns, keys, runner.dialect);
    for (const row of await runner.rows(selectRows(merges, where))) {
      const [start, goal] = [merges[from].id(row), merges[to].id(row)];
      if (start === null || goal === null || start === goal) continue;
      found.set(start, (found.get(start) ?? new Set()).add(goal));
    }
  }
  return found;
}

async function present(
  type: ResourceType,
  ids: readonly string[],
  runner: Runner,
): Promise<ReadonlySet<string>> {
  const records = await recordsByIds([type], ids, runner);
  return new Set(records.flatMap((record) => record?.id ?? []));
}
