/**
 * What has changed, out of the product's change log. NetBox's is read by its numbers, Nautobot's, whose numbers are in no order, by
 * time. A long transaction writes down after later ones what it began before them, so the last minute is looked at again each time.
 */
import type { NetboxClient } from './client.ts';
import { type ChangeRow, changeRow } from './types.ts';

export interface Change {
  readonly objectType: string;
  readonly key: string;
  readonly deleted: boolean;
}

/** How long a transaction may take to be seen without a reconciliation. */
const OVERLAP_MS = 60_000;

/** How far the change log has been taken in; JSON. */
export interface Position {
  /** The newest entry, as it is written down: while it stands there so, every later one does. */
  readonly newest: { readonly id: string; readonly stamp: string };
  readonly floor: string;
  readonly since: number | null;
}

interface Seen {
  /** When it was seen, or, where time counts, when it was written. */
  readonly at: number;
  readonly stamp: string;
}

export class ChangeLog {
  readonly #client: NetboxClient;
  readonly #now: () => number;
  #byTime = false;
  /** The entries of the last minute. */
  readonly #seen = new Map<string, Seen>();
  /** Those that were told last, and are not known to have been taken in. */
  #told = new Map<string, Seen>();
  #newest: Position['newest'] | null = null;
  /** Everything up to this number has been seen long enough ago. */
  #floor: string | null = null;
  /** Everything before this has been seen long enough ago, milliseconds; null where the log was empty. */
  #since: number | null = null;

  constructor(client: NetboxClient, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  /** Null where the log was empty: then there is nothing to know it by again. */
  get position(): Position | null {
    return this.#newest && { newest: this.#newest, floor: this.#floor ?? '0', since: this.#since };
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
    this.#told.clear();
    this.#floor = newest?.id ?? '0';
    this.#since = timeOf(newest?.time);
    this.#newest = newest ? { id: newest.id, stamp: stampOf(newest) } : null;
    if (newest) this.#seen.set(newest.id, { at: this.#since ?? this.#now(), stamp: stampOf(newest) });
  }

  /** From an earlier position on; false where the log no longer has its newest entry, or another one in its place. */
  async resume({ newest, floor, since }: Position, signal: AbortSignal): Promise<boolean> {
    const { changes: path, paging } = await this.#client.probe(signal);
    const byTime = paging === 'offset';
    const parameters = byTime && since !== null ? from(since) : [];
    const request = { path, row: changeRow, parameters, order: 'time', signal };
    const before = byTime ? null : String(BigInt(newest.id) - 1n);
    for await (const page of this.#client.pages(request, before)) {
      const found = page.find(({ id }) => id === newest.id);
      if (found ? stampOf(found) !== newest.stamp : !byTime) return false;
      if (!found) continue;
      this.#seen.clear();
      this.#told.clear();
      [this.#newest, this.#floor, this.#since] = [newest, floor, since];
      return true;
    }
    return false;
  }

  /** What has been written down since the last time that was taken in. */
  async read(signal: AbortSignal): Promise<readonly Change[]> {
    const { changes: path, paging } = await this.#client.probe(signal);
    const byTime = paging === 'offset';
    this.#byTime = byTime;
    const parameters = byTime && this.#since !== null ? from(this.#since) : [];
    const request = { path, row: changeRow, parameters, order: 'time', signal };
    const changes: Change[] = [];
    const now = this.#now();
    const told = new Map<string, Seen>();
    for await (const page of this.#client.pages(request, byTime ? null : this.#floor))
      for (const row of page) {
        if (this.#seen.has(row.id) || told.has(row.id)) continue;
        told.set(row.id, { at: byTime ? (timeOf(row.time) ?? now) : now, stamp: stampOf(row) });
        changes.push({
          objectType: row.changed_object_type ?? '',
          key: row.changed_object_id,
          deleted: row.action === 'delete',
        });
      }
    this.#told = told;
    return changes;
  }

  /** What was told last has been taken in. Until then it is told again. */
  taken(): void {
    for (const [id, seen] of this.#told) {
      this.#seen.set(id, seen);
      if (this.#isNewer(id, seen)) this.#newest = { id, stamp: seen.stamp };
    }
    this.#told = new Map();
    if (this.#byTime)
      this.#forgetBefore(Math.max(...Array.from(this.#seen.values(), ({ at }) => at)) - OVERLAP_MS);
    else this.#forget(this.#now());
  }

  #isNewer(id: string, { at }: Seen): boolean {
    const newest = this.#newest;
    if (!newest) return true;
    return this.#byTime ? at >= (this.#seen.get(newest.id)?.at ?? -Infinity) : BigInt(id) > BigInt(newest.id);
  }

  #forget(now: number): void {
    for (const [id, { at }] of this.#seen) {
      if (now - at < OVERLAP_MS) continue;
      this.#seen.delete(id);
      if (this.#floor === null || BigInt(id) > BigInt(this.#floor)) this.#floor = id;
    }
  }

  #forgetBefore(since: number): void {
    if (!Number.isFinite(since) || since <= (this.#since ?? -Infinity)) return;
    this.#since = since;
    for (const [id, { at }] of this.#seen) if (at < since) this.#seen.delete(id);
  }
}

/** What an entry says: one of another NetBox with the same number says something else. */
function stampOf({ time, action, changed_object_type, changed_object_id }: ChangeRow): string {
  return JSON.stringify([time, action, changed_object_type, changed_object_id]);
}

function from(since: number): [string, string][] {
  return [['time__gte', new Date(since).toISOString()]];
}

function timeOf(text: string | null | undefined): number | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : time;
}
