/** A member in the gateway's own process. */
import type { Log } from '#adapters/kit/log.ts';
import type { Manifest } from '#adapters/kit/module.ts';
import { DOMAINS, type Domain } from '#schema/domains.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import type { Member, MemberRequest, MemberResponse } from '#schema/ports/member.ts';
import { Endpoint } from './endpoint.ts';
import { portOf } from './subgraphs.ts';

export interface ServedSource {
  readonly adapter: Adapter;
  readonly manifest: Manifest;
  /** The regions whose records the source holds; empty: any. */
  readonly regions: readonly string[];
  readonly log: Log;
}

/** The domains that a source holds anything of, in the order of the contracts. */
export function domainsOf(adapter: Adapter): Domain[] {
  return answeredBy(adapter).filter((domain) => adapter.domains?.includes(domain) ?? true);
}

/** The domains that a source answers, if only by having nothing. */
export function answeredBy(adapter: Adapter): Domain[] {
  return DOMAINS.filter((domain) => portOf(adapter, domain) !== undefined);
}

/** A member for every domain that a source holds anything of. */
export function serveSource(served: ServedSource): Member[] {
  return domainsOf(served.adapter).map((domain) => createLocalMember(served, domain));
}

export function createLocalMember({ adapter, manifest, regions, log }: ServedSource, domain: Domain): Member {
  const endpoint = new Endpoint(adapter, domain, manifest, log);
  return {
    domain,
    source: adapter.source,
    role: endpoint.role,
    contributes: manifest.domains[domain]?.contributes ?? {},
    regions,
    execute: (request, call) => execute(endpoint, request, call),
    ...(domain === 'inventory' && {
      placesMark: async (call) => (await adapter.inventory?.placesMark?.(call)) ?? null,
    }),
  };
}

async function execute(
  endpoint: Endpoint,
  { query, variables }: MemberRequest,
  call: Call,
): Promise<MemberResponse> {
  call.signal.throwIfAborted();
  const prepared = endpoint.subgraph.documents.prepare(query);
  const answer =
    'errors' in prepared
      ? endpoint.refuse(prepared.errors)
      : await endpoint.run({ document: prepared.document, variables: variables ?? null }, call);
  const errors = answer.errors?.map((error) => error.toJSON());
  return {
    ...(answer.data !== undefined && { data: answer.data }),
    ...(errors && { errors }),
    extensions: answer.extensions,
  };
}
