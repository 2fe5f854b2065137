/** What this folder gives to the registry. */
import type { AdapterModule } from '#adapters/kit/module.ts';
import { openZabbix } from './adapter.ts';
import { type ZabbixOptions, zabbixOptions } from './config.ts';
import { manifest } from './manifest.ts';

export const zabbix: AdapterModule<ZabbixOptions> = {
  manifest,
  options: zabbixOptions,
  open: openZabbix,
};
