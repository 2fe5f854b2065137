/** Lists: the index tells which records, NetBox itself what they are. Where the two disagree, the index is put right and asked again. */
import { TributaryError } from '#schema/errors.ts';
import { type KeyValue, type Order, compareKeys, keysOf } from '#schema/order.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { ResourceFilter } from '#schema/types/inventory.ts';
import { resourceMatcher } from '#adapters/kit/filter/resources.ts';
import { entriesAfter, entryCount } from './index-query.ts';
import type { Entry, IndexStore } from './index-store.ts';

export interface ListParts {
  readonly source: string;
  readonly index: IndexStore;
  /** The one region that everything belongs to. */
  readonly region: string | null;
  /** Resolves when the index may be used. */
  ready(signal: AbortSignal): Promise<void>;
  /** False where a part of NetBox may not be seen. */
  complete(): boolean;
  /** Records as they are now; what the index says of them is put right. */
  read(ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, ResourceRecord>>;
}

/** How often a page is made again because something changed meanwhile. */
const MOST_TRIES = 10;

/** One page per container, in their order; [null]: one page over everything. */
export async function listPages(
  parts: ListParts,
  containers: readonly (string | null)[],
  request: ListRequest<ResourceFilter>,
  signal: AbortSignal,
): Promise<Page<ResourceRecord>[]> {
  const { index, region } = parts;
  await parts.ready(signal);
  const matches = resourceMatcher(request.filter);
  const asked = containers.map((container) => ({ filter: request.filter, container, region }));
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const found = asked.map((one) =>
      entriesAfter(index, one, request.order, request.after, request.first + 1),
    );
    const shown = found.map((entries) => entries.slice(0, request.first));
    const records = await parts.read(
      shown.flat().map(({ id }) => id),
      signal,
    );
    const pages = shown.map((entries, i) =>
      settled(entries, containers[i] ?? null, records, request.order, matches),
    );
    if (pages.every((page) => page !== null))
      return pages.map((items, i) => ({
        items,
        hasNextPage: (found[i]?.length ?? 0) > request.first,
        complete: parts.complete(),
        totalCount: async () => (parts.complete() && asked[i] ? entryCount(index, asked[i]) : null),
      }));
  }
  throw new TributaryError('SOURCE_UNAVAILABLE', 'The list changed again and again while it was read.', {
    source: parts.source,
  });
}

/** The records of the entries; null where one of them is not what its entry says. */
function settled(
  entries: readonly Entry[],
  container: string | null,
  records: ReadonlyMap<string, ResourceRecord>,
  order: Order,
  matches: (record: ResourceRecord) => boolean,
): ResourceRecord[] | null {
  const items: ResourceRecord[] = [];
  for (const entry of entries) {
    const record = records.get(entry.id);
    const keys: readonly KeyValue[] = order.keys.length > 1 ? [entry.name, entry.id] : [entry.id];
    if (!record || compareKeys(order, keys, keysOf(order, record)) !== 0 || !matches(record)) return null;
    if (container !== null && record.container?.id !== container) return null;
    items.push(record);
  }
  return items;
}
