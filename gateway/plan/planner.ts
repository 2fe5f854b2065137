/** The planner's seam: whoever makes the plans, the executor sees only this. */
import type { DocumentNode } from 'graphql';

export interface Planner {
  /** Rejects where the supergraph is none. */
  readonly ready: Promise<unknown>;
  /**
   * The plan of a validated operation with these variables, coerced. Its data keys are those of `plannable`.
   * Rejects with TributaryError where the operation cannot be planned, or not in time.
   */
  plan(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
  ): Promise<QueryPlan>;
  close(): void;
}

export interface QueryPlan {
  /** Undefined where nothing needs to be fetched, e.g. only introspection. */
  readonly root?: PlanNode;
  /** Fields that stand in the data under another key than their own name, whatever the client calls them. */
  readonly apart?: ReadonlySet<string>;
}

export type PlanNode =
  { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly PlanNode[] } | FetchNode;

export interface FetchNode {
  readonly kind: 'Fetch';
  /** The subgraph: for a domain's contract, the domain. */
  readonly service: string;
  readonly operationKind: 'query' | 'mutation';
  /** The operation for the subgraph. With `entities` its root fields are `_entities`, each under the alias of one of them. */
  readonly text: string;
  /** The operation's variables that it uses, without those of representations. */
  readonly variables: readonly string[];
  /** Empty for a root fetch. */
  readonly entities: readonly EntityFetch[];
  /** Of a root fetch. */
  readonly renames: readonly Rename[];
}

export interface EntityFetch {
  /** The response key of the entities. */
  readonly alias: string;
  /** The variable of their representations. */
  readonly variable: string;
  /** Where the entities stand in the response. */
  readonly paths: readonly (readonly PathPart[])[];
  /** What a representation needs, per type. */
  readonly requires: readonly RequiresSelection[];
  /** The name under which the subgraph knows the type of an entity, where it is not the entity's own. */
  readonly typeNames: readonly { readonly type: string; readonly becomes: string }[];
  readonly renames: readonly Rename[];
}

/** A data key; "@" for every element of a list; types that the object must be of. */
export type PathPart = string | { readonly types: readonly string[] };

export interface RequiresSelection {
  /** Undefined: on every type. */
  readonly type?: string;
  readonly fields: readonly RequiresField[];
}

export interface RequiresField {
  /** The key in the representation. */
  readonly name: string;
  /** The key in the data. */
  readonly dataKey: string;
  readonly selections?: readonly RequiresSelection[];
}

/** A value that a subgraph is asked for under another key than that under which it belongs into the data. */
export interface Rename {
  /** The last part is the key as it came; lists are gone through. */
  readonly path: readonly PathPart[];
  readonly becomes: string;
}
