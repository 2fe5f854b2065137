/** The adapter `netbox`: NetBox, and Nautobot as a dialect of it. */
import type { AdapterModule, Manifest } from '../kit/module.ts';
import { NetboxAdapter } from './adapter.ts';
import { type NetboxOptions, netboxOptions } from './config.ts';
import manifest from './manifest.json' with { type: 'json' };

export const netbox: AdapterModule<NetboxOptions> = {
  manifest: manifest as Manifest,
  options: netboxOptions,
  open: (given, tools) => new NetboxAdapter(given, tools),
};
