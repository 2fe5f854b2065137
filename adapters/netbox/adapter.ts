/** NetBox behind the inventory port: ports = client + map, and an index for lists. */
import { join } from 'node:path';
import { type Loop, createLoop } from '#adapters/kit/loop.ts';
import type { AdapterTools } from '#adapters/kit/module.ts';
import type { HttpClient } from '#adapters/kit/http/client.ts';
import type { Adapter, Hook, SourceStatus } from '#schema/ports/adapter.ts';
import { TributaryError } from '#schema/errors.ts';
import { tokenStrategy } from './auth.ts';
import { NetboxClient } from './client.ts';
import type { NetboxOptions } from './config.ts';
import { IndexStore } from './index-store.ts';
import { changeHook } from './webhook.ts';
import { NetboxInventory } from './inventory.ts';
import manifest from './manifest.json' with { type: 'json' };
import { Places } from './places.ts';
import { Reader } from './reader.ts';
import { Regions } from './regions.ts';
import { Readiness } from './readiness.ts';
import { Status } from './status.ts';
import { Synchroniser } from './synchroniser.ts';

const RETRY_MS = 2000;

export class NetboxAdapter implements Adapter {
  readonly source: string;
  readonly inventory: NetboxInventory;
  readonly hooks: readonly Hook[];
  readonly #client: NetboxClient;
  readonly #http: HttpClient;
  readonly #index: IndexStore;
  readonly #status: Status;
  readonly #loop: Loop;
  #closed: Promise<void> | undefined;

  constructor(options: NetboxOptions, tools: AdapterTools) {
    const { source, log, regions: configured, limits } = tools;
    const now = (): number => tools.now();
    this.source = source;
    this.#status = new Status(now);
    this.#http = tools.http({ baseUrl: options.url, token: tokenStrategy(options.token) });
    const { pageSize } = options;
    const heard = (error: TributaryError | null): void => this.#status.heard(error);
    const client = new NetboxClient({ source, http: this.#http, pageSize, log, heard });
    const of = JSON.stringify([source, options.url, configured, options.identifiers, options.clli]);
    const index = new IndexStore(join(tools.stateDir, 'netbox-index.sqlite'), of);
    const reader = new Reader({ source, client, options, now });
    const regions = new Regions(client, configured, now);
    const places = new Places({ client, reader, index, regions });
    const reconcileMs = options.reconcileSeconds * 1000;
    const synchroniser = new Synchroniser({ source, client, reader, index, regions, reconcileMs, log, now });
    const readiness = new Readiness(source, limits.timeoutMs);
    this.#client = client;
    this.#index = index;
    this.#loop = createLoop(async (signal) => {
      try {
        await synchroniser.step(signal);
        readiness.reached();
        return options.pollSeconds * 1000;
      } catch (error) {
        if (signal.aborted) return 0;
        readiness.failed(error);
        log.warn({ err: error }, 'NetBox could not be read; it is tried again.');
        return Math.max(RETRY_MS, options.pollSeconds * 1000);
      }
    });
    const { webhookSecret } = options;
    this.hooks = webhookSecret ? [changeHook(webhookSecret, () => this.#loop.hasten())] : [];
    const ready = (signal: AbortSignal): Promise<void> => readiness.wait(signal);
    this.inventory = new NetboxInventory({
      source,
      options,
      client,
      reader,
      places,
      index,
      regions,
      synchroniser,
      ready,
    });
  }

  can(capability: string): boolean {
    return manifest.domains.inventory.capabilities.includes(capability);
  }

  /** Does not wait for the index: reading a large NetBox takes long. */
  async start(): Promise<void> {
    this.#loop.start().catch(() => undefined);
    await this.#client.probe(AbortSignal.timeout(RETRY_MS)).catch(() => undefined);
  }

  status(): SourceStatus {
    return this.#status.current(this.#client.dialect?.version ?? null);
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#end());
  }

  async #end(): Promise<void> {
    await this.#loop.close();
    await this.#http.close();
    this.#index.close();
  }
}
