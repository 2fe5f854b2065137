/** A party elsewhere: one server, or an adapter subgraph with a path per domain. Nothing is asked of it before somebody asks. */
import { type HttpMemberOptions, createHttpMember } from './http-member.ts';
import type { Party } from './party.ts';
import { healthOfMembers } from './source-health.ts';

/** All of one source. @throws TypeError where there is none. */
export function createRemoteParty(options: readonly HttpMemberOptions[]): Party {
  const members = options.map((one) => createHttpMember(one));
  const [health] = healthOfMembers(members);
  if (!health) throw new TypeError('A party must have a member at least.');
  return {
    ...health,
    members,
    start: async () => {},
    close: async () => {
      await Promise.all(members.map((member) => member.close()));
    },
  };
}
