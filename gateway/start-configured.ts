/**
 * The gateway of a configuration, which it follows while it serves. This file and `parties.ts` are the ones of this room that know how
 * sources are opened, so that everything else sees members only.
 */
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import type { Modules } from '#adapters/kit/config/cross-checks.ts';
import { loadConfiguration } from '#adapters/kit/config/load.ts';
import type { Configuration } from '#adapters/kit/config/schema.ts';
import { watchFile } from '#adapters/kit/config/watch-file.ts';
import { adapters as registry } from '#adapters/registry.ts';
import { readTrustedDocuments } from './documents/trusted-documents.ts';
import { tellFixed } from './fixed-settings.ts';
import { LocalGraph } from './local-graph.ts';
import { MemberDirectory } from './members/directory.ts';
import { Roster } from './members/roster.ts';
import { GRACE_MS } from './operation.ts';
import { type WantedParty, openParties, rehearseParties, wantedBy } from './parties.ts';
import { createReload } from './reload.ts';
import { type RunningGateway, serveGateway } from './start.ts';

export interface GatewayOptions {
  readonly configuration: Configuration;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** The folder under which sources keep what must survive a restart. */
  readonly stateRoot: string;
  readonly log: Logger;
  /** What gateways share goes through it. */
  readonly redisUrl?: string | undefined;
  /** Goes before what the configuration says. */
  readonly coalesce?: boolean | undefined;
  /** The adapters that there are; without it, those of the registry. */
  readonly modules?: Modules;
  /** The file that the configuration is of: members that are added to it join, and those that are taken out leave. */
  readonly follow?: {
    readonly path: string;
    readonly env: Readonly<Record<string, string | undefined>>;
  };
}

export interface ConfiguredGateway extends RunningGateway {
  /** Reads the file that it follows anew, and applies it. Never rejects: faults are logged, and then nothing changes. */
  reload(): Promise<void>;
}

/**
 * Serves, and lets the sources begin to work beside.
 * @throws TributaryError CONFIGURATION_INVALID, or an Error where the port cannot be had; then nothing is left open.
 */
export async function startGateway(options: GatewayOptions): Promise<ConfiguredGateway> {
  const { configuration, follow, log, stateRoot, modules = registry } = options;
  const { deadlineMs, maxBodyBytes, limits, trustedDocuments: manifest } = configuration.gateway;
  const trustedDocuments =
    manifest === undefined ? undefined : readTrustedDocuments(resolve(configuration.configDir, manifest));
  const graph = new LocalGraph();
  const directory = new MemberDirectory();
  const { coalesce = configuration.gateway.coalesce } = options;
  const surroundings = { graph, log, stateRoot, modules, coalesce };
  const roster = new Roster<WantedParty>({
    directory,
    log,
    open: (wanted) => openParties(wanted, surroundings),
    rehearse: (wanted) => rehearseParties(wanted, surroundings),
    drainMs: deadlineMs + 2 * GRACE_MS,
  });
  const change = ({ precedence, ...wanted }: Configuration): Promise<boolean> =>
    roster.change(wantedBy({ ...wanted, precedence }, modules), precedence);
  const serving = Promise.withResolvers<void>();
  const reload = createReload(async () => {
    if (!follow) return;
    await serving.promise;
    const wanted = loadConfiguration(follow.path, modules, follow.env);
    tellFixed(configuration.gateway, wanted.gateway, log);
    if (!(await change(wanted)))
      log.info({}, `${follow.path} was read again: nothing changes for the members`);
  }, log);
  // From the beginning: who edits during the start is not passed over.
  const watched = follow && watchFile(follow.path, () => void reload(), { log });
  try {
    await change(configuration);
    const gateway = await serveGateway({
      host: options.host,
      port: options.port,
      log,
      members: directory,
      sources: () => roster.health(),
      graph,
      deadlineMs,
      maxBodyBytes,
      limits,
      redisUrl: options.redisUrl,
      trustedDocuments,
      closeMembers: () => roster.close(),
    });
    roster.start().catch((error: unknown) => log.error({ err: error }, 'sources could not be started'));
    serving.resolve();
    const close = (): Promise<void> => {
      watched?.close();
      return gateway.close();
    };
    return { ...gateway, reload, close };
  } catch (error) {
    watched?.close();
    await roster.close();
    throw error;
  }
}
