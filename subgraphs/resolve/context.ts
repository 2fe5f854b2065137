/** What the resolvers of one operation on one member work with. */
import type { Domain } from '#schema/domains.ts';
import { parseId } from '#schema/ids.ts';
import type { Call } from '#schema/ports/call.ts';
import type { Member } from '#schema/ports/member.ts';
import type { Loaders } from './loaders.ts';

export interface SubgraphContext<Port> {
  readonly domain: Domain;
  /** The source of the member that was asked. */
  readonly source: string;
  readonly role: Member['role'];
  readonly port: Port;
  readonly call: Call;
  readonly loaders: Loaders;
}

/** Did this member mint the id? */
export function minted(context: SubgraphContext<unknown>, id: string): boolean {
  return parseId(id)?.source === context.source;
}
