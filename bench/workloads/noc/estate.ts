/** The members over their records, each answering as its contract says. */
import { type TestMember, recordMember } from '#gateway/testing/record-member.ts';
import type { Respond } from '../../upstream/memory.ts';
import { alarmsOf } from './alarms.ts';
import { NOC_MEMBERS, type NocMember, pathOf } from './members.ts';
import { resourcesOf } from './resources.ts';
import { customersOf, servicesOf } from './services.ts';

export function nocUpstreams(): Respond {
  const members = new Map(NOC_MEMBERS.map((member, i) => [pathOf(member), memberOf(member, i)]));
  const { signal } = new AbortController();
  return async (path, request) => {
    const member = members.get(path);
    if (!member) throw new Error(`Nothing is served at ${path}.`);
    const answer = await member.execute(request, { signal });
    // What a test would look at is of no use here.
    member.requests.length = 0;
    return answer;
  };
}

function memberOf({ source, domain }: NocMember, seed: number): TestMember {
  const manner = { source };
  if (domain === 'inventory') return recordMember(domain, source, resourcesOf(source), { manner });
  if (domain === 'faults') return recordMember(domain, source, alarmsOf(source, seed), { manner });
  const more = { customers: customersOf(source) };
  return recordMember(domain, source, servicesOf(source, seed), { manner, more });
}
