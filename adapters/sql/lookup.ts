/** Records by their ids: one statement per type and batch. */
import { parseId } from '#schema/ids.ts';
import { MAX_BATCH } from '#schema/ports/page.ts';
import { type Key, keyIn } from './keys.ts';
import { selectRecords } from './query.ts';
import type { RecordType } from './record-type.ts';
import type { Runner } from './runner.ts';
import { tokenKey } from './token.ts';

/** The key in an id of this type; null for every other text. */
export function keyOfId(type: Pick<RecordType<unknown>, 'prefix' | 'key'>, id: string): Key | null {
  if (!id.startsWith(type.prefix) || !parseId(id)) return null;
  return tokenKey(
    id.slice(type.prefix.length),
    type.key.map(({ kind }) => kind),
  );
}

/** The keys of the ids that are of this type. */
export function keysOfIds(
  type: Pick<RecordType<unknown>, 'prefix' | 'key'>,
  ids: readonly string[],
): [Key, string][] {
  return [...new Set(ids)].flatMap((id): [Key, string][] => {
    const key = keyOfId(type, id);
    return key ? [[key, id]] : [];
  });
}

/** One answer per id, null for what this source does not know. */
export async function recordsByIds<R extends { readonly id: string }>(
  types: readonly RecordType<R>[],
  ids: readonly string[],
  runner: Runner,
): Promise<(R | null)[]> {
  const found = new Map<string, R>();
  await Promise.all(
    types.flatMap((type) =>
      batches(keysOfIds(type, ids)).map(async (batch) => {
        const where = [
          keyIn(
            type.key,
            batch.map(([key]) => key),
            runner.dialect,
          ),
        ];
        for (const row of await runner.rows(
          selectRecords(type, { where, byName: false, limit: null }, runner.dialect),
        )) {
          const record = type.read(row)?.record;
          if (record) found.set(record.id, record);
        }
      }),
    ),
  );
  return ids.map((id) => found.get(id) ?? null);
}

export function batches<T>(items: readonly T[], size = MAX_BATCH): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
