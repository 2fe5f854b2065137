/** What is kept of bindings besides the bindings themselves, and how its rows are read and written. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Binding, BindingState } from './binder.ts';
import type { Explanation } from './findings.ts';

export interface StoredBinding extends Binding {
  /** What the source called the object when it was bound. */
  readonly name: string;
  /** What operators said that decided, as text; null where nobody did. */
  readonly alias: string | null;
  /** Its strong identifiers when it was last looked at, as text; null where it has none, or nobody has looked. */
  readonly observed: string | null;
  /** Not null: set aside, because of evidence against it, or because what it is in was set aside. */
  readonly contested: 'EVIDENCE' | 'OUTER' | null;
}

/** An operator's word about one object. */
export interface Pin {
  readonly nativeId: string;
  /** The id of the resource that it is. */
  readonly id: string;
  readonly operator: string;
  readonly reason: string;
  /** RFC 3339. */
  readonly pinnedAt: string;
}

/** Why an object is on nothing. */
export interface StoredVerdict {
  readonly nativeId: string;
  readonly name: string;
  readonly state: Exclude<BindingState, 'BOUND'>;
  readonly explanation: Explanation;
  /** RFC 3339. */
  readonly toldAt: string;
}

/**
 * BOUND, MOVED to another resource by an operator's word, MERGED with the resource it is on, CONTESTED by evidence, RESTORED when that
 * was gone, RELEASED to be looked up anew; PINNED and UNPINNED by an operator.
 */
export type Action =
  'BOUND' | 'MOVED' | 'MERGED' | 'CONTESTED' | 'RESTORED' | 'RELEASED' | 'PINNED' | 'UNPINNED';

export interface HistoryEntry {
  /** RFC 3339. */
  readonly time: string;
  /** `binder`, or the operator. */
  readonly actor: string;
  readonly action: Action;
  readonly nativeId: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly evidence: readonly string[];
  readonly reason: string | null;
}

export function readPins(database: DatabaseSync): Pin[] {
  return database
    .prepare('SELECT native_id, id, operator, reason, pinned_at FROM pins')
    .all()
    .map((row) => ({
      nativeId: String(row['native_id']),
      id: String(row['id']),
      operator: String(row['operator']),
      reason: String(row['reason']),
      pinnedAt: String(row['pinned_at']),
    }));
}

/** Writes to the history. */
export function historian(database: DatabaseSync): (entry: HistoryEntry) => void {
  const insert = database.prepare(
    `INSERT INTO history (time, actor, action, native_id, before_id, after_id, evidence, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (entry) => {
    const { time, actor, action, nativeId, before, after, evidence, reason } = entry;
    insert.run(time, actor, action, nativeId, before, after, JSON.stringify(evidence), reason);
  };
}

export function textOrNull(value: SQLOutputValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
