/** The estate's systems: two databases, two fault managers, and the configuration that points at them. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configurationText } from './configuration.ts';
import { writeDatabase } from './database.ts';
import { EAST_TABLES } from './east/rows.ts';
import type { Region } from './first-network/network.ts';
import { startWatch } from './watch/start-watch.ts';
import { WEST_TABLES } from './west/rows.ts';
import type { ZabbixEmulation } from './zabbix/start-zabbix-emulation.ts';

export interface Systems {
  /** The path of tributary.yaml. */
  readonly configuration: string;
  readonly zabbix: Readonly<Record<Region, ZabbixEmulation>>;
  close(): Promise<void>;
}

const OWNER_ONLY = 0o600;

/** Writes everything into `folder`, in place of what an earlier start has left there. */
export async function startSystems(folder: string): Promise<Systems> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const databases = { west: 'west.sqlite', east: 'east.sqlite' };
  writeDatabase(join(folder, databases.west), schemaOf('west'), WEST_TABLES);
  writeDatabase(join(folder, databases.east), schemaOf('east'), EAST_TABLES);

  const tokens = { west: 'zabbix-west.token', east: 'zabbix-east.token' };
  const west = await startWatch('west', writeToken(join(folder, tokens.west)));
  const east = await startWatch('east', writeToken(join(folder, tokens.east)));
  const apis = { west: west.url, east: east.url };
  const configuration = join(folder, 'tributary.yaml');
  writeFileSync(configuration, configurationText({ databases, apis, tokens }));
  return {
    configuration,
    zabbix: { west, east },
    async close() {
      await Promise.all([west.close(), east.close()]);
    },
  };
}

function schemaOf(region: Region): URL {
  return new URL(`./${region}/schema.sql`, import.meta.url);
}

function writeToken(path: string): string {
  const token = randomBytes(32).toString('hex');
  writeFileSync(path, token, { mode: OWNER_ONLY });
  return token;
}
