/**
 * What people do with a source's bindings: look at them, and say what they know better. Works on the file alone, beside the process
 * that binds or without it; that process sees a pin within seconds.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import * as z from 'zod';
import { parseId } from '#schema/ids.ts';
import { didYouMean } from '../config/suggest.ts';
import type { BindingState } from './binder.ts';
import { STORE_FILE, inTransaction, openDatabase } from './database.ts';
import type { Finding, NotAsked } from './findings.ts';
import { type Action, type HistoryEntry, type Pin, historian, readPins, textOrNull } from './records.ts';

/** An object and what it is bound to. */
export interface ListedObject {
  readonly nativeId: string;
  readonly name: string;
  readonly state: BindingState;
  /** The resource that it is, or was before it was doubted; null for one that was never bound. */
  readonly id: string | null;
  readonly evidence: readonly string[];
  /** When it was bound, or when its state was told of, RFC 3339. */
  readonly since: string;
  readonly pin: Pin | null;
  /** Why it is on nothing, or why it is not on what an operator has said; null for one that is bound and nothing more is said of. */
  readonly why: {
    readonly text: string;
    readonly findings: readonly Finding[];
    readonly notAsked: readonly NotAsked[];
  } | null;
}

/** Who says it, and why. */
export interface Word {
  readonly operator: string;
  readonly reason: string;
}

export class BindingsFile {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  /** @throws Error, where the source has kept nothing in this folder. */
  constructor(stateDir: string, now: () => number = Date.now) {
    const file = join(stateDir, STORE_FILE);
    if (!existsSync(file))
      throw new Error(`The source must have kept bindings, but there is no file ${file}.`);
    this.#database = openDatabase(file);
    this.#now = now;
  }

  /** Everything that is bound, was bound, or cannot be, by native id. */
  list(): ListedObject[] {
    const pins = new Map(readPins(this.#database).map((pin) => [pin.nativeId, pin]));
    const objects = new Map<string, ListedObject>();
    for (const row of this.#database.prepare('SELECT * FROM bindings').all()) {
      const one = ofBinding(row, pins.get(String(row['native_id'])) ?? null);
      objects.set(one.nativeId, one);
    }
    for (const row of this.#database.prepare('SELECT * FROM verdicts').all()) {
      const nativeId = String(row['native_id']);
      objects.set(nativeId, ofVerdict(row, objects.get(nativeId), pins.get(nativeId) ?? null));
    }
    return [...objects.values()].sort((a, b) => (a.nativeId < b.nativeId ? -1 : 1));
  }

  find(nativeId: string): ListedObject | null {
    return this.list().find((one) => one.nativeId === nativeId) ?? null;
  }

  /** What was done to one object, or to all; the newest first. */
  history(nativeId: string | null, limit: number): HistoryEntry[] {
    const which = nativeId === null ? '' : 'WHERE native_id = ?';
    return this.#database
      .prepare(`SELECT * FROM history ${which} ORDER BY number DESC LIMIT ?`)
      .all(...(nativeId === null ? [] : [nativeId]), limit)
      .map(ofHistory);
  }

  /** This object is that resource, whatever else is known. @throws Error, whose message states the rule that is broken. */
  pin(nativeId: string, id: string, { operator, reason }: Word): void {
    if (parseId(id) === null)
      throw new Error(`The resource must be an id, <source>/<token>, but got: ${JSON.stringify(id)}.`);
    const names = this.list().map((one) => one.nativeId);
    if (!names.includes(nativeId))
      throw new Error(
        `The object must be one that the source has, but got: ${JSON.stringify(nativeId)}.${didYouMean(nativeId, names)}`,
      );
    const time = this.#time();
    const before = this.#pinOf(nativeId);
    inTransaction(this.#database, () => {
      this.#database
        .prepare(
          'INSERT OR REPLACE INTO pins (native_id, id, operator, reason, pinned_at) VALUES (?, ?, ?, ?, ?)',
        )
        .run(nativeId, id, operator, reason, time);
      this.#enter({
        time,
        actor: operator,
        action: 'PINNED',
        nativeId,
        before,
        after: id,
        evidence: ['PIN'],
        reason,
      });
    });
  }

  /** Takes a pin back: the object is looked up anew. @throws Error, where there is no pin. */
  unpin(nativeId: string, { operator, reason }: Word): void {
    const before = this.#pinOf(nativeId);
    if (before === null)
      throw new Error(`The object must be pinned, but is not: ${JSON.stringify(nativeId)}.`);
    const time = this.#time();
    inTransaction(this.#database, () => {
      this.#database.prepare('DELETE FROM pins WHERE native_id = ?').run(nativeId);
      this.#enter({
        time,
        actor: operator,
        action: 'UNPINNED',
        nativeId,
        before,
        after: null,
        evidence: [],
        reason,
      });
    });
  }

  close(): void {
    this.#database.close();
  }

  #pinOf(nativeId: string): string | null {
    return readPins(this.#database).find((pin) => pin.nativeId === nativeId)?.id ?? null;
  }

  #enter(entry: HistoryEntry): void {
    historian(this.#database)(entry);
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }
}

const texts = z.array(z.string());
const why = z.object({
  text: z.string(),
  findings: z.array(
    z.object({
      kind: z.string(),
      asked: texts,
      fits: texts,
      refused: z.array(z.object({ id: z.string(), why: z.string() })),
      complete: z.boolean(),
      lacking: z.string().exactOptional(),
    }),
  ),
  notAsked: z.array(z.object({ kind: z.string(), value: z.string(), within: z.string() })),
});

type Row = Record<string, SQLOutputValue>;

function ofBinding(row: Row, pin: Pin | null): ListedObject {
  const contested = row['contested'] !== null;
  return {
    nativeId: String(row['native_id']),
    name: String(row['name']),
    state: contested ? 'AMBIGUOUS' : 'BOUND',
    id: String(row['id']),
    evidence: texts.parse(JSON.parse(String(row['evidence']))),
    since: String(row['bound_at']),
    pin,
    why: contested
      ? { text: 'What is known of it speaks against its binding.', findings: [], notAsked: [] }
      : null,
  };
}

function ofVerdict(row: Row, bound: ListedObject | undefined, pin: Pin | null): ListedObject {
  return {
    nativeId: String(row['native_id']),
    name: String(row['name']),
    // What an operator has said in vain leaves a binding that stands as it is.
    state:
      bound?.state === 'BOUND' ? 'BOUND' : z.enum(['PENDING', 'UNKNOWN', 'AMBIGUOUS']).parse(row['state']),
    id: bound?.id ?? null,
    evidence: bound?.evidence ?? [],
    since: bound?.state === 'BOUND' ? bound.since : String(row['told_at']),
    pin,
    why: why.parse(JSON.parse(String(row['explanation']))),
  };
}

function ofHistory(row: Row): HistoryEntry {
  return {
    time: String(row['time']),
    actor: String(row['actor']),
    action: String(row['action']) as Action,
    nativeId: String(row['native_id']),
    before: textOrNull(row['before_id']),
    after: textOrNull(row['after_id']),
    evidence: texts.parse(JSON.parse(String(row['evidence']))),
    reason: textOrNull(row['reason']),
  };
}
