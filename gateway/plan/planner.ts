/** The planner's seam: whoever makes the plans, the executor sees only this. */
import type { DocumentNode } from 'graphql';

export interface Planner {
  /**
   * The plan of a validated operation. Its response keys are those of `plannable`.
   * @throws where the operation cannot be planned.
   */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
}

export interface QueryPlan {
  /** Undefined where nothing needs to be fetched, e.g. only introspection. */
  readonly root?: PlanNode;
}

export type PlanNode =
  | { readonly kind: 'Sequence' | 'Parallel'; readonly nodes: readonly PlanNode[] }
  | {
      readonly kind: 'Condition';
      readonly variable: string;
      readonly ifTrue?: PlanNode;
      readonly ifFalse?: PlanNode;
    }
  | FetchNode;

export interface FetchNode {
  readonly kind: 'Fetch';
  /** The subgraph: for a domain's contract, the domain. */
  readonly service: string;
  readonly operationKind: 'query' | 'mutation';
  /** The operation for the subgraph. With `entities` its root field is `_entities(representations: $representations)`. */
  readonly document: DocumentNode;
  /** The operation's variables that it uses, without `representations`. */
  readonly variables: readonly string[];
  /** Where the entities stand in the response; undefined for a root fetch. */
  readonly entities?: EntityFetch;
}

export interface EntityFetch {
  /** Response keys from the root; "@" stands for every element of a list. */
  readonly path: readonly string[];
  /** What a representation needs, per type. */
  readonly requires: readonly RequiresSelection[];
}

export interface RequiresSelection {
  /** Undefined: on every type. */
  readonly type?: string;
  readonly fields: readonly RequiresField[];
}

export interface RequiresField {
  readonly name: string;
  readonly responseKey: string;
  readonly selections?: readonly RequiresSelection[];
}
