/** The sources of a configuration, opened in this process, and their members. */
import type { Modules } from '#adapters/kit/config/cross-checks.ts';
import type { Configuration, SourceConfiguration } from '#adapters/kit/config/schema.ts';
import type { Log } from '#adapters/kit/log.ts';
import { openSources as openAdapters } from '#adapters/kit/open.ts';
import { adapters as registry } from '#adapters/registry.ts';
import type { Adapter, SourceStatus } from '#schema/ports/adapter.ts';
import type { Graph } from '#schema/ports/graph.ts';
import type { Member } from '#schema/ports/member.ts';
import { type ServedSource, serveSource } from './local-member.ts';

export interface Surroundings {
  /** What identity binding asks. */
  readonly graph: Graph;
  readonly log: Log;
  /** The folder under which each source keeps its own. */
  readonly stateRoot: string;
  /** The clock, milliseconds since 1970. */
  readonly now?: () => number;
  /** Which sources; without it, those that have no endpoint of their own. */
  readonly opens?: (source: SourceConfiguration) => boolean;
  /** The adapters that there are; without it, those of the registry. */
  readonly modules?: Modules;
}

/** One source: what serves it, and its life. */
export interface OpenedSource {
  readonly source: string;
  readonly served: ServedSource;
  readonly members: readonly Member[];
  status(): SourceStatus;
  /** Lets it begin to work. Never rejects: what a source has to say is in its status. */
  start(): Promise<void>;
  /** Ends it, and never rejects. A second call does nothing. */
  close(): Promise<void>;
}

/**
 * Opens all or none; nothing is asked of a source before start().
 * @throws TributaryError CONFIGURATION_INVALID, with the faults of every source.
 */
export async function openSources(
  configuration: Pick<Configuration, 'sources' | 'configDir'>,
  surroundings: Surroundings,
): Promise<readonly OpenedSource[]> {
  const { graph, log, stateRoot, now, modules = registry } = surroundings;
  const opens = surroundings.opens ?? (({ endpoint }) => endpoint === undefined);
  const sources = configuration.sources.filter((source) => opens(source));
  const { configDir } = configuration;
  const adapters = await openAdapters(sources, {
    modules,
    log,
    stateRoot,
    configDir,
    graph,
    ...(now && { now }),
  });
  return sources.flatMap((source, i): OpenedSource[] => {
    const adapter = adapters[i];
    const manifest = modules.get(source.adapter)?.manifest;
    return adapter && manifest ? [opened({ adapter, manifest, regions: source.regions, log })] : [];
  });
}

function opened(served: ServedSource): OpenedSource {
  const { adapter, log } = served;
  return {
    source: adapter.source,
    served,
    members: serveSource(served),
    status: () => adapter.status(),
    start: () => startOne(adapter, log),
    close: () => closeOne(adapter, log),
  };
}

/** An adapter's start() does not reject; one that does all the same must not take the others with it. */
async function startOne(adapter: Adapter, log: Log): Promise<void> {
  try {
    await adapter.start();
  } catch (error) {
    log.error({ err: error, source: adapter.source }, 'A source could not be started.');
  }
}

async function closeOne(adapter: Adapter, log: Log): Promise<void> {
  try {
    await adapter.close();
  } catch (error) {
    log.error({ err: error, source: adapter.source }, 'A source could not be closed.');
  }
}
