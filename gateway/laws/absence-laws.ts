/** Whoever is missing takes his own share away, and nothing else; it is said once where. */
import fc from 'fast-check';
import type { GraphQLFormattedError } from 'graphql';
import {
  type Estate,
  type MemberSpec,
  contradicting,
  contributors,
  disjoint,
  firstWordOf,
  inPieces,
  mix,
} from './estate.ts';
import { type Law, defineLaw, same } from './law.ts';
import { WAYS, type Way, askGateway, documentOf, membersOf, put, requestsAtOnce } from './members.ts';
import { type State, type States, askEstate } from './oracle.ts';
import { choice, mutation, query, variablesFor } from './operations.ts';
import { type World, world } from './world.ts';

const single = fc.record({
  world,
  chosen: choice,
  by: contributors,
  dealing: fc.constantFrom('disjoint', 'inPieces', 'contradicting'),
  /** Which of four states each member is in. */
  states: fc.nat(),
  /** How many of ten are not up. */
  wanting: fc.integer({ min: 1, max: 9 }),
  way: fc.constantFrom<Way>('UNREACHABLE', ...WAYS),
});
type Case = typeof single extends fc.Arbitrary<infer Value> ? Value : never;

const DOWN: readonly State[] = ['AWAY', 'AWAY', 'AWAY', 'STALE', 'BEHIND', 'GONE'];

function statesOf({ states, wanting }: Case): States {
  return ({ domain, source }: MemberSpec) => {
    const n = mix(states, domain, source);
    return n % 10 < wanting ? (DOWN[mix(n, 'state') % DOWN.length] ?? 'AWAY') : 'UP';
  };
}

const DEALINGS: Readonly<Record<string, (one: World, by: Case['by']) => Estate>> = {
  disjoint,
  inPieces,
  contradicting,
};

async function asRemains(
  operation: { query: string; variables: readonly string[] },
  one: Case,
): Promise<void> {
  const variables = variablesFor(operation, one.world, one.chosen);
  const estate = (DEALINGS[one.dealing] ?? disjoint)(one.world, one.by);
  const firstWord = one.dealing === 'contradicting' ? firstWordOf(one.by) : null;
  const states = statesOf(one);
  const expected = await askEstate(estate, states, documentOf(operation.query), variables, firstWord);
  const present = estate.filter((spec) => states(spec) !== 'GONE');
  const members = membersOf(present, undefined, states);
  members.forEach((member, i) => put(member, states(present[i] as MemberSpec), one.way));
  const given = await askGateway(members, operation.query, variables, firstWord);
  const shown = () => ({
    ...operation,
    variables,
    way: one.way,
    states: estate.map((spec) => `${spec.domain} ${spec.source} ${states(spec)}`),
    estate,
  });
  same('The answer', given.data, expected.data, shown);
  same('What is said of completeness', given.complete, expected.complete, shown);
  // A host that answers nulls names each field itself; then it is only sure who is named.
  const place = one.way === 'NULLS' ? memberOf : placeOf;
  const named = given.errors.map(place);
  const must = [...expected.missing].map((text) => (one.way === 'NULLS' ? firstTwo(text) : text));
  const told = one.way === 'NULLS' ? [...new Set(named)] : named;
  same('The errors', told.toSorted(), [...new Set(must)].toSorted(), shown);
  if (!operation.query.startsWith('query')) return;
  for (const [i, { domain, source, requests }] of members.entries()) {
    if (states(present[i] as MemberSpec) !== 'AWAY') continue;
    const beyond = Math.max(0, requests.length - (await requestsAtOnce(operation.query, variables, domain)));
    same(`Requests to ${source} of ${domain} after it was deaf`, beyond, 0, shown);
  }
}

const memberOf = ({ extensions }: GraphQLFormattedError) =>
  `${String(extensions?.['domain'])} ${String(extensions?.['source'])}`;

function placeOf(error: GraphQLFormattedError): string {
  if (error.extensions?.['code'] === 'UNKNOWN_SOURCE') return memberOf(error);
  const path = (error.path ?? []).filter((part) => typeof part === 'string');
  return `${memberOf(error)} ${path.join('.')}`;
}

const firstTwo = (text: string): string => text.split(' ').slice(0, 2).join(' ');

export const absence: Law = defineLaw({
  name: 'absence',
  says: 'With any members missing, the answer is the oracle’s over the remaining records, with one error per missing member and field; what is unknown is null.',
  share: 15,
  common: query,
  single,
  check: asRemains,
});

export const lostActions: Law = defineLaw({
  name: 'lost-actions',
  says: 'With any members missing, every id of a mutation has its row, which says whether it may have been done.',
  share: 5,
  common: mutation,
  single: single.map((one) => ({ ...one, dealing: 'disjoint' as const, way: 'UNREACHABLE' as const })),
  check: asRemains,
});
