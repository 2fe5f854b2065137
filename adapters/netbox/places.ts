/** What contains what: out of the index where that is complete, else asked level by level. */
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { NetboxClient } from './client.ts';
import { unlessForbidden } from './forbidden.ts';
import { typeIn } from './ids.ts';
import type { IndexStore } from './index-store.ts';
import type { Mapped } from './map.ts';
import type { Reader } from './reader.ts';
import type { Regions } from './regions.ts';
import type { RecordTypeName } from './record-types.ts';

/** Everything around a record. */
export interface Chain {
  /** Nearest first; null where some of it could not be found out: the rest would be taken for the whole. */
  readonly ancestorIds: readonly string[] | null;
  readonly region: string | null;
  /** The model that is a site. */
  readonly siteType: RecordTypeName;
}

/** Where something stands. */
interface Place {
  readonly container: string | null;
  readonly region: string | null;
}

/** More levels than any building has. */
const MOST_LEVELS = 30;

export interface PlacesParts {
  readonly client: NetboxClient;
  readonly reader: Reader;
  readonly index: IndexStore;
  readonly regions: Regions;
}

export class Places {
  readonly #parts: PlacesParts;

  constructor(parts: PlacesParts) {
    this.#parts = parts;
  }

  /** What is around each of these. */
  async around(records: readonly Mapped[], signal: AbortSignal): Promise<(mapped: Mapped) => Chain> {
    const { client, regions } = this.#parts;
    const dialect = await client.probe(signal);
    await regions.load(signal);
    const known = new Map<string, Place | null>();
    for (const one of records) known.set(one.record.id, this.#placeOf(one));
    let wanted = records.flatMap(({ container }) => container ?? []);
    for (let level = 0; level < MOST_LEVELS && wanted.length > 0; level++) {
      const missing = [...new Set(wanted)].filter((id) => !known.has(id));
      await this.#find(missing, known, signal);
      wanted = missing.flatMap((id) => known.get(id)?.container ?? []);
    }
    const siteType = dialect.product === 'Nautobot' ? 'location' : 'site';
    return (mapped) => {
      const ancestorIds: string[] = [];
      let region = regions.constant ?? known.get(mapped.record.id)?.region ?? null;
      for (let at = mapped.container; at !== null;) {
        const place = known.get(at);
        // A loop in the data would be no chain, what is not there or may not be seen no whole one.
        if (!place || ancestorIds.includes(at)) return { ancestorIds: null, region, siteType };
        ancestorIds.push(at);
        region ??= place.region;
        at = place.container;
      }
      return { ancestorIds, region, siteType };
    };
  }

  async #find(ids: readonly string[], known: Map<string, Place | null>, signal: AbortSignal): Promise<void> {
    const { index, reader, client } = this.#parts;
    const away: string[] = [];
    for (const id of ids) {
      const place = index.isComplete ? index.placeOf(id) : null;
      if (place) known.set(id, place);
      else away.push(id);
    }
    if (away.length === 0) return;
    const dialect = await client.probe(signal);
    const models = Map.groupBy(away, typeIn);
    const read = [...models.values()].map((same) => unlessForbidden(() => reader.rows(same, signal)));
    for (const [type, rows] of (await Promise.all(read)).flatMap((found) => [...(found ?? [])]))
      for (const one of reader.bare(type, rows, dialect)) known.set(one.record.id, this.#placeOf(one));
    for (const id of away) if (!known.has(id)) known.set(id, null);
  }

  #placeOf({ container, region }: Mapped): Place {
    return { container, region: this.#parts.regions.named(region ?? null) };
  }
}

/** A record with what contains it. */
export function placed({ record, container }: Mapped, chain: Chain): ResourceRecord {
  const around = [record.id, ...(chain.ancestorIds ?? (container === null ? [] : [container]))];
  return {
    ...record,
    region: chain.region,
    technology: null,
    container: refer(container),
    device: refer(around.find((id) => typeIn(id) === 'device')),
    site: refer(around.find((id) => typeIn(id) === chain.siteType)),
    ancestorIds: chain.ancestorIds && [...chain.ancestorIds],
  };
}

function refer(id: string | null | undefined): { readonly id: string } | null {
  return id === null || id === undefined ? null : { id };
}
