/** Pages of connections, as ports take and give them. */
import type { KeyValue, Order } from '../order.ts';

export interface PageRequest {
  readonly order: Order;
  /** 1 to MAX_PAGE_SIZE. */
  readonly first: number;
  /** Key values in `order`: the page holds what comes strictly after them. Null: from the beginning. */
  readonly after: readonly KeyValue[] | null;
}

/** What a list field was asked for. */
export interface ListRequest<Filter> extends PageRequest {
  readonly filter: Filter | null;
}

export interface Page<Item> {
  /** At most `first`, in order. Every item has the fields that its order names. */
  readonly items: readonly Item[];
  readonly hasNextPage: boolean;
  /** False where the source is not in sync, so that some may be missing. */
  readonly complete: boolean;
  /** How many there are in all, null where that cannot be told. Called only if the client asked for it. */
  totalCount(): Promise<number | null>;
}

export const MAX_PAGE_SIZE = 1000;
/** How many keys or ids one call may carry. */
export const MAX_BATCH = 500;
