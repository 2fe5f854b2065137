/** What an adapter gives to the contract suite. */
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import type { Graph } from '#schema/ports/graph.ts';
import type { AdapterModule } from '../module.ts';

export interface ContractFixture<Options> {
  readonly module: AdapterModule<Options>;
  /** Options as they stand in the configuration, with the environment that their secrets name. */
  readonly sample: OptionsText;
  /** Options that must be refused; every fragment must stand in the message. */
  readonly bad: readonly (OptionsText & { readonly name: string; readonly mentions: readonly string[] })[];
  /** Starts a source with a few records of each kind. */
  start(): Promise<Upstream>;
  /**
   * Of a source that speaks HTTP: a call that must go to it. The suite then breaks the wire in every way it knows, with
   * `Upstream.options(url)`.
   */
  ask?(this: void, adapter: Adapter, call: Call): Promise<unknown>;
  /** A case per capability of the manifest, by its name. */
  readonly capabilities: Readonly<
    Record<string, (adapter: Adapter, upstream: Upstream, call: Call) => Promise<void>>
  >;
}

export interface OptionsText {
  readonly options: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  /** Of the source; any without it. */
  readonly regions?: readonly string[];
  /** Bounds of a source that is slower and says more than one made for tests: in the place of the suite's own. */
  readonly limits?: { readonly timeoutMs: number; readonly maxResponseBytes: number };
}

export interface Upstream {
  /** Options that reach it; through `url` where that is given, instead of its own. */
  options(url?: string): OptionsText;
  /** The graph that the source's binder asks. */
  readonly graph: Graph;
  /** Ids of records that it has, by entity type. */
  readonly ids: {
    readonly Resource?: readonly string[];
    readonly Alarm?: readonly string[];
    readonly Service?: readonly string[];
    readonly Customer?: readonly string[];
  };
  /** How many connections it has seen; absent where it has no wire. */
  connections?(): number;
  close(): Promise<void>;
}
