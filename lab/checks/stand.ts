/** Gateways over the systems of the embedded estate: in one process, or with every source behind a counting proxy. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { pino } from 'pino';
import { parse, stringify } from 'yaml';
import { loadConfiguration } from '#adapters/kit/config/load.ts';
import type { AdapterModule } from '#adapters/kit/module.ts';
import { adapters } from '#adapters/registry.ts';
import { startGateway } from '#gateway/start-configured.ts';
import { serveConfigured } from '#subgraphs/host/serve-configured.ts';
import { STANDING } from '../estate/until-in-sync.ts';
import { within } from '../real/testing/within.ts';
import { dataOf, readiness } from './ask.ts';
import { type CountingProxy, type SeenRequest, startCountingProxy } from './counting-proxy.ts';

/** A source as it stands in tributary.yaml. */
export interface SourceEntry {
  readonly name: string;
  readonly adapter: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly identity?: Readonly<Record<string, unknown>>;
}

export interface Stand {
  readonly url: string;
  close(): Promise<void>;
}

export interface StandOptions {
  /** The path of tributary.yaml. */
  readonly configuration: string;
  readonly stateRoot: string;
  readonly modules?: ReadonlyMap<string, AdapterModule>;
  readonly log?: Logger;
  /** The environment, where secrets are; without it, an empty one. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface ProxiedStand extends Stand {
  /** By the name of the source. */
  readonly proxies: ReadonlyMap<string, CountingProxy>;
  /** What clients have caused since `forget`. Binders ask too, when it is time for them, and always for what is around a resource. */
  requests(): (SeenRequest & { readonly member: string })[];
  /** Everybody passes, and nothing has been asked. */
  forget(): void;
}

/** No query of these checks asks for it. */
const BY_BINDERS = 'ancestorIds';
/** Of inventory it has nothing but names of what others hold, and no query of these checks asks for those. */
const SERVICES_ALONE = 'service-inventory';
const SETTLE_MS = 60_000;
export const SILENT = pino({ level: 'silent' });

/** A copy of a configuration, beside it, with every source changed. Gives its path. */
export function changedCopy(
  configuration: string,
  name: string,
  change: (source: SourceEntry) => object,
): string {
  const file = parse(readFileSync(configuration, 'utf8')) as { sources: SourceEntry[] };
  const path = join(dirname(configuration), name);
  writeFileSync(path, stringify({ ...file, sources: file.sources.map(change) }));
  return path;
}

/** Everything in this process. */
export async function startStand({
  configuration,
  stateRoot,
  modules = adapters,
  log = SILENT,
  env = {},
}: StandOptions): Promise<Stand> {
  return startGateway({
    configuration: loadConfiguration(configuration, modules, env),
    host: '127.0.0.1',
    port: 0,
    stateRoot,
    log,
    modules,
  });
}

/** Every source as an adapter subgraph on a port of its own, reached through a counting proxy. */
export async function startProxiedStand(
  { configuration, stateRoot }: StandOptions,
  limits: { readonly timeoutMs: number },
): Promise<ProxiedStand> {
  const proxies = new Map<string, CountingProxy>();
  const { sources } = parse(readFileSync(configuration, 'utf8')) as { sources: SourceEntry[] };
  for (const { name } of sources) proxies.set(name, await startCountingProxy());
  const remote = changedCopy(configuration, 'behind-proxies.yaml', (source) => ({
    ...source,
    ...limits,
    endpoint: proxies.get(source.name)?.url,
    ...(source.name === SERVICES_ALONE && { domains: ['services'] }),
  }));
  const gateway = await startStand({ configuration: remote, stateRoot });
  const hosts: Stand[] = [];
  for (const [source, proxy] of proxies) {
    const command = {
      source,
      config: configuration,
      graph: `${gateway.url}/graphql`,
      state: stateRoot,
      host: '127.0.0.1',
      port: 0,
      logLevel: 'silent',
    };
    const host = await serveConfigured(command, { env: {} });
    proxy.target = host.url;
    hosts.push(host);
  }
  return {
    url: gateway.url,
    proxies,
    requests: () =>
      [...proxies].flatMap(([member, { requests }]) =>
        requests.filter(({ query }) => !query.includes(BY_BINDERS)).map((one) => ({ ...one, member })),
      ),
    forget() {
      for (const proxy of proxies.values()) {
        proxy.requests.length = 0;
        for (const domain of ['inventory', 'faults', 'services']) proxy.behave(`/${domain}`, 'PASS');
      }
    },
    async close() {
      for (const host of hosts) await host.close();
      await gateway.close();
      for (const proxy of proxies.values()) await proxy.close();
    },
  };
}

/** Every source has been read, and everything that it names has been looked up. */
export async function settled({ url }: Stand): Promise<void> {
  await within(SETTLE_MS, 'Alarms and bindings', async () => {
    if ((await readiness(url)).missing.length > 0) return false;
    const data = await dataOf<object>(url, STANDING);
    return !/"complete":false|"pendingObjects":[1-9]|"syncState":"(?!IN_SYNC)/.test(JSON.stringify(data));
  });
}
