/** Records that a member is asked for by their ids, one by one as GraphQL does, and asks its port for in batches. */
import type { Call } from '#schema/ports/call.ts';
import { TributaryError } from '#schema/errors.ts';
import { parseId } from '#schema/ids.ts';
import { type SubgraphContext, minted } from './context.ts';

/** How the records of an entity type are had from the port. Null where the source does not know the id. */
export interface Entity<Port, Item> {
  readonly type: string;
  byIds(port: Port, ids: readonly string[], call: Call): Promise<readonly (Item | null)[]>;
}

/** A record of which only the id is known until a field besides it is selected. */
export class Reference {
  readonly id: string;
  readonly record: () => Promise<object | null>;

  constructor(id: string, record: () => Promise<object | null>) {
    this.id = id;
    this.record = record;
  }
}

/** The record of an id; null where this member cannot know it. */
export async function recordOf<Port, Item>(
  context: SubgraphContext<Port>,
  entity: Entity<Port, Item>,
  id: string,
): Promise<Item | null> {
  if (!minted(context, id) && context.role === 'ENUMERATES') return null;
  return await context.loaders.load(entity.type, {}, id, (ids) =>
    entity.byIds(context.port, ids, context.call),
  );
}

/** Answers a root field such as `alarm(id:)`. */
export function byId<Port, Item>(entity: Entity<Port, Item>) {
  return (_root: unknown, args: { readonly id: string }, context: SubgraphContext<Port>) =>
    recordOf(context, entity, args.id);
}

/**
 * Answers a representation in `_entities`: a record that the member knows has its fields, any other is its id and nulls, never
 * null itself.
 */
export function byReference<Port, Item extends object>(entity: Entity<Port, Item>) {
  // Asynchronous, so that one that throws takes only its own place away.
  return async (representation: object, context: SubgraphContext<Port>): Promise<Reference> => {
    const id = representedId(representation);
    return new Reference(id, () => recordOf(context, entity, id));
  };
}

/** As byReference, for an entity of which the domain holds nothing but what is asked of the port by its id. */
export async function byIdAlone(representation: object): Promise<{ readonly id: string }> {
  return { id: representedId(representation) };
}

/** Answers a field that leads to another record: completed here if this member minted it, by the mediation elsewhere. */
export function leadsTo<Port, Item extends object>(entity: Entity<Port, Item>, field: string) {
  return async (parent: unknown, _args: unknown, context: SubgraphContext<Port>) => {
    const target = await fieldOf(parent, field);
    const id = (target as { readonly id?: string } | null)?.id;
    if (id === undefined) return null;
    return minted(context, id) ? new Reference(id, () => recordOf(context, entity, id)) : { id };
  };
}

/** A field of a record, or of the record that a reference stands for; null where nobody knows it. */
export function fieldOf(parent: unknown, field: string): unknown {
  if (parent instanceof Reference)
    return field === 'id' ? parent.id : parent.record().then((record) => ownValue(record, field));
  return ownValue(parent, field);
}

function ownValue(record: unknown, field: string): unknown {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, field)) return null;
  return (record as Readonly<Record<string, unknown>>)[field] ?? null;
}

function representedId(representation: object): string {
  const id = ownValue(representation, 'id');
  if (typeof id === 'string' && parseId(id)) return id;
  throw new TributaryError(
    'INVALID_ID',
    `\`_entities(representations:)\` must have ids that this graph gave, <source>/<token>, but got: ${JSON.stringify(id)}.`,
  );
}
