/** `npm run subgraph -- --source NAME`: one source as an adapter subgraph in a process of its own. */
import { listenFault } from '#adapters/kit/config/listen-fault.ts';
import { TributaryError } from '#schema/errors.ts';
import { USAGE, readCommandLine } from './command-line.ts';
import { serveConfigured } from './serve-configured.ts';

/** The whole stop; the grace of requests under way is a part of it. */
const STOP_MS = 4500;

async function main(): Promise<void> {
  const command = readCommandLine(process.argv.slice(2), process.env);
  const host = await serveConfigured(command, { env: process.env });
  console.log(
    `${command.source} is served at ${host.url}: ${host.domains.map((name) => `/${name}`).join(', ')}`,
  );
  let stopping = false;
  const stop = (): void => {
    // Ctrl+C may come twice: from the terminal, and from npm.
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    host.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** The message of what an operator can mend; the whole of what only we can. */
function fail(error: unknown): never {
  const mendable =
    error instanceof TributaryError || (error instanceof Error && !(error instanceof TypeError));
  console.error(listenFault(error) ?? (mendable ? error.message : error));
  process.exit(1);
}

if (process.argv.includes('--help')) console.log(USAGE);
else await main().catch(fail);
