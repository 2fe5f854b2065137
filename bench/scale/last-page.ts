/** The cursor behind which the last page of all resources lies: a cursor names a place in the order, and need not name a record. */
import { encodeCursor } from '#schema/cursor.ts';
import { parseOrder } from '#schema/order.ts';
import type { Graph } from './graph.ts';

interface ResourcesPage {
  readonly resources: {
    readonly pageInfo: { readonly hasNextPage: boolean };
    readonly edges: readonly unknown[];
  };
}

const BY_ID = parseOrder('id', () => undefined);
/** The source whose ids are the greatest. */
const LAST_SOURCE = 'netbox-north/';
const FULL = 50;
const BEFORE_ALL_SIGNS = 0x20;
const LAST_SIGN = 0x7a;
const MOST_SIGNS = 40;

/** Sign by sign the greatest text that still has a full page behind it. `query` takes `$after`, 50 a page, by id. */
export async function lastPage(graph: Graph, query: string): Promise<string> {
  const pageAfter = async (text: string): Promise<ResourcesPage['resources']> =>
    (await graph.ask<ResourcesPage>(query, { after: encodeCursor(BY_ID, [text]) })).data.resources;
  let text = LAST_SOURCE;
  while (text.length < MOST_SIGNS && (await pageAfter(text)).pageInfo.hasNextPage) {
    let low = BEFORE_ALL_SIGNS;
    let high = LAST_SIGN;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const { edges } = await pageAfter(text + String.fromCharCode(middle));
      if (edges.length === FULL) low = middle;
      else high = middle - 1;
    }
    if (low === BEFORE_ALL_SIGNS) break;
    text += String.fromCharCode(low);
  }
  return encodeCursor(BY_ID, [text]);
}
