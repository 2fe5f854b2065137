/**
 * What has changed, out of NetBox's change log, by its numbers. A long transaction writes small numbers down after greater ones have been
 * seen, so the numbers of the last minute are looked at again each time.
 */
import type { NetboxClient } from './client.ts';
import { changeRow } from './types.ts';

export interface Change {
  readonly objectType: string;
  readonly key: string;
  readonly deleted: boolean;
}

/** How long a transaction may take to be seen without a reconciliation. */
const OVERLAP_MS = 60_000;

export class ChangeLog {
  readonly #client: NetboxClient;
  readonly #now: () => number;
  /** The numbers of the last minute, and when they were seen. */
  #seen = new Map<string, number>();
  /** Everything up to here has been seen long enough ago. */
  #floor: string | null = null;
  /** Nautobot's numbers are in no order of time: it is read by time. */
  #since: string | null = null;

  constructor(client: NetboxClient, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  /** From now on: what was changed before is not told. */
  async begin(signal: AbortSignal): Promise<void> {
    const dialect = await this.#client.probe(signal);
    const ordering = dialect.paging === 'offset' ? '-time' : '-id';
    const request = {
      path: dialect.changes,
      row: changeRow,
      parameters: [['ordering', ordering] as [string, string]],
      signal,
    };
    const [newest] = await this.#client.first(request, 1);
    this.#seen = new Map(newest ? [[newest.id, this.#now()]] : []);
    this.#floor = newest?.id ?? '0';
    this.#since = newest?.time ?? null;
  }

  /** What has been written down since the last time. */
  async read(signal: AbortSignal): Promise<readonly Change[]> {
    const dialect = await this.#client.probe(signal);
    const changes: Change[] = [];
    const now = this.#now();
    const byTime = dialect.paging === 'offset';
    const parameters: [string, string][] = byTime && this.#since !== null ? [['time__gte', this.#since]] : [];
    const request = { path: dialect.changes, row: changeRow, parameters, signal };
    for await (const page of this.#client.pages(request, byTime ? null : this.#floor))
      for (const row of page) {
        if (this.#seen.has(row.id)) continue;
        this.#seen.set(row.id, now);
        changes.push({
          objectType: row.changed_object_type ?? '',
          key: row.changed_object_id,
          deleted: row.action === 'delete',
        });
      }
    if (!byTime) this.#forget(now);
    return changes;
  }

  #forget(now: number): void {
    for (const [id, seen] of this.#seen) {
      if (now - seen < OVERLAP_MS) continue;
      this.#seen.delete(id);
      if (this.#floor === null || BigInt(id) > BigInt(this.#floor)) this.#floor = id;
    }
  }
}
