/**
 * Sources opened for a moment beside those that serve, in a state folder of their own: whether they can be opened at all, and what
 * they would serve. Nothing is asked of them, and nothing that others have open is touched.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '#adapters/kit/config/schema.ts';
import type { Log } from '#adapters/kit/log.ts';
import { NO_GRAPH } from './no-graph.ts';
import { type OpenedSource, type Surroundings, openSources } from './open-sources.ts';

/** What is told in a rehearsal is told again when it counts. */
const SILENT: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** They are closed when this resolves. @throws TributaryError CONFIGURATION_INVALID, with the faults of every source. */
export async function rehearseSources(
  configuration: Pick<Configuration, 'sources' | 'configDir'>,
  surroundings: Omit<Surroundings, 'graph' | 'log'>,
): Promise<readonly OpenedSource[]> {
  await mkdir(surroundings.stateRoot, { recursive: true });
  const stateRoot = await mkdtemp(join(surroundings.stateRoot, '.rehearsal-'));
  try {
    const opened = await openSources(configuration, {
      ...surroundings,
      graph: NO_GRAPH,
      log: SILENT,
      stateRoot,
    });
    await Promise.all(opened.map((one) => one.close()));
    return opened;
  } finally {
    await rm(stateRoot, { recursive: true, force: true });
  }
}
