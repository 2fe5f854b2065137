/** A member as the gateway sees it: an endpoint that serves its share of a domain. */
import type { Domain } from '../domains.ts';
import type { SourceStatus } from './adapter.ts';
import type { Call } from './call.ts';

export interface MemberRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A GraphQL response, untrusted until it has been looked at. */
export interface MemberResponse {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly MemberError[];
  readonly extensions?: { readonly tributary?: Freshness };
  /** True where no text in the data needs an escape in JSON; it is not part of what a member says, but what its transport has seen. */
  readonly isPlain?: boolean;
}

export interface MemberError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * How fresh an answer is, how the source behind it stands, and what the answer has cost it; a member says it with every response. One
 * that is not of our adapters may leave out how its source stands: then it counts as UP when it answers.
 */
export interface Freshness extends Partial<Pick<SourceStatus, 'state' | 'version' | 'error'>> {
  readonly asOf: string | null;
  readonly stale: boolean;
  /** How many calls the source was sent for the answer: requests, statements. */
  readonly upstreamCalls?: number;
}

export interface Member {
  readonly domain: Domain;
  readonly source: string;
  /** ENUMERATES: its records appear in lists, it mints ids. CONTRIBUTES: it only adds fields to records that others enumerate. */
  readonly role: 'ENUMERATES' | 'CONTRIBUTES';
  /** Of a contributor, per entity type: the fields it can say something of. */
  readonly contributes: Readonly<Record<string, readonly string[]>>;
  /** The regions whose records it holds; empty: any. */
  readonly regions: readonly string[];
  /** Rejects with TributaryError where the member cannot be asked; an answer with errors is an answer. */
  execute(request: MemberRequest, call: Call): Promise<MemberResponse>;
  /** As an inventory's port tells it; a member that is elsewhere, or is no inventory, has none. */
  placesMark?(call: Call): Promise<string | null>;
}
