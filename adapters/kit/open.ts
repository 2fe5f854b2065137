/** A configured source, opened: its adapter with everything that it needs from the world. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import { TributaryError } from '#schema/errors.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Graph } from '#schema/ports/graph.ts';
import type { Modules } from './config/cross-checks.ts';
import type { SourceConfiguration } from './config/schema.ts';
import { countCall } from './count-calls.ts';
import type { HttpClient } from './http/client.ts';
import { createHttpClient } from './http/create-http-client.ts';
import { createBinder } from './identity/create-binder.ts';
import type { Log } from './log.ts';
import type { Limits } from './limits.ts';
import { sourceLog } from './source-log.ts';

/** What all sources of a process share. */
export interface SourceServices {
  readonly modules: Modules;
  readonly log: Log;
  /** The folder under which each source has one of its own. */
  readonly stateRoot: string;
  /** The folder of the configuration file. */
  readonly configDir: string;
  readonly graph: Graph;
  /** The clock, milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Makes the source's folder and opens its adapter; nothing is asked of the source before start(). close() also closes the binder
 * and the HTTP clients that the adapter was given. Throws TributaryError CONFIGURATION_INVALID.
 */
export function openSource(configured: SourceConfiguration, services: SourceServices): Adapter {
  const { name: source, adapter: type, regions, identity, options } = configured;
  const { graph, configDir, now = Date.now } = services;
  const log = sourceLog(services.log, source);
  const module = services.modules.get(type);
  if (!module) throw new TypeError(`The adapter of ${source} must be in the registry, but got: ${type}.`);
  const limits: Limits = {
    timeoutMs: configured.timeoutMs,
    concurrency: configured.concurrency,
    maxResponseBytes: configured.maxResponseBytes,
  };
  const stateDir = stateFolder(services.stateRoot, source);
  const binder = createBinder({ source, regions, options: identity, configDir, stateDir, graph, log, now });
  const clients: HttpClient[] = [];
  const closeTools = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.close()));
    await binder.close();
  };
  let adapter: Adapter | undefined;
  const close = async (): Promise<void> => {
    await adapter?.close();
    await closeTools();
  };
  try {
    adapter = module.open(options, {
      source,
      regions,
      log,
      stateDir,
      configDir,
      limits,
      binder,
      now,
      http(wanted) {
        const client = createHttpClient({ ...wanted, source, limits, sent: countCall });
        clients.push(client);
        return client;
      },
      sent: countCall,
    });
    return closingAlso(adapter, closeTools, askedFor(configured, adapter));
  } catch (error) {
    close().catch((failure: unknown) => log.error({ err: failure }, 'A source could not be closed.'));
    throw error;
  }
}

/** Opens all or none: the faults of every source are in one error. */
export async function openSources(
  sources: readonly SourceConfiguration[],
  services: SourceServices,
): Promise<readonly Adapter[]> {
  const opened: Adapter[] = [];
  const failures: unknown[] = [];
  for (const source of sources) {
    try {
      opened.push(openSource(source, services));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return opened;
  await Promise.all(opened.map((adapter) => adapter.close()));
  const faults = failures.filter(isConfigurationFault);
  if (faults.length < failures.length) throw failures.find((failure) => !isConfigurationFault(failure));
  throw new TributaryError('CONFIGURATION_INVALID', faults.map((fault) => fault.message).join('\n'));
}

function isConfigurationFault(error: unknown): error is TributaryError {
  return error instanceof TributaryError && error.code === 'CONFIGURATION_INVALID';
}

function stateFolder(root: string, source: string): string {
  const folder = join(resolve(root), source);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return folder;
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new TributaryError(
      'CONFIGURATION_INVALID',
      `TRIBUTARY_STATE must be a folder that can be written, but got: ${folder} (${code}).`,
      { source },
    );
  }
}

/** @throws TributaryError CONFIGURATION_INVALID, where the file names a domain that the source holds nothing of. */
function askedFor({ name, domains: named }: SourceConfiguration, adapter: Adapter): readonly Domain[] {
  const held = DOMAINS.filter((domain) => adapter[domain] && (adapter.domains?.includes(domain) ?? true));
  const empty = named?.find((domain) => !held.includes(domain));
  if (empty === undefined) return named ?? held;
  throw new TributaryError(
    'CONFIGURATION_INVALID',
    `The domains of ${name} must be some that it holds anything of (${held.join(', ') || 'none'}), but got: ${empty}.`,
    { source: name },
  );
}

function closingAlso(adapter: Adapter, closeTools: () => Promise<void>, domains: readonly Domain[]): Adapter {
  const { inventory, faults, services, hooks } = adapter;
  let closing: Promise<void> | null = null;
  return {
    source: adapter.source,
    ...(inventory && { inventory }),
    ...(faults && { faults }),
    ...(services && { services }),
    ...(hooks && { hooks }),
    domains,
    can: (capability) => adapter.can(capability),
    start: () => adapter.start(),
    status: () => adapter.status(),
    close: () => (closing ??= closeBoth(adapter, closeTools)),
  };
}

async function closeBoth(adapter: Adapter, closeTools: () => Promise<void>): Promise<void> {
  try {
    await adapter.close();
  } finally {
    await closeTools();
  }
}
