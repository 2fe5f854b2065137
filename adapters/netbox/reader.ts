/** Records by their ids, read from NetBox itself: client + map. */
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { NetboxClient } from './client.ts';
import type { NetboxOptions } from './config.ts';
import type { Dialect, Parameter } from './dialects/dialect.ts';
import { byType } from './ids.ts';
import { type MapContext, type Mapped, NO_SUPPLEMENTS, type Supplements } from './map.ts';
import { type Places, placed } from './places.ts';
import { RECORD_TYPES, type RecordTypeName, type Row } from './record-types.ts';
import { SupplementReader } from './supplements.ts';

export interface ReaderParts {
  readonly source: string;
  readonly client: NetboxClient;
  readonly options: NetboxOptions;
  readonly now: () => number;
}

export class Reader {
  readonly #parts: ReaderParts;
  readonly supplements: SupplementReader;

  constructor(parts: ReaderParts) {
    this.#parts = parts;
    this.supplements = new SupplementReader(parts.source, parts.client, parts.now);
  }

  /** The rows of these ids, by model. */
  async rows(ids: Iterable<string>, signal: AbortSignal): Promise<Map<RecordTypeName, Row[]>> {
    const { client, source } = this.#parts;
    const dialect = await client.probe(signal);
    const wanted = byType(ids, source, dialect);
    const read = await Promise.all(
      [...wanted].map(async ([type, objects]) => {
        const keys = objects.map(({ key }) => key);
        return [type, await this.rowsBy(type, 'id', keys, signal)] as const;
      }),
    );
    return new Map(read);
  }

  /** The rows of a model that have one of these values in a parameter. */
  rowsBy(
    type: RecordTypeName,
    parameter: string,
    values: readonly string[],
    signal: AbortSignal,
    parameters: readonly Parameter[] = [],
  ): Promise<Row[]> {
    const { path, row } = RECORD_TYPES[type];
    return this.#parts.client.byValues({ path, row, parameters, signal }, parameter, values);
  }

  /** What the rows say by themselves: for the index, and for places. */
  bare(type: RecordTypeName, rows: readonly Row[], dialect: Dialect): Mapped[] {
    return this.#map(type, rows, dialect, NO_SUPPLEMENTS);
  }

  /** Whole records of rows, each with what contains it. */
  async records(
    rows: ReadonlyMap<RecordTypeName, readonly Row[]>,
    places: Places,
    signal: AbortSignal,
  ): Promise<Map<string, ResourceRecord>> {
    const dialect = await this.#parts.client.probe(signal);
    const supplements = await this.supplements.read(rows, signal);
    const mapped = [...rows].flatMap(([type, some]) => this.#map(type, some, dialect, supplements));
    const chains = await places.around(mapped, signal);
    return new Map(mapped.map((one) => [one.record.id, placed(one, chains(one))]));
  }

  /** What else a mapping needs to know. */
  context(dialect: Dialect, supplements: Supplements = NO_SUPPLEMENTS): MapContext {
    const { source, options, now } = this.#parts;
    return { source, dialect, options, supplements, asOf: new Date(now()).toISOString() };
  }

  #map(type: RecordTypeName, rows: readonly Row[], dialect: Dialect, supplements: Supplements): Mapped[] {
    const context = this.context(dialect, supplements);
    return rows.map((row) => RECORD_TYPES[type].map(row, context));
  }
}
