/** It does not matter who holds which record. */
import fc from 'fast-check';
import type { Domain } from '#schema/domains.ts';
import { type Holdings, holdingsOf } from '../testing/record-resolvers.ts';
import {
  type Contributors,
  type Estate,
  contradicting,
  contributors,
  copied,
  disjoint,
  firstWordOf,
  inPieces,
} from './estate.ts';
import { type Law, defineLaw, same } from './law.ts';
import { askGateway, documentOf, requestsAllowed, membersOf } from './members.ts';
import { askEstate, askWhole } from './oracle.ts';
import { choice, mutation, query, queryOfReferences, queryOfCopies, variablesFor } from './operations.ts';
import type { RandomOperation } from './random-operation.ts';
import { type World, liesApart, lonelyWorld, world } from './world.ts';

interface Dealt {
  readonly world: World;
  readonly chosen: number;
  readonly by: Contributors;
}
const dealt = fc.record({ world, chosen: choice, by: contributors });
const apart = { measure: ({ world: one }: Dealt) => liesApart(one), atLeast: 0.5 };

const wholeOf = (one: World): Holdings => holdingsOf({ ...one });

async function asOne(
  operation: RandomOperation,
  { world: one, chosen }: Dealt,
  estate: Estate,
): Promise<void> {
  const variables = variablesFor(operation, one, chosen);
  const shown = () => ({ ...operation, variables, estate });
  const expected = await askWhole(wholeOf(one), documentOf(operation.query), variables);
  if (expected.errors) throw expected.errors[0] ?? new Error('The oracle must answer.');
  const members = membersOf(estate);
  const given = await askGateway(members, operation.query, variables);
  same('The answer', given.data, expected.data, shown);
  same('The errors', given.errors, [], shown);
  same('What is said of completeness', given.complete, true, shown);
  for (const { domain, source, requests } of members)
    for (const request of requests) keysOnce(domain, source, request.variables ?? {}, shown);
}

/** An entity is asked for once in a list, however often it stands in the answer. */
function keysOnce(domain: Domain, source: string, variables: object, shown: () => unknown): void {
  for (const [name, value] of Object.entries(variables)) {
    if (!name.startsWith('_t_keys')) continue;
    const ids = (value as { id: string }[]).map(({ id }) => id);
    same(`What ${source} of ${domain} is asked`, ids, [...new Set(ids)], shown);
  }
}

export const split: Law = defineLaw({
  name: 'split',
  says: 'However records are dealt out over one to six members, the answer is that of one process that holds them all.',
  share: 22,
  common: query,
  single: dealt,
  check: (operation, one) => asOne(operation, one, disjoint(one.world)),
  ...apart,
});

export const actions: Law = defineLaw({
  name: 'actions',
  says: 'A mutation over several owners is carried out field by field, and has a row for every id in the order of the ids.',
  share: 10,
  common: mutation,
  single: dealt,
  check: (operation, one) => asOne(operation, one, disjoint(one.world)),
});

export const pieces: Law = defineLaw({
  name: 'pieces',
  says: 'However the fields of resources are dealt out over their owners and contributors, the answer is that of one process.',
  share: 10,
  common: query,
  single: dealt,
  check: (operation, one) => asOne(operation, one, inPieces(one.world, one.by)),
  ...apart,
});

export const rounds: Law = defineLaw({
  name: 'rounds',
  says: 'Where one source has everything and contributors add plain values, everybody is asked once for each fetch of the plan (contributors twice where another domain names the entities).',
  share: 5,
  common: fc.oneof(query, queryOfReferences),
  single: fc.record({ world: lonelyWorld, chosen: choice, by: contributors }),
  async check(operation, { world: one, chosen, by }) {
    const variables = variablesFor(operation, one, chosen);
    const members = membersOf(inPieces(one, { ...by, fields: by.fields.map(() => 'plain' as const) }));
    await askGateway(members, operation.query, variables);
    for (const member of members) {
      const { domain, source, requests } = member;
      const allowed = await requestsAllowed(operation.query, variables, member);
      const shown = () => ({ ...operation, variables, requests, one });
      const beyond = Math.max(0, requests.length - allowed);
      same(`Requests to ${source} of ${domain} beyond ${allowed}`, beyond, 0, shown);
    }
  },
});

export const precedence: Law = defineLaw({
  name: 'precedence',
  says: 'Where members contradict each other precedence decides (the owner and then contributors as they are configured, or as a rule says), and each id is listed once.',
  share: 15,
  common: queryOfCopies,
  single: dealt,
  async check(operation, { world: one, chosen, by }) {
    const variables = variablesFor(operation, one, chosen);
    const estate = copied(contradicting(one, by), by.deal);
    const firstWord = firstWordOf(by);
    const shown = () => ({ ...operation, variables, firstWord, estate });
    const expected = await askEstate(estate, () => 'UP', documentOf(operation.query), variables, firstWord);
    const given = await askGateway(membersOf(estate), operation.query, variables, firstWord);
    same('The answer', given.data, expected.data, shown);
    same('The errors', given.errors, [], shown);
  },
});
