/** Rows that are left out because they lack what a record must have: counted per type and reason, logged once each. */
import type { Log } from '../kit/log.ts';

const MOST_KEYS = 10_000;

export class Skipped {
  readonly #log: Log;
  readonly #rows = new Map<string, Set<string>>();
  readonly #counted = new Map<string, number>();
  readonly #logged = new Set<string>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** One row that could not be used. `row` tells it from others, so that it is counted once however often it is read. */
  add(type: string, reason: string, row: string): void {
    const name = `${type}: ${reason}`;
    const rows = this.#rows.get(name) ?? new Set();
    this.#rows.set(name, rows);
    if (rows.size < MOST_KEYS) rows.add(row);
    this.#tell(type, reason, rows.size);
  }

  /** How many rows the database counted. */
  set(type: string, reason: string, count: number): void {
    this.#counted.set(`${type}: ${reason}`, count);
    if (count > 0) this.#tell(type, reason, count);
  }

  /** Rows left out, by "type: reason". */
  get counts(): Readonly<Record<string, number>> {
    const counts = new Map(this.#counted);
    for (const [name, rows] of this.#rows) counts.set(name, (counts.get(name) ?? 0) + rows.size);
    return Object.fromEntries([...counts].filter(([, count]) => count > 0));
  }

  #tell(type: string, reason: string, count: number): void {
    const name = `${type}: ${reason}`;
    if (this.#logged.has(name)) return;
    this.#logged.add(name);
    this.#log.warn({ type, reason, count }, 'Rows are left out; later ones are counted only.');
  }
}
