/** How sources elsewhere stand: as their last answers have shown, and asked anew by whoever wants to know, not by a clock. */
import type { SourceStatus } from '#schema/ports/adapter.ts';
import type { SourceHealth } from '../http/health.ts';
import type { HttpMember } from './http-member.ts';

/** For how long an answer says how a member stands. */
const FRESH_MS = 5000;
/** How long readiness waits for a member. */
const WAIT_MS = 1000;

/** One entry per source, however many domains it serves. */
export function healthOfMembers(members: readonly HttpMember[]): SourceHealth[] {
  return healthBySource(
    members.map((member) => ({
      source: member.source,
      status: () => member.status(),
      probe: () => probe(member),
    })),
  );
}

/** One entry per source: it stands as the worst of what is served of it. */
export function healthBySource(healths: readonly SourceHealth[]): SourceHealth[] {
  return [...Map.groupBy(healths, ({ source }) => source)].map(([source, own]) => ({
    source,
    status: () => worst(own.map((one) => one.status())),
    probe: async () => {
      await Promise.all(own.map(async (one) => one.probe?.()));
    },
  }));
}

function worst(states: readonly SourceStatus[]): SourceStatus {
  const found =
    states.find(({ state }) => state === 'DOWN') ??
    states.find(({ state }) => state === 'CONNECTING') ??
    states[0];
  if (!found) throw new TypeError('A source must be a member of something.');
  return found;
}

async function probe(member: HttpMember): Promise<void> {
  if (!isStale(member)) return;
  let timer: NodeJS.Timeout | undefined;
  const waited = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, WAIT_MS);
  });
  const { signal } = new AbortController();
  const asked = member.execute({ query: '{ __typename }' }, { signal }).catch(() => undefined);
  await Promise.race([asked, waited]);
  clearTimeout(timer);
}

function isStale(member: HttpMember): boolean {
  const { state, asOf } = member.status();
  return state !== 'UP' || asOf === null || Date.now() - Date.parse(asOf) > FRESH_MS;
}
