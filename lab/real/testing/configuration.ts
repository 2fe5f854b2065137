/** lab/real/tributary.yaml, at the addresses of the environment, and with what a test changes. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { realEnvironment } from './environment.ts';

export interface SourceEntry {
  readonly name: string;
  readonly adapter?: string;
  readonly regions?: readonly string[];
  endpoint?: string;
  timeoutMs?: number;
  identity: Record<string, unknown>;
  options: Record<string, unknown>;
}

export interface Sources {
  readonly legacy: SourceEntry;
  readonly zabbix: SourceEntry;
  /** Takes one out altogether. */
  readonly remove: (name: string) => void;
  readonly add: (source: SourceEntry) => void;
}

export type Change = (sources: Sources) => void;

/** The same inventory in the other product. */
export const overMariaDb: Change = ({ legacy }) => {
  legacy.options['url'] = { env: 'LEGACY_MARIADB_URL' };
  delete legacy.options['schema'];
};

/** The inventory alone: nobody else asks it anything. */
export const withoutZabbix: Change = ({ remove }) => remove('zabbix');

/** A configuration file in a folder of its own, which is also where state goes. */
export interface ConfigurationFile {
  readonly folder: string;
  readonly path: string;
  remove(): void;
}

export function writeConfiguration(...changes: readonly Change[]): ConfigurationFile {
  const env = realEnvironment();
  const here = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));
  const file = parse(readFileSync(here('tributary.yaml'), 'utf8')) as { sources: SourceEntry[] };
  const source = (name: string): SourceEntry => {
    const found = file.sources.find((one) => one.name === name);
    if (!found) throw new TypeError(`lab/real/tributary.yaml must have the source ${name}.`);
    return found;
  };
  const sources = {
    legacy: source('legacy'),
    zabbix: source('zabbix'),
    remove: (name: string) => void (file.sources = file.sources.filter((one) => one.name !== name)),
    add: (one: SourceEntry) => void file.sources.push(one),
  };
  sources.legacy.identity ??= {};
  // Two graphs at once share what the account may have.
  sources.legacy.options['maxConnections'] = 2;
  sources.legacy.options['schema'] = env.LEGACY_PG_SCHEMA;
  sources.legacy.options['mapping'] = here(String(sources.legacy.options['mapping']));
  sources.zabbix.identity['aliases'] = { file: here('aliases.csv') };
  sources.zabbix.options['url'] = env.ZABBIX_API_URL;
  for (const change of changes) change(sources);

  const folder = mkdtempSync(join(tmpdir(), 'tributary-real-'));
  const path = join(folder, 'tributary.yaml');
  writeFileSync(path, stringify(file));
  return { folder, path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
