/**
 * Pages of one list, merged by cursor: one edge per place in the order, nothing beyond the last edge of a page that has more to come.
 * Cursors are read as far as the merge comes: what is cut off is not looked at, nor a page that meets no other where nobody wants to
 * know its places.
 */
import { cursorOrder, decodeCursor } from '#schema/cursor.ts';
import { type KeyValue, type Order, compareKeys } from '#schema/order.ts';
import { CURSOR } from './reserved.ts';
import { type Raw, type Share, own } from './shares.ts';

export interface MemberPage {
  readonly member: Share['member'];
  readonly raw: Raw;
  /** With cursors. */
  readonly edges: readonly unknown[];
  readonly hasNext: boolean;
}

export interface MergedEdge {
  /** Its place in the order; null where nobody wants to know. */
  readonly keys: readonly KeyValue[] | null;
  /** Which edge of which page; the first in order of precedence. */
  readonly from: { readonly page: MemberPage; readonly index: number }[];
}

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
  /** So many edges at most. */
  readonly most: number;
  /** Are the places of edges wanted? */
  readonly places: boolean;
}

/** The first edges of all pages. @throws BrokenPage */
export function mergePages(
  pages: readonly MemberPage[],
  { order, most, places }: Merge,
): readonly MergedEdge[] {
  const [page, ...others] = pages.filter(({ edges }) => edges.length > 0);
  if (!page) return [];
  if (others.length > 0 || places) return mergeByCursor(order, pages, most);
  return page.edges.slice(0, most).map((_, index) => ({ keys: null, from: [{ page, index }] }));
}

function mergeByCursor(order: Order, pages: readonly MemberPage[], most: number): readonly MergedEdge[] {
  const readers = pages.map((page) => new Reader(order, page));
  const merged: MergedEdge[] = [];
  while (merged.length < most) {
    const [first, ...same] = nextOf(order, readers);
    if (!first?.keys) break;
    const { keys } = first;
    const from = [{ page: first.page, index: first.index }];
    for (const reader of same) from.push({ page: reader.page, index: reader.index });
    merged.push({ keys, from });
    first.advance();
    for (const reader of same) reader.advance();
    if (first.isAtBound || same.some((reader) => reader.isAtBound)) break;
  }
  return merged;
}

/** Those that stand at the first place of all, in order of precedence. */
function nextOf(order: Order, readers: readonly Reader[]): readonly Reader[] {
  let first: Reader[] = [];
  for (const reader of readers) {
    if (!reader.keys) continue;
    const difference = first[0]?.keys ? compareKeys(order, reader.keys, first[0].keys) : -1;
    if (difference < 0) first = [reader];
    else if (difference === 0) first.push(reader);
  }
  return first;
}

/** Goes through a page edge by edge. */
class Reader {
  readonly page: MemberPage;
  index = 0;
  /** Null behind the last edge. */
  keys: readonly KeyValue[] | null;
  readonly #order: Order;

  constructor(order: Order, page: MemberPage) {
    this.#order = order;
    this.page = page;
    this.keys = page.edges.length > 0 ? this.#read() : null;
  }

  /** True where all has been read of a page that has more to come. */
  get isAtBound(): boolean {
    return this.keys === null && this.page.hasNext;
  }

  advance(): void {
    const before = this.keys;
    this.index += 1;
    this.keys = this.index < this.page.edges.length ? this.#read() : null;
    if (before && this.keys && compareKeys(this.#order, before, this.keys) >= 0)
      throw new BrokenPage(this.page, `edges must stand in the order "${this.#order.name}"`);
  }

  #read(): readonly KeyValue[] {
    const cursor = String(own(this.page.edges[this.index], CURSOR));
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
