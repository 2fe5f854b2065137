/**
 * The port of the inventory domain. Batch first: an answer stands at the place of its key. References are `{ id }`: the
 * mediation completes them where they live.
 */
import type {
  Direction,
  IdentifierInput,
  RelationshipType,
  Resource,
  ResourceFilter,
} from '../types/inventory.ts';
import type { Call } from './call.ts';
import type { ListRequest, Page, PageRequest } from './page.ts';

/** A resource without what is asked for by its id. */
export type ResourceRecord = Omit<Resource, 'contains' | 'relationships'>;

/** `id` is the other resource's: a key of the order "type direction id". */
export interface RelationshipRecord {
  readonly type: RelationshipType;
  readonly id: string;
  readonly direction: Direction;
  readonly role?: string | null;
  readonly node: { readonly id: string } | null;
}

export interface RelationshipRequest extends PageRequest {
  readonly type: readonly RelationshipType[] | null;
  readonly direction: Direction;
}

/** Whom a source means by a name, as it has bound its own objects. */
export interface KnownAs {
  /** Resources that others minted; `region` is null where nobody could say. */
  readonly bound: readonly { readonly id: string; readonly region: string | null }[];
  /** False where it has not read all of its objects yet, or one that is called so is still being looked up. */
  readonly complete: boolean;
}

/** Adds fields to resources that others enumerate. */
export interface InventoryContributor {
  /**
   * What this source knows of each id; null where it knows nothing. The id of a record that was merged into another one is answered
   * by that one, under the id that it has.
   */
  resourcesByIds(ids: readonly string[], call: Call): Promise<readonly (ResourceRecord | null)[]>;
  /** What is bound of the objects that the source calls so; it never guesses. Identifiers compare as the contract says. */
  knownAs?(keys: readonly IdentifierInput[], call: Call): Promise<readonly KnownAs[]>;
  /**
   * A text that is the same as long as nothing has changed of what `resourcesByIds` says of where the source's own resources are: to
   * which one an id leads, its region, what contains it. Null where it cannot tell now. Asked every second: it costs next to nothing.
   */
  placesMark?(call: Call): Promise<string | null>;
}

/** Mints ids, lists its resources, answers who is known by an identifier. */
export interface InventoryEnumerator extends InventoryContributor {
  resources(request: ListRequest<ResourceFilter>, call: Call): Promise<Page<ResourceRecord>>;
  /** What each of `ids` directly contains. */
  contained(
    ids: readonly string[],
    request: ListRequest<ResourceFilter>,
    call: Call,
  ): Promise<readonly Page<ResourceRecord>[]>;
  relationships(
    ids: readonly string[],
    request: RelationshipRequest,
    call: Call,
  ): Promise<readonly Page<RelationshipRecord>[]>;
  /** Who is known by each key; several where the key is ambiguous. Identifiers compare as the contract says. */
  resolve(keys: readonly IdentifierInput[], call: Call): Promise<readonly (readonly ResourceRecord[])[]>;
}

export type InventoryPort = InventoryContributor | InventoryEnumerator;

export function enumeratesInventory(port: InventoryPort): port is InventoryEnumerator {
  return 'resources' in port;
}
