/** NetBox's REST API: which version it is, how its lists are read, in how many requests. Gives vendor rows. */
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { HttpClient } from '#adapters/kit/http/client.ts';
import type { Log } from '#adapters/kit/log.ts';
import { TributaryError } from '#schema/errors.ts';
import { refusal } from './auth.ts';
import { chunksOf, strangerIn } from './chunks.ts';
import type { Dialect, Parameter } from './dialects/dialect.ts';
import { dialectOf } from './dialects/dialects.ts';
import { Probe } from './probe.ts';
import { keyRow } from './types.ts';

export interface ClientSetup {
  readonly source: string;
  readonly http: HttpClient;
  readonly pageSize: number;
  readonly log: Log;
  /** Told how each request went. */
  readonly heard: (error: TributaryError | null) => void;
}

export interface ListRequest<Row extends { readonly id: string }> {
  /** Of a list, below /api/. */
  readonly path: string;
  readonly row: z.ZodType<Row>;
  readonly parameters?: readonly Parameter[];
  /** What a list is sorted by that is read by counting its rows: its keys, unless given. */
  readonly order?: string;
  /** How often a page is asked for that does not come; once, unless given. */
  readonly tries?: number;
  /** The list may be long: it is read page by page. */
  readonly signal: AbortSignal;
}

interface PageOf<Row> {
  readonly rows: Row[];
  /** Of all rows that have one, malformed ones too. */
  readonly keys: readonly string[];
  readonly more: boolean;
}

const envelope = z.object({
  results: z.array(z.unknown()),
  next: z.string().nullish(),
});

/** Before a page is asked for again. */
const PAUSE_MS = 1000;

/** How often a list that is read by counting its rows is begun again. */
const MOST_TRIES = 5;

export class NetboxClient {
  readonly #setup: ClientSetup;
  readonly #probe: Probe<Dialect>;
  #skipped = 0;

  constructor(setup: ClientSetup) {
    this.#setup = setup;
    this.#probe = new Probe(async (signal) =>
      dialectOf(setup.source, await this.#get('status', [], {}, signal)),
    );
  }

  /** Null before the first answer. */
  get dialect(): Dialect | null {
    return this.#probe.known;
  }

  /** How many malformed objects have been left out. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Asks for the version; only the first time, unless `again`. */
  probe(signal: AbortSignal, again = false): Promise<Dialect> {
    return again ? this.#probe.ask(signal) : this.#probe.get(signal);
  }

  /** All objects of a list in the order of their keys, page by page; strictly behind `after` where that is given. */
  async *pages<Row extends { readonly id: string }>(
    request: ListRequest<Row>,
    after: string | null = null,
  ): AsyncGenerator<readonly Row[]> {
    const dialect = await this.probe(request.signal);
    if (dialect.paging === 'offset') return yield* this.#counted(request, dialect);
    for (let last = after; ;) {
      const { rows, more, keys } = await this.#page(request, this.#position(dialect, last));
      yield rows;
      if (!more) return;
      last = keys.at(-1) ?? null;
      if (last === null) throw this.#bad(request.path, 'keys to read on from');
    }
  }

