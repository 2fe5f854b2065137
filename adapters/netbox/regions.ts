/**
 * To which region of the configuration something belongs. With one configured region that is it; with several, NetBox's nearest region
 * that is one of them by slug or name; with none, the site's own region, by its slug.
 */
import type { NetboxClient } from './client.ts';
import { type RegionRow, regionRow } from './types.ts';

/** Where no change log tells that they have changed. */
const KEPT_MS = 60_000;

export class Regions {
  readonly #client: NetboxClient;
  readonly #configured: readonly string[];
  readonly #now: () => number;
  #read: { readonly rows: ReadonlyMap<string, RegionRow>; readonly until: number } | null = null;

  constructor(client: NetboxClient, configured: readonly string[], now: () => number) {
    this.#client = client;
    this.#configured = configured;
    this.#now = now;
  }

  /** The one that everything belongs to; null where NetBox's regions decide. */
  get constant(): string | null {
    return this.#configured.length === 1 ? (this.#configured[0] ?? null) : null;
  }

  /** Reads NetBox's regions, where they are needed and not fresh. */
  async load(signal: AbortSignal): Promise<void> {
    if (this.constant !== null || (this.#read && this.#read.until > this.#now())) return;
    const dialect = await this.#client.probe(signal);
    const rows = new Map<string, RegionRow>();
    if (dialect.types.includes('site'))
      for await (const page of this.#client.pages({ path: 'dcim/regions', row: regionRow, signal }))
        for (const row of page) rows.set(row.id, row);
    this.#read = { rows, until: this.#now() + KEPT_MS };
  }

  /** They have changed. */
  forget(): void {
    this.#read = null;
  }

  /** The region that a site with this region of NetBox's belongs to. */
  named(key: string | null): string | null {
    if (this.constant !== null) return this.constant;
    const rows = this.#read?.rows;
    const seen = new Set<string>();
    for (let at = key === null ? undefined : rows?.get(key); at && !seen.has(at.id);) {
      seen.add(at.id);
      const { slug = null, name = null, parent } = at;
      if (this.#configured.length === 0) return slug ?? name;
      const found = this.#configured.find((region) => region === slug || region === name);
      if (found !== undefined) return found;
      at = parent ? rows?.get(parent.id) : undefined;
    }
    return null;
  }
}
