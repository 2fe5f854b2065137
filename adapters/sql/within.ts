/** Which rows lie inside given resources, of this source or of another one. */
import type { Catalog, ResourceType } from './catalog.ts';
import type { Admission } from './fields.ts';
import type { ForeignObjects } from './foreign.ts';
import { keyIn } from './keys.ts';
import { keysOfIds } from './lookup.ts';
import { type Owners, ownersOf } from './parents.ts';
import type { PortContext } from './port-context.ts';
import type { Reference } from './references.ts';
import type { Runner } from './runner.ts';
import { any } from './sql.ts';

/** The keys by which rows name, with this reference, the resources of these ids; with `inside` also what is in another source's. */
export function ownersBy(
  reference: Reference,
  ids: readonly string[],
  inside: boolean,
  catalog: Pick<Catalog, 'resources'>,
  foreign: ForeignObjects,
): Owners {
  const { foreign: spec } = reference;
  if (spec)
    return ownersOf(ids.flatMap((id) => foreign.keysOf(spec, id, inside).map((key) => [key, id] as const)));
  const type = catalog.resources.find(({ name }) => name === reference.type);
  return type ? ownersOf(keysOfIds(type, ids)) : new Map();
}

/**
 * Whether it is wholly known what is inside a resource. What is in a device of this source is this source's; in a place of its own
 * there may be another's, known only when it is bound.
 */
export function insideKnown(id: string, { catalog, foreign, source }: Omit<PortContext, 'runner'>): boolean {
  if (foreign.unplaced === 0) return true;
  if (!id.startsWith(`${source}/`)) return false;
  return !catalog.resources.some(({ prefix, spec }) => spec.kind === 'SITE' && id.startsWith(prefix));
}

/** The rows of a type that lie in one of these. */
export function admitsWithin(
  type: ResourceType,
  ids: readonly string[],
  catalog: Catalog,
  foreign: ForeignObjects,
  runner: Runner,
): Admission {
  const conditions = type.fields.ancestors.flatMap((reference) => {
    const owners = ownersBy(reference, ids, true, catalog, foreign);
    const keys = [...owners.values()].map(({ key }) => key);
    return keys.length === 0 ? [] : [keyIn(reference.columns, keys, runner.dialect)];
  });
  return conditions.length > 0 && any(conditions);
}
