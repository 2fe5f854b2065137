/**
 * What is done from time to time: look whether the schema has what the mapping asks for, read which things of other sources the
 * database names, count the rows that cannot be records. Goes on trying while the database is away.
 */
import { setImmediate as othersFirst } from 'node:timers/promises';
import { type ErrorCode, TributaryError } from '#schema/errors.ts';
import type { Log } from '../kit/log.ts';
import type { Catalog, Joining } from './catalog.ts';
import { trimmed } from './convert.ts';
import type { ForeignObjects } from './foreign.ts';
import { batches } from './lookup.ts';
import { countLacking, selectDistinct, selectRows } from './query.ts';
import type { Reference } from './references.ts';
import type { Runner } from './runner.ts';
import type { Skipped } from './skipped.ts';
import { trusted } from './sql.ts';
import { cellKey } from './token.ts';

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;
/** How many rows are looked at before others in this process have their turn. */
const ROWS_AT_ONCE = 2000;
/** What no single relation is to blame for. */
const AWAY: ReadonlySet<ErrorCode> = new Set(['SOURCE_UNAVAILABLE', 'SOURCE_AUTH_FAILED']);

export interface UpkeepOptions {
  readonly source: string;
  readonly catalog: Catalog;
  readonly foreign: ForeignObjects;
  readonly skipped: Skipped;
  readonly refreshMs: number;
  readonly log: Log;
  runner(signal: AbortSignal): Runner;
  probed(fault: TributaryError | null): void;
}

export class Upkeep {
  readonly #options: UpkeepOptions;
  readonly #stop = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #retryMs = FIRST_RETRY_MS;
  #reported: string | null = null;

  constructor(options: UpkeepOptions) {
    this.#options = options;
    if (options.catalog.foreign.length === 0) options.foreign.allRead();
  }

  /** Resolves after the first try, however it went. */
  start(): Promise<void> {
    this.#running = this.#round();
    return this.#running;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #round(): Promise<void> {
    const { refreshMs, probed } = this.#options;
    const fault = await this.#once();
    if (this.#stop.signal.aborted) return;
    probed(fault);
    this.#report(fault);
    const delay = fault ? this.#retryMs : refreshMs;
    this.#retryMs = fault ? Math.min(this.#retryMs * 2, LAST_RETRY_MS) : FIRST_RETRY_MS;
    this.#timer = setTimeout(
      () => {
        this.#running = this.#round();
      },
      delay * (0.9 + Math.random() * 0.2),
    );
    this.#timer.unref();
  }

  async #once(): Promise<TributaryError | null> {
    const { catalog, foreign, source } = this.#options;
    const runner = this.#options.runner(this.#stop.signal);
    try {
      for (const one of relations(catalog)) await this.#probe(one, runner);
      foreign.beginRound();
      for (const one of catalog.foreign) await this.#observe(one, one.reference, runner);
      foreign.allRead();
      foreign.endRound();
      await this.#census(runner);
      return null;
    } catch (error) {
      if (error instanceof TributaryError) return error;
      const kind = error instanceof Error ? error.name : typeof error;
      return new TributaryError('INTERNAL_ERROR', `The look at the database failed (${kind}).`, { source });
    }
  }

  async #probe({ path, from, columns }: Joining, runner: Runner): Promise<void> {
    try {
      await runner.rows(selectRows({ from, columns }, trusted('1 = 0')));
    } catch (error) {
      if (!(error instanceof TributaryError) || AWAY.has(error.code)) throw error;
      const { code, message, source = this.#options.source } = error;
      throw new TributaryError(code, `${path}: ${message}`, { source });
    }
  }

  async #observe(from: Joining, reference: Reference, runner: Runner): Promise<void> {
    const spec = reference.foreign;
    if (!spec) return;
    const names = [
      ...reference.columns.map(({ column }) => column),
      spec.name,
      spec.within?.name ?? spec.name,
    ];
    const rows = await runner.rows(selectDistinct(from.from, names));
    for (const some of batches(rows, ROWS_AT_ONCE)) {
      const named = some.flatMap((row) => {
        const key = reference.columns.map((_, i) => cellKey(row[i], 'text'));
        const name = trimmed(row[reference.columns.length]);
        const withinName = trimmed(row[reference.columns.length + 1]);
        return name !== null && key.every((part) => part !== null) ? [{ key, name, withinName }] : [];
      });
      this.#options.foreign.observe(spec, named);
      await othersFirst();
    }
  }

  /** Counts what lists leave out; a count that takes too long is left out itself. */
  async #census(runner: Runner): Promise<void> {
    const { catalog, skipped, log } = this.#options;
    for (const type of [...catalog.resources, ...catalog.services, ...catalog.customers]) {
      for (const { reason, condition } of type.lacks) {
        try {
          const rows = await runner.rows(countLacking(type, condition));
          skipped.set(type.name, reason, Number(rows[0]?.[0] ?? 0));
        } catch (error) {
          if (!(error instanceof TributaryError) || error.code !== 'SOURCE_TIMEOUT') throw error;
          log.debug({ type: type.name, reason }, 'Rows that are left out could not be counted in time.');
        }
      }
    }
  }

  /** Once per change, however often it is tried. */
  #report(fault: TributaryError | null): void {
    const { log } = this.#options;
    const told = fault?.message ?? null;
    if (told === this.#reported) return;
    this.#reported = told;
    if (fault) log.warn({ code: fault.code, reason: fault.message }, 'The database cannot be used.');
    else log.info({}, 'The database can be used as the mapping says.');
  }
}

function relations({ resources, services, customers, supports, builds, relationships }: Catalog): Joining[] {
  const types = Object.entries({ resources, services, customers }).flatMap(([kind, list]) =>
    list.map((type): Joining => ({ path: `${kind}.${type.name}`, from: type.from, columns: type.columns })),
  );
  const merges = resources.flatMap((type) => type.merges ?? []);
  // Those of a support's own relation are among its columns.
  const containers = supports.flatMap(({ path, inside }) => inside.filter((one) => one.path !== path));
  const others = [...new Map(containers.map((one) => [one.path, one])).values()];
  return [...types, ...merges, ...supports, ...others, ...builds, ...relationships];
}
