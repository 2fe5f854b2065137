/** A mapped database as a source: ports = client + mapping. */
import type { Domain } from '#schema/domains.ts';
import type { Adapter, SourceStatus } from '#schema/ports/adapter.ts';
import type { AdapterTools } from '../kit/module.ts';
import { type Catalog, compileMapping, targetsOf } from './catalog.ts';
import { SqlClient } from './client.ts';
import type { SqlOptions } from './config.ts';
import type { MappingContext } from './context.ts';
import { Counts } from './counts.ts';
import { dialectOf } from './dialects/dialects.ts';
import { ForeignObjects } from './foreign.ts';
import { SqlInventory } from './inventory.ts';
import manifest from './manifest.json' with { type: 'json' };
import { runnerOf } from './runner.ts';
import { SqlServices } from './services.ts';
import { Skipped } from './skipped.ts';
import { Status } from './status.ts';
import { Upkeep } from './upkeep.ts';

export class SqlAdapter implements Adapter {
  readonly source: string;
  readonly inventory: SqlInventory;
  readonly services: SqlServices;
  readonly domains: readonly Domain[];
  readonly #client: SqlClient;
  readonly #status: Status;
  readonly #skipped: Skipped;
  readonly #upkeep: Upkeep;
  #closed: Promise<void> | undefined;

  constructor(options: SqlOptions, tools: AdapterTools) {
    const { mapping } = options;
    if (!options.dialect || !mapping)
      throw new TypeError('A source must be opened in the process that read its mapping.');
    const dialect = dialectOf(options.dialect);
    this.source = tools.source;
    this.#status = new Status(() => tools.now());
    this.#skipped = new Skipped(tools.log);
    const statementTimeoutMs = options.statementTimeoutMs ?? tools.limits.timeoutMs;
    this.#client = new SqlClient({
      source: tools.source,
      dialect,
      settings: {
        target: () => options.url?.reveal() ?? options.file ?? '',
        schema: options.schema ?? null,
        statementTimeoutMs,
      },
      // SQLite answers in this process: a second connection would only wait for the first.
      maxConnections: dialect.name === 'sqlite' ? 1 : options.maxConnections,
      sent: () => tools.sent(),
      heard: (outcome) => this.#status.heard(outcome),
    });
    const foreign = new ForeignObjects(tools.binder, () => tools.now());
    const context: MappingContext = {
      source: tools.source,
      dialect,
      skipped: this.#skipped,
      foreign,
      now: () => tools.now(),
      rules: { zone: mapping.timezone, pivot: mapping.pivot },
      region: mapping.region ?? (tools.regions.length === 1 ? (tools.regions[0] ?? null) : null),
      ...targetsOf(mapping),
    };
    const catalog = compileMapping(mapping, context);
    const counts = new Counts(this.#client, () => tools.now());
    const ports = {
      source: tools.source,
      catalog,
      foreign,
      runner: (call: { readonly signal: AbortSignal }) => runnerOf(this.#client, counts, dialect, call),
      mark: (call: { readonly signal: AbortSignal }) => this.#client.mark(call.signal),
    };
    this.inventory = new SqlInventory(ports);
    this.services = new SqlServices(ports);
    this.domains = domainsIn(catalog);
    this.#upkeep = new Upkeep({
      source: tools.source,
      catalog,
      foreign,
      skipped: this.#skipped,
      refreshMs: options.refreshMs,
      log: tools.log,
      runner: (signal) => runnerOf(this.#client, counts, dialect, { signal }),
      probed: (fault) => this.#status.probed(fault),
    });
  }

  can(capability: string): boolean {
    return Object.values(manifest.domains).some((domain) =>
      (domain.capabilities as readonly string[]).includes(capability),
    );
  }

  start(): Promise<void> {
    return this.#upkeep.start();
  }

  status(): SourceStatus {
    return this.#status.current;
  }

  /** How many rows were left out, by "type: reason". */
  get skipped(): Readonly<Record<string, number>> {
    return this.#skipped.counts;
  }

  /** How many statements were sent: what a test counts. */
  get statements(): number {
    return this.#client.statements;
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#end());
  }

  async #end(): Promise<void> {
    const stopped = this.#upkeep.stop();
    await this.#client.close();
    await stopped;
  }
}

/** What a mapping maps nothing of, its database has nothing to say of. By what it calls another inventory's things they are found too. */
function domainsIn({ resources, relationships, foreign, services, customers }: Catalog): Domain[] {
  return [
    ...(resources.length + relationships.length + foreign.length > 0 ? (['inventory'] as const) : []),
    ...(services.length + customers.length > 0 ? (['services'] as const) : []),
  ];
}
