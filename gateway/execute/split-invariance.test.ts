/**
 * It does not matter who holds which record: however the records are dealt out over members, the answer is that of one member
 * that holds them all. The oracle is such a member, asked directly.
 */
import { expect, test } from '@jest/globals';
import { Supergraph } from '@apollo/federation-internals';
import fc from 'fast-check';
import { parse } from 'graphql';
import { supergraphText } from '#schema/contracts.ts';
import type { Domain } from '#schema/domains.ts';
import { MemberDirectory } from '../members/directory.ts';
import { createApolloPlanner } from '../plan/apollo-planner.ts';
import { type TestRecord, recordMember } from '../testing/record-member.ts';
import { execute } from './execute.ts';

const planner = createApolloPlanner(supergraphText());
const schema = Supergraph.build(supergraphText()).apiSchema().toGraphQLJSSchema();
const SOURCES = ['a', 'b', 'c', 'd'];
const KINDS = ['SITE', 'DEVICE', 'PORT', 'LINK'];
const SEVERITIES = ['CRITICAL', 'MAJOR', 'MINOR', 'WARNING'];

const ref = fc.option(fc.nat(14));
const resource = fc.record({
  source: fc.constantFrom(...SOURCES),
  kind: fc.constantFrom(...KINDS),
  name: fc.option(fc.constantFrom('x', 'y', 'Z', '\u{1f600}', '\ufffd')),
  container: ref,
  site: ref,
  a: ref,
  z: ref,
});
const alarm = fc.record({
  source: fc.constantFrom(...SOURCES),
  severity: fc.constantFrom(...SEVERITIES),
  second: fc.nat(5),
  object: ref,
  parent: ref,
});

const INVENTORY_QUERIES = [
  `query ($first: Int, $after: String) { resources(first: $first, after: $after) { totalCount complete pageInfo { hasNextPage endCursor } edges { cursor node { id name container { name site { id name } } } } } }`,
  `query ($first: Int, $after: String) { resources(orderBy: NAME, first: $first, after: $after, filter: { kind: [DEVICE, LINK] }) { edges { n: node { name link { aEnd { container { name } } zEnd { id kind site { name } } } } } pageInfo { more: hasNextPage } } }`,
  `query ($first: Int) { resources { edges { node { contains(first: $first) { totalCount edges { node { id contains(first: 2, orderBy: NAME) { edges { cursor node { name } } pageInfo { hasNextPage } } } } } } } } }`,
  `query ($first: Int) { p: resources(first: $first) { pageInfo { startCursor hasNextPage } } q: resources(first: $first, orderBy: NAME) { edges { cursor } e: edges { node { i: id } } } r: resources { totalCount } }`,
  `{ resolve(keys: [{ type: NAME, value: "x" }, { type: NAME, value: "none" }]) { complete candidates { container { name } } } }`,
];
const FAULT_QUERIES = [
  `query ($first: Int, $after: String) { alarms(first: $first, after: $after) { totalCount edges { cursor node { id perceivedSeverity parentAlarm { id parentAlarm { perceivedSeverity alarmReportingTime } } } } pageInfo { hasNextPage endCursor } } }`,
  `query ($first: Int) { alarms(first: $first, orderBy: SEVERITY_DESC) { edges { node { id alarmedObject { id alarmSummary { critical major worst complete } alarms(first: 2) { totalCount edges { node { id parentAlarm { id } } } pageInfo { hasNextPage } } } } } } }`,
  `{ alarmSummary { critical major minor warning worst complete } }`,
];

function deal<T extends { readonly source: string }>(
  items: readonly T[],
  make: (item: T, id: string, idOf: (index: number | null) => string | null) => TestRecord,
): Map<string, TestRecord[]> {
  const ids = items.map(({ source }, index) => `${source}/${String(index).padStart(2, '0')}`);
  const dealt = new Map(SOURCES.map((source): [string, TestRecord[]] => [source, []]));
  items.forEach((item, index) =>
    dealt
      .get(item.source)
      ?.push(
        make(item, ids[index] ?? '', (other) => (other === null ? null : (ids[other % ids.length] ?? null))),
      ),
  );
  return dealt;
}

async function check(
  domain: Domain,
  dealt: Map<string, TestRecord[]>,
  query: string,
  first: number,
): Promise<void> {
  const members = [...dealt].map(([source, records]) => recordMember(domain, source, records));
  const oracle = recordMember(domain, 'all', [...dealt.values()].flat());
  const document = parse(query);
  let after: string | undefined;
  for (let page = 0; page < 4; page++) {
    const variables: Record<string, unknown> = {
      first,
      ...(after !== undefined && query.includes('$after') && { after }),
    };
    const outcome = await execute({
      plan: planner.plan(document, undefined),
      document,
      operationName: undefined,
      variables,
      rawVariables: variables,
      schema,
      members: new MemberDirectory(members).snapshot,
      signal: new AbortController().signal,
    });
    const expected = await oracle.execute({ query, variables }, { signal: new AbortController().signal });
    expect(expected.errors).toBeUndefined();
    expect(outcome.errors).toEqual([]);
    expect(JSON.stringify(outcome.data)).toBe(JSON.stringify(expected.data));
    after = /"endCursor":"([^"]+)"/.exec(JSON.stringify(expected.data))?.[1];
    if (after === undefined) return;
  }
}

test('inventory answers as one member would', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(resource, { minLength: 1, maxLength: 14 }),
      fc.constantFrom(...INVENTORY_QUERIES),
      fc.integer({ min: 1, max: 6 }),
      async (resources, query, first) => {
        const dealt = deal(resources, (item, id, idOf) => ({
          id,
          kind: item.kind,
          name: item.name,
          containerId: idOf(item.container),
          siteId: idOf(item.site),
          link: item.kind === 'LINK' ? { aEndId: idOf(item.a), zEndId: idOf(item.z) } : null,
        }));
        await check('inventory', dealt, query, first);
      },
    ),
    { numRuns: 80 },
  );
}, 60_000);

test('faults answer as one member would', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(alarm, { minLength: 1, maxLength: 14 }),
      fc.constantFrom(...FAULT_QUERIES),
      fc.integer({ min: 1, max: 6 }),
      async (alarms, query, first) => {
        const dealt = deal(alarms, (item, id, idOf) => ({
          id,
          perceivedSeverity: item.severity,
          alarmReportingTime: `2026-01-01T00:00:0${item.second}.000Z`,
          alarmedObjectId: item.object === null ? null : `inv/${item.object % 4}`,
          parentAlarmId: idOf(item.parent),
        }));
        await check('faults', dealt, query, first);
      },
    ),
    { numRuns: 80 },
  );
}, 60_000);
