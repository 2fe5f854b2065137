/**
 * Stand-ins for the systems of docs/guides/first-hour.md: an emulated NetBox, an emulated Zabbix, a database of services, and the
 * tokens of both accounts, in a folder of their own. The ports of both may follow: `scripts/node.sh lab/first-hour/main.ts 4201 4202`.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseFile } from '../estate/database.ts';
import { smallNetwork } from '../estate/netbox/small-network.ts';
import { startNetboxEmulation } from '../estate/netbox/start-netbox-emulation.ts';
import { startZabbixEmulation } from '../estate/zabbix/start-zabbix-emulation.ts';
import { HOSTS, TRIGGERS, problemsAt } from './watched.ts';
import { SERVICE_TABLES } from './service-rows.ts';

const FOLDER = '.tributary/first-hour';
const OWNER_ONLY = 0o600;

const [netboxPort = 4201, zabbixPort = 4202] = process.argv.slice(2).map(Number);
mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
const netbox = await startNetboxEmulation({
  rows: smallNetwork(),
  version: '4.2.9',
  token: newToken('netbox.token'),
  port: netboxPort,
});
const zabbix = await startZabbixEmulation({
  version: '7.0.5',
  token: newToken('zabbix.token'),
  hosts: HOSTS,
  triggers: TRIGGERS,
  problems: problemsAt(Date.now()),
  port: zabbixPort,
});
const services = new DatabaseFile(
  join(FOLDER, 'services.sqlite'),
  new URL('./services.sql', import.meta.url),
);
services.add(SERVICE_TABLES);
services.finish();
console.log(`NetBox answers at ${netbox.url}
Zabbix answers at ${zabbix.url}
Their tokens and services.sqlite are in ${FOLDER}. Ctrl+C ends them.`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));

function newToken(file: string): string {
  const token = randomBytes(20).toString('hex');
  writeFileSync(join(FOLDER, file), `${token}\n`, { mode: OWNER_ONLY });
  return token;
}
