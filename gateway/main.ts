/** `npm run gateway`: the gateway of a configuration, or with `--supergraph` of other subgraphs. Each loads only what it needs. */
import type { Logger } from 'pino';
import { listenFault } from '#adapters/kit/config/listen-fault.ts';
import { TributaryError } from '#schema/errors.ts';
import { readCommandLine } from './command-line.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { createLog } from './log.ts';
import type { RunningGateway } from './start.ts';

/** A stop takes no longer, whatever hangs. */
const STOP_MS = 4500;

async function main(): Promise<void> {
  const { supergraph, port } = readCommandLine(process.argv.slice(2));
  const read = readEnvironment(process.env);
  const environment = { ...read, port: port ?? read.port };
  if (supergraph === undefined) await serveConfigured(environment);
  else await serveOthers(supergraph, environment);
}

async function serveConfigured({
  config,
  host,
  port,
  stateRoot,
  logLevel,
  redisUrl,
  coalesce,
}: Environment): Promise<void> {
  const { env } = process;
  const [{ loadConfiguration }, { adapters: registry }, { startGateway }, { sourceTable }] =
    await Promise.all([
      import('#adapters/kit/config/load.ts'),
      import('#adapters/registry.ts'),
      import('./start-configured.ts'),
      import('./source-table.ts'),
    ]);
  const configuration = loadConfiguration(config, registry, env);
  const log = createLog(logLevel ?? configuration.gateway.logLevel);
  const follow = { path: config, env };
  const gateway = await startGateway({
    configuration,
    host,
    port,
    stateRoot,
    log,
    redisUrl,
    coalesce,
    follow,
  });
  announce(gateway, host, log);
  console.log(sourceTable(gateway.members.members));
  // A terminal that closes sends it too: there it means the end, as always.
  if (!process.stdin.isTTY) process.on('SIGHUP', () => void gateway.reload());
}

async function serveOthers(
  supergraph: string,
  { host, port, logLevel, redisUrl, coalesce }: Environment,
): Promise<void> {
  const { serveSupergraph } = await import('./serve-supergraph.ts');
  const log = createLog(logLevel ?? 'info');
  announce(await serveSupergraph({ supergraph, host, port, log, redisUrl, coalesce }), host, log);
}

/** Says where it serves, and stops when told to. */
function announce(gateway: RunningGateway, host: string, log: Logger): void {
  if (!/^(127\.|localhost$|::1$)/.test(host))
    log.warn(
      { host },
      'Nobody is asked who they are yet: whoever reaches this address reads the graph and acts on alarms.',
    );
  console.log(`Tributary serves ${gateway.url}/graphql, GraphiQL at ${gateway.url}/`);
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
