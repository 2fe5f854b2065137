/** On what it runs: a figure without that says nothing. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { ROOT } from '../contenders/contender.ts';
import { peerVersions } from '../contenders/peers.ts';
import { wrkVersion } from '../load/wrk.ts';
import { GATEWAY_CORE, LOAD_CORE } from '../measure/process.ts';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
}

/** Packages of ours whose version makes a difference. */
const OURS = ['@graphql-hive/router-query-planner', 'fastify', 'graphql', 'undici'];

/** @throws Error where it cannot be measured on. */
export function machine(): Machine {
  if (platform() !== 'linux')
    throw new Error('The bench pins processes to cores as Linux does: run it on Linux.');
  const cores = cpus();
  if (cores.length <= Math.max(GATEWAY_CORE, LOAD_CORE))
    throw new Error(
      `The bench needs two cores, one for who is measured and one for the load, but got: ${cores.length}.`,
    );
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    system: `Linux ${release()}`,
  };
}

/** Of everything that is measured or measures, by name. */
export function versions(): Record<string, string> {
  const { version } = JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')) as { version: string };
  const ours = OURS.map((name) => {
    const manifest = readFileSync(`${ROOT}node_modules/${name}/package.json`, 'utf8');
    return [`${name} (Tributary)`, (JSON.parse(manifest) as { version: string }).version] as const;
  });
  return {
    node: process.version,
    wrk: wrkVersion(),
    tributary: version,
    ...Object.fromEntries(ours),
    ...peerVersions(),
  };
}

/** What else runs here; null where nothing to speak of does. */
export function disturbance(): string | null {
  const [load = 0] = loadavg();
  return load > 0.7
    ? `This machine is not idle: ${load.toFixed(1)} processes ran or waited in the last minute. Figures will be wrong.`
    : null;
}
