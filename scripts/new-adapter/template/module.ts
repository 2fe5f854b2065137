/** What this folder gives to the registry. */
import type { AdapterModule, Manifest } from '#adapters/kit/module.ts';
import { openAcmeView } from './adapter.ts';
import { type AcmeViewOptions, acmeViewOptions } from './config.ts';
import manifest from './manifest.json' with { type: 'json' };

export const acmeView: AdapterModule<AcmeViewOptions> = {
  manifest: manifest as Manifest,
  options: acmeViewOptions,
  open: openAcmeView,
};
