/** Ids of NetBox's objects: `<source>/<model>.<token of the key>`. */
import { parseId } from '#schema/ids.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { RecordTypeName } from './record-types.ts';

export interface ObjectId {
  readonly type: RecordTypeName;
  readonly key: string;
}

/** The model and key in an id of this source; null for every other text. */
export function objectOf(id: string, source: string, dialect: Dialect): ObjectId | null {
  const parsed = parseId(id);
  if (parsed?.source !== source) return null;
  const dot = parsed.token.indexOf('.');
  const type = dialect.types.find((name) => name === parsed.token.slice(0, Math.max(dot, 0)));
  const key = dialect.key(parsed.token.slice(dot + 1));
  return type !== undefined && key !== null ? { type, key } : null;
}

/** The model in an id that this source has made. */
export function typeIn(id: string): string {
  return id.slice(id.indexOf('/') + 1, id.lastIndexOf('.'));
}

/** The ids of each model, with their keys. */
export function byType(
  ids: Iterable<string>,
  source: string,
  dialect: Dialect,
): Map<RecordTypeName, { readonly id: string; readonly key: string }[]> {
  const found = new Map<RecordTypeName, { id: string; key: string }[]>();
  for (const id of new Set(ids)) {
    const object = objectOf(id, source, dialect);
    if (!object) continue;
    const same = found.get(object.type) ?? [];
    found.set(object.type, same);
    same.push({ id, key: object.key });
  }
  return found;
}
