/** NetBox's REST API: which version it is, how its lists are read, in how many requests. Gives vendor rows. */
import * as z from 'zod';
import type { HttpClient } from '#adapters/kit/http/client.ts';
import type { Log } from '#adapters/kit/log.ts';
import { TributaryError } from '#schema/errors.ts';
import { refusal } from './auth.ts';
import type { Dialect, Parameter } from './dialects/dialect.ts';
import { dialectOf } from './dialects/dialects.ts';
import { Probe } from './probe.ts';

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
  /** The list may be long: it is read page by page. */
  readonly signal: AbortSignal;
}

const envelope = z.object({
  results: z.array(z.unknown()),
  next: z.string().nullish(),
});

/** Behind 8190 bytes of nginx and gunicorn, with room for the path. */
const MAX_QUERY = 6000;

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
    let last = after;
    let read = 0;
    for (;;) {
      const { rows, received, more, lastKey } = await this.#page(
        request,
        this.#position(dialect, last, read),
      );
      yield rows;
      read += received;
      if (!more || received === 0) return;
      if (lastKey === null && dialect.paging !== 'offset')
        throw this.#bad(request.path, 'keys to read on from');
      last = lastKey ?? last;
    }
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
    const chunks = chunksOf(parameter, [...new Set(values)], this.#setup.pageSize);
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
        const rows: Row[] = [];
        const parameters = [...(request.parameters ?? []), ...given];
        for await (const page of this.pages({ ...request, parameters })) rows.push(...page);
        return rows;
      } catch (error) {
        const strange = strangerIn(error);
        if (strange === null || !asked.includes(strange)) throw error;
        asked = asked.filter((value) => value !== strange);
      }
    }
    return [];
  }

  #position(dialect: Dialect, last: string | null, read: number): readonly Parameter[] {
    const limit: Parameter = ['limit', String(this.#setup.pageSize)];
    if (dialect.paging === 'start')
      return [['start', last === null ? '0' : String(BigInt(last) + 1n)], limit];
    const ordered: readonly Parameter[] = [['ordering', 'id'], limit];
    if (dialect.paging === 'offset') return [...ordered, ['offset', String(read)]];
    return last === null ? ordered : [...ordered, ['id__gt', last]];
  }

  async #page<Row extends { readonly id: string }>(
    { path, row, parameters = [], signal }: ListRequest<Row>,
    position: readonly Parameter[],
  ): Promise<{ rows: Row[]; received: number; more: boolean; lastKey: string | null }> {
    const dialect = await this.probe(signal);
    const all = [...dialect.parameters, ...parameters, ...position];
    const answer = envelope.safeParse(await this.#get(path, all, dialect.headers, signal)).data;
    if (!answer) throw this.#bad(path, 'a list');
    const rows: Row[] = [];
    for (const raw of answer.results) {
      const parsed = row.safeParse(dialect.adapt(raw));
      if (parsed.success) rows.push(parsed.data);
      else this.#skip(path, parsed.error);
    }
    return {
      rows,
      received: answer.results.length,
      more: typeof answer.next === 'string' && answer.next !== '',
      lastKey: rows.at(-1)?.id ?? null,
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

/** Values in questions of at most so many, and of at most so many bytes. */
export function chunksOf(parameter: string, values: readonly string[], most: number): string[][] {
  const chunks: string[][] = [];
  let length = MAX_QUERY;
  for (const value of values) {
    const longer = parameter.length + encodeURIComponent(value).length + 2;
    const current = chunks.at(-1);
    if (!current || length + longer > MAX_QUERY || current.length >= most) {
      chunks.push([value]);
      length = longer;
    } else {
      current.push(value);
      length += longer;
    }
  }
  return chunks;
}

function strangerIn(error: unknown): string | null {
  if (!(error instanceof TributaryError) || error.code !== 'SOURCE_REFUSED') return null;
  return /Select a valid choice\. (\S+) is not one of/.exec(error.message)?.[1] ?? null;
}
