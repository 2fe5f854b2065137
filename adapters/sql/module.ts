/** The adapter `sql`: any relational inventory, by a mapping instead of code. */
import type { AdapterModule, Manifest } from '../kit/module.ts';
import { SqlAdapter } from './adapter.ts';
import { type SqlOptions, options } from './config.ts';
import manifest from './manifest.json' with { type: 'json' };

export const sql: AdapterModule<SqlOptions> = {
  manifest: manifest as Manifest,
  options,
  open: (given, tools) => new SqlAdapter(given, tools),
};
