/**
 * Keeps the index: reads everything once, then goes by the change log, and reads everything again from time to time for what no
 * change log tells. A model that may not be seen is left out, and lists say that they are not complete.
 */
import type { Log } from '#adapters/kit/log.ts';
import { type Change, ChangeLog, type Position } from './change-log.ts';
import type { NetboxClient } from './client.ts';
import type { Dialect } from './dialects/dialect.ts';
import { isForbidden } from './forbidden.ts';
import type { IndexStore } from './index-store.ts';
import type { Mapped } from './map.ts';
import type { Reader } from './reader.ts';
import type { Regions } from './regions.ts';
import { RECORD_TYPES, type RecordTypeName, type Row } from './record-types.ts';

export interface SynchroniserParts {
  readonly source: string;
  readonly client: NetboxClient;
  readonly reader: Reader;
  readonly index: IndexStore;
  readonly regions: Regions;
  readonly reconcileMs: number;
  readonly log: Log;
  readonly now: () => number;
}

/** Of each page: a large NetBox takes long to be read, and begins anew for nothing. */
const TRIES = 5;

/** Whose names stand in the entries of others: they are read again as a whole. */
const NAMED_IN: Readonly<Record<string, readonly RecordTypeName[]>> = {
  'dcim.region': ['site'],
  'dcim.manufacturer': ['device', 'module'],
  'dcim.devicetype': ['device'],
  'dcim.moduletype': ['module'],
  'dcim.devicerole': ['device', 'virtual-machine'],
  'extras.role': ['device', 'virtual-machine'],
  'dcim.modulebay': ['module'],
  'circuits.circuittype': ['circuit'],
};
const BY_OBJECT_TYPE = new Map(Object.values(RECORD_TYPES).map(({ objectType, name }) => [objectType, name]));

export class Synchroniser {
  readonly #parts: SynchroniserParts;
  readonly #changes: ChangeLog;
  readonly #hidden = new Set<RecordTypeName>();
  /** Null before the first reading, and where the change log may not be seen. */
  #follows = false;
  #readAt: number | null = null;
  /** Whether it was looked if an earlier process has left an index. */
  #begun = false;
  /** Counts what the change log has told, and readings of everything. */
  #revision = 0;
  /** The last step went well: what it told is all that there was. */
  #upToDate = false;

  constructor(parts: SynchroniserParts) {
    this.#parts = parts;
    this.#changes = new ChangeLog(parts.client, parts.now);
  }

  /** False where a model may not be seen. */
  get complete(): boolean {
    return this.#hidden.size === 0;
  }

  /** The same text as long as the change log tells of nothing; null where it cannot be followed, or could not be read the last time. */
  get mark(): string | null {
    return this.#upToDate && this.#follows ? String(this.#revision) : null;
  }

  /** One step: what is new, or everything where that is due. The first one goes on from where an earlier process was, if it can. */
  async step(signal: AbortSignal): Promise<void> {
    try {
      await this.#step(signal);
      this.#upToDate = true;
    } catch (error) {
      this.#upToDate = false;
      throw error;
    }
  }

  async #step(signal: AbortSignal): Promise<void> {
    const { now, reconcileMs, index } = this.#parts;
    if (!this.#begun) await this.#goOn(signal);
    this.#begun = true;
    const due = this.#readAt === null || now() - this.#readAt >= reconcileMs;
    if (due || !index.isComplete) await this.#readAll(signal);
    if (this.#follows) await this.#follow(signal);
  }

  async #goOn(signal: AbortSignal): Promise<void> {
    const { client, index, regions, now, log } = this.#parts;
    const kept = index.kept();
    if (!kept) return index.empty();
    const began = now();
    const dialect = await client.probe(signal);
    if (kept.product !== productOf(dialect) || !(await this.#resume(kept.position, signal))) {
      log.info({}, 'The index that was kept is not of what NetBox is now: everything is read.');
      return index.empty();
    }
    await regions.load(signal);
    this.#follows = true;
    this.#readAt = kept.readAt;
    await this.#follow(signal);
    index.adopt();
    log.info({ objects: index.count(), ms: now() - began }, 'The index that was kept is up to date.');
  }

  async #resume(position: Position, signal: AbortSignal): Promise<boolean> {
    try {
      return await this.#changes.resume(position, signal);
    } catch (error) {
      if (isForbidden(error)) return false;
      throw error;
    }
  }

