/** What an adapter folder gives to the registry, and what an adapter gets to work with. */
import type { ZodType } from 'zod';
import type { Domain } from '#schema/domains.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { HttpClient, HttpClientOptions } from './http/client.ts';
import type { Binder } from './identity/binder.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log.ts';

/** manifest.json of an adapter folder: what it can do and how that was proven. docs/adapters.md is generated from it. */
export interface Manifest {
  /** The value of `adapter:` in the configuration; the folder's name. */
  readonly type: string;
  readonly title: string;
  readonly domains: Partial<Record<Domain, DomainManifest>>;
  /** Upstream versions it supports, and against which of them it ran for real, from recorded answers, or by documentation. */
  readonly versions: {
    readonly supported: string;
    readonly run: readonly string[];
    readonly recorded: readonly string[];
    readonly documented: readonly string[];
  };
  readonly quality: {
    readonly tier: 'bronze' | 'silver' | 'gold';
    readonly exemptions: Readonly<Record<string, string>>;
  };
}

export interface DomainManifest {
  readonly role: 'ENUMERATES' | 'CONTRIBUTES';
  /** Of a contributor, per entity type: the fields it can say something of. */
  readonly contributes?: Readonly<Record<string, readonly string[]>>;
  /** e.g. `alarms.acknowledge`. */
  readonly capabilities: readonly string[];
}

export interface AdapterModule<Options = unknown> {
  readonly manifest: Manifest;
  /** The shape of the source's `options` in the configuration, every field described. */
  readonly options: ZodType<Options>;
  /** Builds the adapter. Does no I/O: start() does. */
  open(options: Options, tools: AdapterTools): Adapter;
}

/** What the host gives an adapter: everything that touches the world, configured for this source. */
export interface AdapterTools {
  readonly source: string;
  /** The regions whose records the source holds; empty: any. */
  readonly regions: readonly string[];
  readonly log: Log;
  /** Where the source may keep files of its own; exists. */
  readonly stateDir: string;
  /** The folder of the configuration file, against which relative paths in options are resolved. */
  readonly configDir: string;
  readonly limits: Limits;
  readonly binder: Binder;
  http(options: Omit<HttpClientOptions, 'source' | 'limits' | 'sent'>): HttpClient;
  /** To be told of every call that leaves for the source by another way than http(): it counts for whoever asked. */
  sent(): void;
  /** The clock, milliseconds since 1970. */
  now(): number;
}
