/** The binder of a source: what it needs, put together. */
import type { Graph } from '#schema/ports/graph.ts';
import type { Log } from '../log.ts';
import { watchAliases } from './alias-watch.ts';
import type { Binder } from './binder.ts';
import type { IdentityOptions } from './config.ts';
import { GraphBinder } from './graph-binder.ts';
import { KeptBindings } from './kept-bindings.ts';
import type { Later } from './later.ts';
import { Operators } from './operators.ts';
import { openBindingStore } from './store.ts';

export interface BinderOptions {
  readonly source: string;
  /** The source's own regions: those of its resources, unless its options say otherwise. */
  readonly regions: readonly string[];
  readonly options: IdentityOptions;
  /** Relative paths in the options start here. */
  readonly configDir: string;
  /** Exists; the bindings are kept in it. */
  readonly stateDir: string;
  readonly graph: Graph;
  readonly log: Log;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
  readonly later?: Later;
}

/** @throws TributaryError CONFIGURATION_INVALID, where the file of aliases has faults. */
export function createBinder(options: BinderOptions): Binder {
  const { configDir, stateDir, log, now } = options;
  const { aliases, namespaces, regions } = options.options;
  const watch = watchAliases(aliases, configDir, log);
  const store = openBindingStore(stateDir, log, now);
  const operators = new Operators(watch, store);
  const among = { namespaces, regions: regions ?? options.regions };
  return new GraphBinder(options, operators, new KeptBindings(store, { ...among, operators, log, now }));
}
