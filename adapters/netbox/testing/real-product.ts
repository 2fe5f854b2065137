/** A real NetBox or Nautobot, beside the adapter: what its own API says, and what a clerk changes in it. */
import type { InventoryEnumerator } from '#schema/ports/inventory.ts';
import { enumeratesInventory } from '#schema/ports/inventory.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { KeyValue } from '#schema/order.ts';
import { keysOf } from '#schema/order.ts';
import { contractRules } from '#schema/rules.ts';

export interface RealProduct {
  readonly url: string;
  readonly token: string;
}

/** @throws where the environment does not say where it is: a test of it is never passed over in silence. */
export function realProduct(name: 'NAUTOBOT' | 'NETBOX'): RealProduct {
  const [url, token] = [process.env[`${name}_URL`], process.env[`${name}_TOKEN`]];
  if (!url || !token)
    throw new Error(
      `${name}_URL and ${name}_TOKEN must say where it is; lab/real/${name.toLowerCase()}.sh env prints them.`,
    );
  return { url, token };
}

export interface RealObject {
  readonly id: string | number;
  readonly [field: string]: unknown;
}

export class Clerk {
  readonly #product: RealProduct;
  readonly #authorization: string;

  constructor(product: RealProduct) {
    this.#product = product;
    this.#authorization = `${product.token.startsWith('nbt_') ? 'Bearer' : 'Token'} ${product.token}`;
  }

  /** An answer of the API; null where there is none. `path` is below /api/. */
  async call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#product.url}/api/${path}`, {
      method,
      headers: {
        authorization: this.#authorization,
        accept: 'application/json',
        'content-type': 'application/json',
        // Servers end idle connections after a second or two: a change must not meet one that just ends.
        connection: 'close',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return text === '' ? null : JSON.parse(text);
  }

  async list(path: string): Promise<readonly RealObject[]> {
    return ((await this.call('GET', path)) as { results: RealObject[] }).results;
  }

  async count(path: string): Promise<number> {
    return ((await this.call('GET', `${path}?limit=1`)) as { count: number }).count;
  }
}

export function inventoryOf(adapter: Adapter): InventoryEnumerator {
  const { inventory } = adapter;
  if (!inventory || !enumeratesInventory(inventory)) throw new TypeError('It must enumerate.');
  return inventory;
}

const byId = contractRules('inventory').order('Query', 'resources', 'ID');

/** The ids of everything, page by page. */
export async function everyId(adapter: Adapter, first: number): Promise<string[]> {
  const signal = AbortSignal.timeout(200_000);
  const ids: string[] = [];
  for (let after: readonly KeyValue[] | null = null; ;) {
    const page = await inventoryOf(adapter).resources(
      { order: byId, first, after, filter: null },
      { signal },
    );
    ids.push(...page.items.map(({ id }) => id));
    const last = page.items.at(-1);
    if (!page.hasNextPage || !last) return ids;
    after = keysOf(byId, last);
  }
}
