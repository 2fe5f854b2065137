/** The peers, from their own folder with their own packages. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Contender, npmRun, supergraphFile } from './contender.ts';

const FOLDER = fileURLToPath(new URL('../peers/', import.meta.url));

const shared = { workloads: ['standard', 'distinct'], path: '/graphql', answersConstant: false } as const;

export const apollo: Contender = {
  ...shared,
  id: 'apollo',
  key: 'apolloGateway',
  title: '@apollo/gateway',
  coalesces: false,
  path: '/',
  command: (setting) =>
    npmRun(FOLDER, 'apollo', [supergraphFile(setting), String(setting.port)], {
      APOLLO_TELEMETRY_DISABLED: '1',
    }),
};

/** Its own executor, with documents compiled: the fastest that it comes with in JavaScript. */
export const hive = hiveGateway('hive', 'hive', 'Hive Gateway', ['--jit'], []);
/** Not with `--jit`: together they answer nulls. */
export const hiveRust = hiveGateway(
  'hive-rust',
  'hiveRust',
  'Hive Gateway, Rust planner',
  [],
  ['--hive-router-runtime'],
);

function hiveGateway(
  id: string,
  key: string,
  title: string,
  options: readonly string[],
  ofSupergraph: readonly string[],
): Contender {
  return {
    ...shared,
    id,
    key,
    title,
    coalesces: true,
    command: (setting) => {
      const { port, coalesce } = setting;
      const serving = ['--host', '127.0.0.1', '--port', String(port), ...options];
      const args = [...serving, 'supergraph', supergraphFile(setting), ...ofSupergraph];
      return npmRun(FOLDER, 'hive', args, { COALESCE: coalesce ? '1' : '0' });
    },
  };
}

export const PEERS: readonly Contender[] = [apollo, hive, hiveRust];

/** The versions that are installed, by package; null where they are not, or others than wanted. */
export function peerVersions(): Record<string, string> | null {
  const { dependencies } = manifest('package.json') as { dependencies: Record<string, string> };
  for (const [name, version] of Object.entries(dependencies)) {
    const path = `node_modules/${name}/package.json`;
    if (!existsSync(FOLDER + path) || manifest(path)['version'] !== version) return null;
  }
  return dependencies;
}

/** @throws Error where that fails. */
export function installPeers(tell: (line: string) => void): void {
  tell('npm ci in bench/peers, some 700 MB');
  const { status } = spawnSync('npm', ['ci'], { cwd: FOLDER, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The peers could not be installed: see above.');
}

function manifest(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(FOLDER + path, 'utf8')) as Record<string, unknown>;
}
