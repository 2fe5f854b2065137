/**
 * Pages of one list, merged by the places of their edges: one edge per place in the order, nothing beyond the last edge of a page that has
 * more to come. Places are read as far as the merge comes: what is cut off is not looked at, nor a page that meets no other where nobody
 * wants to know its places.
 */
import { cursorOrder, decodeCursor } from '#schema/cursor.ts';
import { type KeyValue, type Order, areKeysOf, compareKeys } from '#schema/order.ts';
import type { EdgeKeys } from './edge-keys.ts';
import { CURSOR } from './reserved.ts';
import { type Raw, type Share, own } from './shares.ts';

export interface MemberPage {
  readonly member: Share['member'];
  readonly raw: Raw;
  /** With cursors. */
  readonly edges: readonly unknown[];
  readonly hasNext: boolean;
}

/** An edge of a page. */
export interface EdgeAt {
  readonly page: MemberPage;
  readonly index: number;
}

/** One place of the order, by its first teller in order of precedence. */
export interface MergedEdge extends EdgeAt {
  /** Null where nobody wants to know, or can. */
  readonly keys: readonly KeyValue[] | null;
  /** Who tells the same. */
  readonly others: readonly EdgeAt[];
}

const NOBODY: readonly EdgeAt[] = [];

/** What a page does that it must not. */
export class BrokenPage extends Error {
  readonly page: MemberPage;

  constructor(page: MemberPage, rule: string) {
    super(rule);
    this.page = page;
  }
}

export interface Merge {
  readonly order: Order;
  /** What tells the places of edges; null: their cursors do. */
  readonly keys: EdgeKeys | null;
  /** So many edges at most. */
  readonly most: number;
  /** Are the places of edges wanted? */
  readonly places: boolean;
}

/** The first edges of all pages that there are. @throws BrokenPage */
export function mergePages(pages: readonly (MemberPage | null)[], merge: Merge): readonly MergedEdge[] {
  const told = pages.filter((page) => page !== null && page.edges.length > 0) as MemberPage[];
  const [page] = told;
  if (!page) return [];
  if (told.length > 1 || merge.places) return mergeByPlace(merge, told);
  return page.edges.slice(0, merge.most).map((_, index) => ({ keys: null, page, index, others: NOBODY }));
}

function mergeByPlace(
  { order, keys: told, most }: Merge,
  pages: readonly MemberPage[],
): readonly MergedEdge[] {
  const readers = pages.map((page) => new Reader(order, told, page));
  const merged: MergedEdge[] = [];
  while (merged.length < most) {
    const first = firstOf(order, readers);
    if (!first) break;
    const { keys, page, index } = first;
    let others = NOBODY;
    let isAtBound = first.advance();
    for (const reader of readers) {
      if (reader === first || !keys || !reader.keys || compareKeys(order, reader.keys, keys) !== 0) continue;
      others = [...others, { page: reader.page, index: reader.index }];
      if (reader.advance()) isAtBound = true;
    }
    merged.push({ keys, page, index, others });
    if (isAtBound) break;
  }
  return merged;
}

/**
 * The first in order of precedence of those that stand at the first place of all. An edge whose place nobody can tell comes as soon as
 * those before it in its page have come.
 */
function firstOf(order: Order, readers: readonly Reader[]): Reader | null {
  let first: Reader | null = null;
  for (const reader of readers) {
    if (reader.isAtEnd) continue;
    if (!reader.keys) return reader;
    if (!first?.keys || compareKeys(order, reader.keys, first.keys) < 0) first = reader;
  }
  return first;
}

/** Goes through a page edge by edge. */
class Reader {
  readonly page: MemberPage;
  index = 0;
  /** Null behind the last edge, and at an edge whose record its member could not tell. */
  keys: readonly KeyValue[] | null;
  readonly #order: Order;
  readonly #told: EdgeKeys | null;
  /** Of the last edge that has some. */
  #before: readonly KeyValue[] | null = null;

  constructor(order: Order, told: EdgeKeys | null, page: MemberPage) {
    this.#order = order;
    this.#told = told;
    this.page = page;
    this.keys = this.isAtEnd ? null : this.#read();
  }

  get isAtEnd(): boolean {
    return this.index >= this.page.edges.length;
  }

  /** True where all has been read of a page that has more to come. */
  advance(): boolean {
    this.#before = this.keys ?? this.#before;
    this.index += 1;
    if (this.isAtEnd) {
      this.keys = null;
      return this.page.hasNext;
    }
    this.keys = this.#read();
    if (this.#before && this.keys && compareKeys(this.#order, this.#before, this.keys) >= 0)
      throw new BrokenPage(this.page, `edges must stand in the order "${this.#order.name}"`);
    return false;
  }

  #read(): readonly KeyValue[] | null {
    const edge = this.page.edges[this.index];
    return this.#told ? this.#ofRecord(own(edge, this.#told.node), this.#told) : this.#behindCursor(edge);
  }

  #ofRecord(record: unknown, { fields }: EdgeKeys): readonly KeyValue[] | null {
    if (record === null) return null;
    const keys = fields.map((key) => own(record, key) ?? null);
    if (areKeysOf(this.#order, keys)) return keys;
    throw new BrokenPage(
      this.page,
      `an edge must have a record with the keys of the order "${this.#order.name}"`,
    );
  }

  #behindCursor(edge: unknown): readonly KeyValue[] {
    const cursor = String(own(edge, CURSOR));
    try {
      return decodeCursor(this.#order, cursor);
    } catch {
      throw new BrokenPage(
        this.page,
        `a cursor must be of the order "${this.#order.name}"${orderNote(cursor)}`,
      );
    }
  }
}

function orderNote(cursor: string): string {
  try {
    return `, but one was of "${cursorOrder(cursor)}"`;
  } catch {
    return '';
  }
}