  /**
   * Rows can only be counted: each page begins with the last row of the one before. Where it does not, something came or went before
   * it, and everything is read again; rows may then be given twice.
   */
  async *#counted<Row extends { readonly id: string }>(
    request: ListRequest<Row>,
    dialect: Dialect,
  ): AsyncGenerator<readonly Row[]> {
    const sorted: readonly Parameter[] = [
      [dialect.orderedBy, request.order ?? 'id'],
      ['limit', String(this.#setup.pageSize + 1)],
    ];
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      let last: string | null = null;
      for (let offset = 0; ;) {
        const page: PageOf<Row> = await this.#page(request, [...sorted, ['offset', String(offset)]]);
        if (last !== null && page.keys[0] !== last) break;
        yield page.rows;
        if (!page.more || page.keys.length < 2) return;
        last = page.keys.at(-1) ?? null;
        offset += page.keys.length - 1;
      }
    }
    throw new TributaryError(
      'SOURCE_UNAVAILABLE',
      `The list ${request.path} changed again and again while it was read.`,
      { source: this.#setup.source },
    );
  }

  /** The first objects of a list, in an order of its own. */
  async first<Row extends { readonly id: string }>(
    request: ListRequest<Row>,
    count: number,
  ): Promise<readonly Row[]> {
    await this.probe(request.signal);
    const { rows } = await this.#page(request, [['limit', String(count)]]);
    return rows;
  }

  /** The objects that have one of these values in a parameter, in as few requests as their lengths allow. */
  async byValues<Row extends { readonly id: string }>(
    request: ListRequest<Row>,
    parameter: string,
    values: readonly string[],
  ): Promise<Row[]> {
    const { longestQuery } = await this.probe(request.signal);
    const chunks = chunksOf(parameter, [...new Set(values)], this.#setup.pageSize, longestQuery);
    const found = await Promise.all(chunks.map((chunk) => this.#chunk(request, parameter, chunk)));
    return found.flat();
  }

  /** A key that is gone makes NetBox refuse the whole question: it is asked again without that. */
  async #chunk<Row extends { readonly id: string }>(
    request: ListRequest<Row>,
    parameter: string,
    values: readonly string[],
  ): Promise<Row[]> {
    let asked = [...values];
    while (asked.length > 0) {
      const given = asked.map((value): Parameter => [parameter, value]);
      try {
        const rows = new Map<string, Row>();
        const parameters = [...(request.parameters ?? []), ...given];
        for await (const page of this.pages({ ...request, parameters }))
          for (const row of page) rows.set(row.id, row);
        // A server that drops a question it finds too long answers with everything.
        if (parameter === 'id' && [...rows.keys()].some((key) => !asked.includes(key)))
          throw this.#bad(request.path, 'what was asked for, and nothing else');
        return [...rows.values()];
      } catch (error) {
        const strange = strangerIn(error);
        if (strange === null || !asked.includes(strange)) throw error;
        asked = asked.filter((value) => value !== strange);
      }
    }
    return [];
  }

  #position(dialect: Dialect, last: string | null): readonly Parameter[] {
    const limit: Parameter = ['limit', String(this.#setup.pageSize)];
    if (dialect.paging === 'start')
      return [['start', last === null ? '0' : String(BigInt(last) + 1n)], limit];
    const ordered: readonly Parameter[] = [[dialect.orderedBy, 'id'], limit];
    return last === null ? ordered : [...ordered, ['id__gt', last]];
  }

  async #page<Row extends { readonly id: string }>(
    request: ListRequest<Row>,
    position: readonly Parameter[],
  ): Promise<PageOf<Row>> {
    for (let left = request.tries ?? 1; ; left--) {
      try {
        return await this.#pageOnce(request, position);
      } catch (error) {
        if (left <= 1 || !isPassing(error)) throw error;
        await pause(PAUSE_MS, undefined, { signal: request.signal, ref: false });
      }
    }
  }

  async #pageOnce<Row extends { readonly id: string }>(
    { path, row, parameters = [], signal }: ListRequest<Row>,
    position: readonly Parameter[],
  ): Promise<PageOf<Row>> {
    const dialect = await this.probe(signal);
    const all = [...dialect.parameters(path), ...parameters, ...position];
    const answer = envelope.safeParse(await this.#get(path, all, dialect.headers, signal)).data;
    if (!answer) throw this.#bad(path, 'a list');
    const rows: Row[] = [];
    const keys: string[] = [];
    for (const raw of answer.results) {
      const key = keyRow.safeParse(raw).data?.id;
      if (key !== undefined) keys.push(key);
      const parsed = row.safeParse(dialect.adapt(raw, path));
      if (parsed.success) rows.push(parsed.data);
      else this.#skip(path, parsed.error);
    }
    return {
      rows,
      keys,
      more: typeof answer.next === 'string' && answer.next !== '',
    };
  }

  async #get(
    path: string,
    parameters: readonly Parameter[],
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<unknown> {
    const query = parameters.length === 0 ? '' : `?${new URLSearchParams([...parameters]).toString()}`;
    try {
      const response = await this.#setup.http.request({ path: `/api/${path}/${query}`, headers, signal });
      const json = response.json();
      this.#setup.heard(null);
      return json;
    } catch (error) {
      const told = refusal(error);
      if (told instanceof TributaryError) this.#setup.heard(told);
      throw told;
    }
  }

  #skip(path: string, error: z.ZodError): void {
    if (this.#skipped === 0)
      this.#setup.log.warn(
        { path, fields: error.issues.map((issue) => issue.path.join('.')) },
        'Objects without what they must have are left out; later ones are counted only.',
      );
    this.#skipped += 1;
  }

  #bad(path: string, what: string): TributaryError {
    const { source } = this.#setup;
    return new TributaryError(
      'SOURCE_BAD_RESPONSE',
      `${source}: /api/${path}/ must answer with ${what}, but did not.`,
      {
        source,
      },
    );
  }
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof TributaryError &&
    (error.code === 'SOURCE_TIMEOUT' || error.code === 'SOURCE_UNAVAILABLE')
  );
}
