/** Every adapter, one line each: by the name that `adapter:` in the configuration has. */
import type { AdapterModule } from './kit/module.ts';
import { netbox } from './netbox/module.ts';
import { sql } from './sql/module.ts';
import { zabbix } from './zabbix/module.ts';

const modules: readonly AdapterModule[] = [netbox, sql, zabbix];

export const adapters: ReadonlyMap<string, AdapterModule> = new Map(
  modules.map((module) => [module.manifest.type, module]),
);
