/** One source of a configuration file, served: what `npm run subgraph` does between its start and its stop. */
import type { Logger } from 'pino';
import type { Modules } from '#adapters/kit/config/cross-checks.ts';
import { loadConfiguration } from '#adapters/kit/config/load.ts';
import { didYouMean } from '#adapters/kit/config/suggest.ts';
import { adapters as registry } from '#adapters/registry.ts';
import { TributaryError } from '#schema/errors.ts';
import type { CommandLine } from './command-line.ts';
import { createHttpGraph } from './http-graph.ts';
import { NO_GRAPH } from './no-graph.ts';
import { openSources } from './open-sources.ts';
import { createLogger } from './request-log.ts';
import { type RunningHost, hostSource } from './running-host.ts';

export interface Setting {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly modules?: Modules;
  readonly logger?: Logger;
}

/** @throws TributaryError CONFIGURATION_INVALID; an Error where the port cannot be had. */
export async function serveConfigured(command: CommandLine, setting: Setting): Promise<RunningHost> {
  const { modules = registry, env } = setting;
  const logger = setting.logger ?? createLogger(command.logLevel);
  const wanted = ({ name }: { readonly name: string }): boolean => name === command.source;
  const configuration = loadConfiguration(command.config, modules, env, wanted);
  if (!configuration.sources.some(wanted)) {
    const names = configuration.sources.map(({ name }) => name);
    throw new TributaryError(
      'CONFIGURATION_INVALID',
      `\`--source\` must be one of ${names.join(', ')}, but got: ${JSON.stringify(command.source)}.${didYouMean(command.source, names)}`,
    );
  }
  const http = command.graph === null ? null : createHttpGraph(command.graph);
  const opened = openSources(configuration, {
    graph: http ?? NO_GRAPH,
    log: logger,
    stateRoot: command.state,
    modules,
    opens: wanted,
  });
  try {
    const [one] = await opened;
    if (!one) throw new TypeError(`The source ${command.source} must be opened, but was not.`);
    const host = await hostSource(one.served, { logger, host: command.host, port: command.port });
    const close = async (): Promise<void> => {
      await host.close();
      await http?.close();
    };
    return { ...host, close };
  } catch (error) {
    await opened.then((sources) => Promise.all(sources.map((one) => one.close()))).catch(() => {});
    await http?.close();
    throw error;
  }
}
