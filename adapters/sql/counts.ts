/**
 * How many rows statements count. Where the database tells that nobody has written since, a count is as before and is not made
 * again: it looks at every row that it counts, and every page of a long list asks for the same one. Not for ever: a relation of a
 * mapping may look at the clock.
 */
import { LeastRecent } from '../kit/least-recent.ts';
import type { SqlClient } from './client.ts';
import type { Sql } from './sql.ts';

/** So many counts are kept, none whose statement and values are longer. */
const MOST_KEPT = 1000;
const MOST_CHARACTERS = 4000;
const KEPT_MS = 30_000;

interface Count {
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
}

export class Counts {
  readonly #client: Pick<SqlClient, 'mark' | 'rows'>;
  /** By statement and values, as of #mark. */
  readonly #kept = new LeastRecent<Count>(MOST_KEPT);
  readonly #now: () => number;
  #mark: string | null = null;

  constructor(client: Pick<SqlClient, 'mark' | 'rows'>, now: () => number) {
    this.#client = client;
    this.#now = now;
  }

  /** The first cell of the only row of each. @throws TributaryError, or the signal's reason where it was aborted. */
  async of(statements: readonly Sql[], signal: AbortSignal): Promise<number[]> {
    if (statements.length === 0) return [];
    // Told before anything is counted: what is written meanwhile makes it another one.
    const mark = await this.#client.mark(signal);
    if (mark !== this.#mark) this.#kept.clear();
    this.#mark = mark;
    return Promise.all(statements.map((statement) => this.#count(statement, mark, signal)));
  }

  async #count(statement: Sql, mark: string | null, signal: AbortSignal): Promise<number> {
    const key = keyOf(statement);
    const kept = this.#kept.get(key);
    const madeAt = this.#now();
    if (kept && madeAt - kept.madeAt < KEPT_MS) return kept.count;
    const [row] = await this.#client.rows(statement, signal);
    const count = Number(row?.[0] ?? 0);
    const isSo = mark !== null && mark === this.#mark;
    if (isSo && key.length <= MOST_CHARACTERS) this.#kept.set(key, { count, madeAt });
    return count;
  }
}

function keyOf({ text, values }: Sql): string {
  return JSON.stringify([text, values], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}
