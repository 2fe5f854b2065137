/**
 * What has changed, out of the product's change log. NetBox's is read by its numbers, Nautobot's, whose numbers are in no order, by
 * time. A long transaction writes down after later ones what it began before them, so the last minute is looked at again each time.
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
  /** The entries of the last minute: when each was seen, or, where time counts, when it was written. */
  readonly #seen = new Map<string, number>();
  /** Everything up to this number has been seen long enough ago. */
  #floor: string | null = null;
  /** Everything before this has been seen long enough ago, milliseconds; null where the log was empty. */
  #since: number | null = null;

  constructor(client: NetboxClient, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  /** From now on: what was changed before is not told. */
  async begin(signal: AbortSignal): Promise<void> {
    const { changes, paging, orderedBy } = await this.#client.probe(signal);
    const newestFirst = paging === 'offset' ? '-time' : '-id';
    const request = {
      path: changes,
      row: changeRow,
      parameters: [[orderedBy, newestFirst] as [string, string]],
      signal,
    };
    const [newest] = await this.#client.first(request, 1);
    this.#seen.clear();
    this.#floor = newest?.id ?? '0';
    this.#since = timeOf(newest?.time);
    if (newest) this.#seen.set(newest.id, this.#since ?? this.#now());
  }

  /** What has been written down since the last time. */
  async read(signal: AbortSignal): Promise<readonly Change[]> {
    const { changes: path, paging } = await this.#client.probe(signal);
    const byTime = paging === 'offset';
    const since = byTime && this.#since !== null ? new Date(this.#since).toISOString() : null;
    const parameters: [string, string][] = since === null ? [] : [['time__gte', since]];
    const request = { path, row: changeRow, parameters, order: 'time', signal };
    const changes: Change[] = [];
    const now = this.#now();
    for await (const page of this.#client.pages(request, byTime ? null : this.#floor))
      for (const row of page) {
        if (this.#seen.has(row.id)) continue;
        this.#seen.set(row.id, byTime ? (timeOf(row.time) ?? now) : now);
        changes.push({
          objectType: row.changed_object_type ?? '',
          key: row.changed_object_id,
          deleted: row.action === 'delete',
        });
      }
    if (byTime) this.#forgetBefore(Math.max(...this.#seen.values()) - OVERLAP_MS);
    else this.#forget(now);
    return changes;
  }

  #forget(now: number): void {
    for (const [id, seen] of this.#seen) {
      if (now - seen < OVERLAP_MS) continue;
      this.#seen.delete(id);
      if (this.#floor === null || BigInt(id) > BigInt(this.#floor)) this.#floor = id;
    }
  }

  #forgetBefore(since: number): void {
    if (!Number.isFinite(since) || since <= (this.#since ?? -Infinity)) return;
    this.#since = since;
    for (const [id, written] of this.#seen) if (written < since) this.#seen.delete(id);
  }
}

function timeOf(text: string | null | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}