  /** So that whoever starts next need not read everything. */
  #keep(dialect: Dialect): void {
    const { position } = this.#changes;
    const readAt = this.#readAt;
    const isWhole = this.#follows && this.complete && position !== null && readAt !== null;
    this.#parts.index.keep(isWhole ? { product: productOf(dialect), position, readAt } : null);
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    const { client, index, regions, now, log } = this.#parts;
    const began = now();
    const dialect = await client.probe(signal, true);
    this.#follows = await this.#beginToFollow(signal);
    await regions.load(signal);
    index.begin();
    this.#hidden.clear();
    const read: RecordTypeName[] = [];
    for (const type of dialect.types) if (await this.#readType(type, dialect, signal)) read.push(type);
    index.sweep([...read, ...this.#hidden]);
    index.completed();
    this.#revision++;
    this.#readAt = now();
    this.#keep(dialect);
    log.info({ objects: index.count(), ms: now() - began }, 'The index is complete.');
  }

  async #beginToFollow(signal: AbortSignal): Promise<boolean> {
    try {
      await this.#changes.begin(signal);
      return true;
    } catch (error) {
      if (!isForbidden(error)) throw error;
      this.#parts.log.warn(
        { reason: error.message },
        'The change log may not be read: changes are seen when everything is read again.',
      );
      return false;
    }
  }

  /** False where the model may not be seen. */
  async #readType(type: RecordTypeName, dialect: Dialect, signal: AbortSignal): Promise<boolean> {
    const { client, log } = this.#parts;
    const { path, row } = RECORD_TYPES[type];
    try {
      for await (const rows of client.pages({ path, row, signal, tries: TRIES }))
        this.#put(type, rows, dialect);
      return true;
    } catch (error) {
      if (!isForbidden(error)) throw error;
      this.#hidden.add(type);
      log.warn({ type, reason: error.message }, 'A model may not be read: lists are not complete.');
      return false;
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { client } = this.#parts;
    const changes = await this.#changes.read(signal);
    const dialect = await client.probe(signal);
    for (const [objectType, some] of Map.groupBy(changes, (change) => change.objectType)) {
      const type = BY_OBJECT_TYPE.get(objectType);
      if (objectType === 'dcim.region') this.#parts.regions.forget();
      for (const named of NAMED_IN[objectType] ?? []) {
        await this.#parts.regions.load(signal);
        if (dialect.types.includes(named)) await this.#readType(named, dialect, signal);
      }
      if (type !== undefined && dialect.types.includes(type)) await this.#take(type, some, dialect, signal);
    }
    // Not before: until now places were told by the index as it was, and what failed is told again.
    if (changes.length > 0) this.#revision++;
    this.#changes.taken();
    this.#keep(dialect);
  }

  async #take(
    type: RecordTypeName,
    changes: readonly Change[],
    dialect: Dialect,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#hidden.has(type)) return;
    const { source } = this.#parts;
    // What was deleted is asked for too: its number may have been seen late.
    const keys = [...new Set(changes.map(({ key }) => key))];
    await this.read(
      keys.map((key) => `${source}/${type}.${dialect.token(key)}`),
      signal,
    );
  }

  /** The rows of these ids as they are now; the index says the same from now on. */
  async read(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<RecordTypeName, readonly Row[]>> {
    const { client, reader, index } = this.#parts;
    const dialect = await client.probe(signal);
    const rows = await reader.rows(ids, signal);
    const there = new Set<string>();
    for (const [type, some] of rows)
      for (const one of this.#put(type, some, dialect)) there.add(one.record.id);
    index.remove(ids.filter((id) => !there.has(id)));
    return rows;
  }

  #put(type: RecordTypeName, rows: readonly Row[], dialect: Dialect): Mapped[] {
    const { reader, index, regions } = this.#parts;
    const mapped = reader.bare(type, rows, dialect);
    index.put(mapped, (one) => (type === 'site' ? regions.named(one.region ?? null) : null));
    return mapped;
  }
}

function productOf({ product, version }: Dialect): string {
  return `${product} ${version}`;
}
