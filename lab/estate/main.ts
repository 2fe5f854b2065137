/**
 * `npm start`: a gateway over the embedded estate, all in one process. The one file of this room that knows how a gateway is
 * started.
 */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { listenFault } from '#adapters/kit/config/listen-fault.ts';
import { loadConfiguration } from '#adapters/kit/config/load.ts';
import { adapters } from '#adapters/registry.ts';
import { readEnvironment } from '#gateway/environment.ts';
import { createLog } from '#gateway/log.ts';
import { startGateway } from '#gateway/start-configured.ts';
import { TributaryError } from '#schema/errors.ts';
import { banner, sourceStates } from './banner.ts';
import { NETWORK } from './network/network.ts';
import { readScale } from './scale.ts';
import { startControl } from './scenarios/control.ts';
import { Stage } from './scenarios/stage.ts';
import { type Systems, startSystems } from './start-systems.ts';

export interface EstateOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** The folder for the estate's files and for what the sources keep. */
  readonly stateRoot: string;
  readonly log: Logger;
  /** How many networks of the estate’s shape there are, 1 without it. */
  readonly scale?: number;
}

export interface Estate {
  readonly url: string;
  /** The path of tributary.yaml. */
  readonly configuration: string;
  readonly systems: Omit<Systems, 'close'>;
  close(): Promise<void>;
}

/** A stop takes no longer, whatever hangs. */
const STOP_MS = 4500;
/** How long the banner waits for the sources to be in sync, and for everything they name to be looked up. */
const SETTLE_MS = 20_000;

/** Serves as soon as it resolves; the sources synchronise beside. */
export async function startEstate({ host, port, stateRoot, log, scale }: EstateOptions): Promise<Estate> {
  const systems = await startSystems(join(stateRoot, 'estate'), scale);
  try {
    const follow = { path: systems.configuration, env: {} };
    const configuration = loadConfiguration(follow.path, adapters, follow.env);
    const gateway = await startGateway({ configuration, host, port, stateRoot, log, follow });
    const control = await startControl({
      stage: new Stage(NETWORK, systems),
      stateRoot,
      gateway: gateway.url,
      configuration: systems.configuration,
    });
    return {
      url: gateway.url,
      configuration: systems.configuration,
      systems,
      async close() {
        try {
          await control.close();
          await gateway.close();
        } finally {
          await systems.close();
        }
      },
    };
  } catch (error) {
    await systems.close();
    throw error;
  }
}

async function main(): Promise<void> {
  const { host, port, stateRoot, logLevel } = readEnvironment(process.env);
  const log = createLog(logLevel ?? 'warn');
  const estate = await startEstate({
    host,
    port,
    stateRoot,
    log,
    scale: readScale(process.argv.slice(2), refusal),
  });
  let stopping = false;
  const stop = (): void => {
    // Ctrl+C may come twice: from the terminal, and from npm.
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    estate.close().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  try {
    console.log(banner(estate, await sourceStates(estate.url, SETTLE_MS)));
  } catch (error) {
    // Who stops meanwhile needs no banner.
    if (!stopping) throw error;
  }
}

function refusal(message: string): TributaryError {
  return new TributaryError('CONFIGURATION_INVALID', message);
}

/** The message of what a person can mend; the whole of what only we can. */
function fail(error: unknown): never {
  console.error(listenFault(error) ?? (error instanceof TributaryError ? error.message : error));
  process.exit(1);
}

if (import.meta.main) await main().catch(fail);
