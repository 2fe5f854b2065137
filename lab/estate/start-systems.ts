/** The estate's systems: a NetBox, databases, fault managers, and the configuration that points at them. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DatabaseName, type ServerName, configurationText } from './configuration.ts';
import { DatabaseFile, type Tables } from './database.ts';
import { eastTables } from './east/rows.ts';
import { type Manager, type Network, networksOf } from './network/network.ts';
import { type NetboxEmulation, startNetboxEmulation } from './netbox/start-netbox-emulation.ts';
import { CATALOGUE } from './north/catalogue.ts';
import { northRows } from './north/rows.ts';
import { serviceTables } from './services/rows.ts';
import { startWatch } from './watch/start-watch.ts';
import { westTables } from './west/rows.ts';
import type { ZabbixEmulation } from './zabbix/start-zabbix-emulation.ts';

export interface Systems {
  /** The path of tributary.yaml. */
  readonly configuration: string;
  readonly zabbix: Readonly<Record<Manager, ZabbixEmulation>>;
  readonly netbox: NetboxEmulation;
  close(): Promise<void>;
}

const NETBOX_VERSION = '4.2.9';
const OWNER_ONLY = 0o600;
/** Of one network: what nothing tells of, such as maintenance, shows soon, and so does who is known at last. */
const SMALL = { reconcileSeconds: 2, identity: { retrySeconds: 2 } };
/** Of many networks: a review of everything that is bound takes minutes. */
const LARGE = { identity: { reviewSeconds: 3600 } };
const TABLES: Readonly<Record<DatabaseName, (network: Network) => Tables>> = {
  west: westTables,
  east: eastTables,
  services: serviceTables,
};

/** Writes everything into `folder`, in place of what an earlier start has left there. `scale`: how many networks, one after the other. */
export async function startSystems(folder: string, scale = 1): Promise<Systems> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const tokens = { netbox: 'netbox-north.token', west: 'zabbix-west.token', east: 'zabbix-east.token' };
  const tokenOf = (name: ServerName): string => writeToken(join(folder, tokens[name]));
  const netbox = await startNetboxEmulation({
    version: NETBOX_VERSION,
    token: tokenOf('netbox'),
    rows: CATALOGUE,
    ...(scale > 1 && { database: emptyPlace(join(folder, 'netbox.sqlite')) }),
  });
  const west = await startWatch('west', tokenOf('west'));
  const east = await startWatch('east', tokenOf('east'));
  const databases = { west: 'west.sqlite', east: 'east.sqlite', services: 'services.sqlite' };
  const files = (Object.keys(TABLES) as DatabaseName[]).map((name) => {
    const schema = new URL(`./${name}/schema.sql`, import.meta.url);
    return { tablesOf: TABLES[name], file: new DatabaseFile(join(folder, databases[name]), schema) };
  });
  for (const network of networksOf(scale)) {
    netbox.control.append(northRows(network));
    for (const watch of [west, east]) watch.add(network);
    for (const { file, tablesOf } of files) file.add(tablesOf(network));
  }
  for (const { file } of files) file.finish();

  const urls = { netbox: netbox.url, west: west.emulation.url, east: east.emulation.url };
  const configuration = join(folder, 'tributary.yaml');
  const often = scale === 1 ? SMALL : LARGE;
  writeFileSync(configuration, configurationText({ databases, urls, tokens, ...often }));
  return {
    configuration,
    zabbix: { west: west.emulation, east: east.emulation },
    netbox,
    async close() {
      await Promise.all([netbox, west.emulation, east.emulation].map((one) => one.close()));
    },
  };
}

function writeToken(path: string): string {
  const token = randomBytes(32).toString('hex');
  writeFileSync(path, token, { mode: OWNER_ONLY });
  return token;
}

function emptyPlace(path: string): string {
  rmSync(path, { force: true });
  return path;
}
