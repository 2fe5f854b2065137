/** tributary.yaml from the disk. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Modules } from './cross-checks.ts';
import { type ConfigurationSurroundings, invalid, parseConfiguration } from './parse.ts';
import type { Configuration } from './schema.ts';

/** Reads and checks the file at `path`. Throws TributaryError CONFIGURATION_INVALID; see parseConfiguration. */
export function loadConfiguration(
  path: string,
  modules: Modules,
  env: ConfigurationSurroundings['env'],
  opens?: ConfigurationSurroundings['opens'],
): Configuration {
  const absolute = resolve(path);
  return parseConfiguration(readText(absolute), {
    modules,
    env,
    configDir: dirname(absolute),
    title: absolute,
    ...(opens && { opens }),
  });
}

const GOT: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'a file that this account may not read',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'bytes that are not UTF-8',
};

function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const remedy = 'TRIBUTARY_CONFIG names the file; docs/configuration.md says what goes into it.';
    throw invalid([{ path: [], rule: 'must be a readable text', got: GOT[code] ?? code, remedy }], {
      title: path,
    });
  }
}
