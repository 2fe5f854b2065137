/** manifest.json, typed. */
import type { Manifest } from '#adapters/kit/module.ts';
import json from './manifest.json' with { type: 'json' };

export const manifest = json as Manifest;
