/** A subgraph that one endpoint serves: ordinary federation, without members. */
import type { Call } from '#schema/ports/call.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import type { Asked } from '../execute/report.ts';

export interface Subgraph extends Asked {
  /**
   * `body` is a GraphQL request as JSON. Rejects with TributaryError where the subgraph cannot be asked, and when the call is aborted.
   * What it answers is the caller's alone.
   */
  send(body: string, call: Call, kind: 'query' | 'mutation'): Promise<SubgraphResponse>;
}

export interface SubgraphResponse {
  readonly response: MemberResponse;
  /** No text in it needs an escape when it is written as JSON. */
  readonly isPlain: boolean;
}

/** By the name that plans know it by. */
export type Subgraphs = ReadonlyMap<string, Subgraph>;
