/** The inventory port over NetBox. */
import type { Call } from '#schema/ports/call.ts';
import type {
  InventoryEnumerator,
  RelationshipRecord,
  RelationshipRequest,
  ResourceRecord,
} from '#schema/ports/inventory.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { IdentifierInput, ResourceFilter } from '#schema/types/inventory.ts';
import type { NetboxClient } from './client.ts';
import type { NetboxOptions } from './config.ts';
import type { IndexStore } from './index-store.ts';
import { type ListParts, listPages } from './lists.ts';
import type { Places } from './places.ts';
import type { Reader } from './reader.ts';
import type { Regions } from './regions.ts';
import { relationshipPages } from './relationships.ts';
import { resolveKeys } from './resolve.ts';
import type { Synchroniser } from './synchroniser.ts';

/** As many identifiers are looked for in NetBox itself, as long as the index is not complete: more would keep it from being read. */
const FEW = 20;

export interface InventoryParts {
  readonly source: string;
  readonly options: NetboxOptions;
  readonly client: NetboxClient;
  readonly reader: Reader;
  readonly places: Places;
  readonly index: IndexStore;
  readonly regions: Regions;
  readonly synchroniser: Synchroniser;
  /** Resolves when the index is complete; rejects where that does not come to pass. */
  ready(signal: AbortSignal): Promise<void>;
}

export class NetboxInventory implements InventoryEnumerator {
  readonly #parts: InventoryParts;
  readonly #lists: ListParts;

  constructor(parts: InventoryParts) {
    this.#parts = parts;
    const { source, index, regions, synchroniser } = parts;
    this.#lists = {
      source,
      index,
      region: regions.constant,
      ready: (signal) => parts.ready(signal),
      complete: () => synchroniser.complete,
      read: (ids, signal) => this.#read(ids, signal),
    };
  }

  async resourcesByIds(ids: readonly string[], call: Call): Promise<readonly (ResourceRecord | null)[]> {
    const records = await this.#read(ids, call.signal);
    return ids.map((id) => records.get(id) ?? null);
  }

  /** The change log tells of everything that it is made of. */
  async placesMark(): Promise<string | null> {
    return this.#parts.synchroniser.mark;
  }

  async resources(request: ListRequest<ResourceFilter>, call: Call): Promise<Page<ResourceRecord>> {
    const [page] = await listPages(this.#lists, [null], request, call.signal);
    if (!page) throw new TypeError('One list must have one page.');
    return page;
  }

  contained(
    ids: readonly string[],
    request: ListRequest<ResourceFilter>,
    call: Call,
  ): Promise<readonly Page<ResourceRecord>[]> {
    return listPages(this.#lists, ids, request, call.signal);
  }

  async relationships(
    ids: readonly string[],
    request: RelationshipRequest,
    call: Call,
  ): Promise<readonly Page<RelationshipRecord>[]> {
    const { source, client, reader } = this.#parts;
    const dialect = await client.probe(call.signal);
    return relationshipPages(ids, request, source, dialect, reader, call.signal);
  }

  async resolve(
    keys: readonly IdentifierInput[],
    call: Call,
  ): Promise<readonly (readonly ResourceRecord[])[]> {
    const { source, client, reader, options, index, ready } = this.#parts;
    if (keys.length > FEW) await ready(call.signal);
    const read = (ids: readonly string[], signal: AbortSignal) => this.#read(ids, signal);
    return resolveKeys(
      { source, client, reader, options, index: index.isComplete ? index : null, read },
      keys,
      call.signal,
    );
  }

  async #read(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ResourceRecord>> {
    const { reader, places, synchroniser } = this.#parts;
    if (ids.length === 0) return new Map();
    const rows = await synchroniser.read(ids, signal);
    return reader.records(rows, places, signal);
  }
}
