/**
 * `npm run gateway`: the gateway of a configuration. The one file of this room that knows how sources are opened, so that everything
 * else sees members only.
 */
import type { Logger } from 'pino';
import type { Modules } from '#adapters/kit/config/cross-checks.ts';
import { listenFault } from '#adapters/kit/config/listen-fault.ts';
import { loadConfiguration } from '#adapters/kit/config/load.ts';
import type { Configuration, SourceConfiguration } from '#adapters/kit/config/schema.ts';
import { adapters as registry } from '#adapters/registry.ts';
import { DOMAINS } from '#schema/domains.ts';
import { TributaryError } from '#schema/errors.ts';
import type { Member } from '#schema/ports/member.ts';
import { openSources } from '#subgraphs/host/open-sources.ts';
import { readEnvironment } from './environment.ts';
import { LocalGraph } from './local-graph.ts';
import { createLog } from './log.ts';
import { type HttpMember, createHttpMember } from './members/http-member.ts';
import { healthOfMembers } from './members/source-health.ts';
import { sourceTable } from './source-table.ts';
import { type RunningGateway, serveGateway } from './start.ts';

export interface GatewayOptions {
  readonly configuration: Configuration;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** The folder under which sources keep what must survive a restart. */
  readonly stateRoot: string;
  readonly log: Logger;
  /** The adapters that there are; without it, those of the registry. */
  readonly modules?: Modules;
}

/** Of a member whose configuration does not say. */
const MEMBER_LIMITS = { timeoutMs: 5000, maxResponseBytes: 32 * 1024 * 1024 };
/** A stop takes no longer, whatever hangs. */
const STOP_MS = 4500;

/**
 * Serves, and lets the sources begin to work beside.
 * @throws TributaryError CONFIGURATION_INVALID, or an Error where the port cannot be had; then nothing is left open.
 */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { configuration, log, modules = registry } = options;
  const graph = new LocalGraph();
  const opened = await openSources(configuration, { graph, log, stateRoot: options.stateRoot, modules });
  const remote = [
    ...configuration.sources.flatMap((source) => membersElsewhere(source, modules)),
    ...configuration.members.map((member) => createHttpMember({ ...MEMBER_LIMITS, ...member })),
  ];
  const closeMembers = async (): Promise<void> => {
    await opened.close();
    await Promise.all(remote.map((member) => member.close()));
  };
  try {
    const gateway = await serveGateway({
      host: options.host,
      port: options.port,
      log,
      members: inOrderOf(configuration, [...opened.members, ...remote]),
      precedence: configuration.precedence,
      sources: [
        ...opened.adapters.map((adapter) => ({ source: adapter.source, status: () => adapter.status() })),
        ...healthOfMembers(remote),
      ],
      graph,
      deadlineMs: configuration.gateway.deadlineMs,
      maxBodyBytes: configuration.gateway.maxBodyBytes,
      closeMembers,
    });
    opened.start().catch((error: unknown) => log.error({ err: error }, 'sources could not be started'));
    return gateway;
  } catch (error) {
    await closeMembers();
    throw error;
  }
}

/** A source with an endpoint is served there by an adapter subgraph of its own, one path per domain. */
function membersElsewhere(source: SourceConfiguration, modules: Modules): HttpMember[] {
  const { endpoint, name, regions, timeoutMs, maxResponseBytes } = source;
  const domains = modules.get(source.adapter)?.manifest.domains;
  if (endpoint === undefined || !domains) return [];
  return DOMAINS.flatMap((domain) => {
    const known = domains[domain];
    if (!known) return [];
    const { role, contributes = {} } = known;
    return createHttpMember({
      domain,
      source: name,
      url: `${endpoint}/${domain}`,
      role,
      contributes,
      regions,
      timeoutMs,
      maxResponseBytes,
    });
  });
}

/** Precedence is the order of the configuration, wherever a source is served. */
function inOrderOf(configuration: Configuration, members: readonly Member[]): Member[] {
  const names = configuration.sources.map(({ name }) => name);
  const place = (member: Member): number => {
    const index = names.indexOf(member.source);
    return index < 0 ? names.length : index;
  };
  return members.toSorted((a, b) => place(a) - place(b));
}

async function main(): Promise<void> {
  const { config, host, port, stateRoot, logLevel } = readEnvironment(process.env);
  const configuration = loadConfiguration(config, registry, process.env);
  const log = createLog(logLevel ?? configuration.gateway.logLevel);
  const gateway = await startGateway({ configuration, host, port, stateRoot, log });
  if (!/^(127\.|localhost$|::1$)/.test(host))
    log.warn(
      { host },
      'Nobody is asked who they are yet: whoever reaches this address reads the graph and acts on alarms.',
    );
  console.log(`Tributary serves ${gateway.url}/graphql, GraphiQL at ${gateway.url}/`);
  console.log(sourceTable(gateway.members.members));
  let stopping = false;
  const stop = (): void => {
    // Ctrl+C may come twice: from the terminal, and from npm.
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    gateway.close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** The message of what an operator can mend; the whole of what only we can. */
function fail(error: unknown): never {
  console.error(listenFault(error) ?? (error instanceof TributaryError ? error.message : error));
  process.exit(1);
}

if (import.meta.main) await main().catch(fail);
