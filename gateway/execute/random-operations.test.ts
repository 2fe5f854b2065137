/**
 * Whatever is asked of however many members: the answer is that of one process that holds every record and knows nothing of members,
 * plans and rounds.
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Domain } from '#schema/domains.ts';
import { ask } from '../testing/ask.ts';
import { randomOperation } from '../testing/random-operation.ts';
import { type TestRecord, recordMember } from '../testing/record-member.ts';
import { type WholeGraph, askWhole } from '../testing/whole-graph.ts';

const SOURCES = ['a', 'b', 'c'];
const source = fc.constantFrom(...SOURCES);
const ref = fc.option(fc.nat(7));
const world = fc.record({
  resources: fc.array(
    fc.record({
      source,
      kind: fc.constantFrom('SITE', 'DEVICE', 'LINK'),
      name: fc.option(fc.constantFrom('x', 'y')),
      container: ref,
      site: ref,
      a: ref,
      z: ref,
    }),
    { minLength: 1, maxLength: 6 },
  ),
  alarms: fc.array(
    fc.record({
      source,
      severity: fc.constantFrom('CRITICAL', 'MINOR'),
      second: fc.nat(2),
      object: ref,
      parent: ref,
    }),
    { minLength: 1, maxLength: 6 },
  ),
  services: fc.array(fc.record({ source, name: fc.option(fc.constantFrom('x', 'y')), resource: ref }), {
    maxLength: 5,
  }),
});

function recordsOf({
  resources,
  alarms,
  services,
}: typeof world extends fc.Arbitrary<infer World> ? World : never): WholeGraph {
  // Members answer in the order of the sources.
  const sorted = resources.toSorted((a, b) => (a.source < b.source ? -1 : Number(a.source > b.source)));
  const ids = (items: readonly { source: string }[]) => items.map((item, i) => `${item.source}/${i}`);
  const resourceIds = ids(sorted);
  const alarmIds = ids(alarms);
  const at = (list: readonly string[], i: number | null) =>
    i === null ? null : (list[i % list.length] ?? null);
  return {
    inventory: sorted.map((item, i) => ({
      id: resourceIds[i] ?? '',
      kind: item.kind,
      name: item.name,
      region: item.source,
      containerId: at(resourceIds, item.container),
      siteId: at(resourceIds, item.site),
      link:
        item.kind === 'LINK' ? { aEndId: at(resourceIds, item.a), zEndId: at(resourceIds, item.z) } : null,
    })),
    faults: alarms.map((item, i) => ({
      id: alarmIds[i] ?? '',
      perceivedSeverity: item.severity,
      region: item.source,
      alarmReportingTime: `2026-01-01T00:00:0${item.second}.000Z`,
      alarmedObjectId: at(resourceIds, item.object),
      parentAlarmId: at(alarmIds, item.parent),
    })),
    services: services.map((item, i) => ({
      id: `${item.source}/${i}`,
      name: item.name,
      region: item.source,
      resourceId: at(resourceIds, item.resource),
    })),
  };
}

const CONNECTION = ['edges', 'pageInfo', 'totalCount', 'complete'];
const EDGE = ['cursor', 'node', 'node'];
const PAGES = ['', '(first: 2)', '(first: $first)'];
const ALARMS = [
  ...PAGES,
  '(orderBy: SEVERITY_DESC, first: 2)',
  '(orderBy: $order)',
  '(filter: { region: "a" })',
  '(filter: { source: ["b", "c"] }, first: 1)',
];
const RESOURCES = [
  ...PAGES,
  '(orderBy: NAME, first: 3)',
  '(filter: { kind: $kinds })',
  '(filter: { kind: DEVICE, region: ["a", "b"] }, orderBy: NAME)',
  '(filter: null)',
];

const operation = randomOperation({
  depth: 7,
  fields: {
    Query: [
      'alarms',
      'alarms',
      'resources',
      'resources',
      'services',
      'alarmSummary',
      'resource',
      'alarm',
      'resolve',
    ],
    AlarmConnection: CONNECTION,
    ResourceConnection: CONNECTION,
    ServiceConnection: CONNECTION,
    AlarmEdge: EDGE,
    ResourceEdge: EDGE,
    ServiceEdge: EDGE,
    PageInfo: ['hasNextPage', 'endCursor', 'startCursor', 'hasPreviousPage'],
    Alarm: ['id', 'perceivedSeverity', 'parentAlarm', 'alarmedObject', 'alarmedObject'],
    Resource: [
      'id',
      'name',
      'kind',
      'site',
      'container',
      'link',
      'contains',
      'alarms',
      'alarmSummary',
      'services',
    ],
    LinkFacet: ['aEnd', 'zEnd'],
    Service: ['id', 'name'],
    AlarmSummary: ['critical', 'minor', 'worst', 'complete'],
    Resolution: ['candidates', 'complete'],
  },
  args: {
    'Query.alarms': ALARMS,
    'Resource.alarms': ALARMS,
    'Query.resources': RESOURCES,
    'Resource.contains': RESOURCES,
    'Query.services': PAGES,
    'Resource.services': PAGES,
    'Query.resource': ['(id: "a/0")', '(id: "b/0")', '(id: "c/1")'],
    'Query.alarm': ['(id: "a/0")', '(id: "b/1")'],
    'Query.resolve': ['(keys: [{ type: NAME, value: "x" }, { type: NAME, value: "none" }])'],
  },
});

const DOMAINS: readonly Domain[] = ['inventory', 'faults', 'services'];

test('every operation is answered as by one process that holds everything', async () => {
  await fc.assert(
    fc.asyncProperty(world, operation, async (dealt, { query, variables }) => {
      const records = recordsOf(dealt);
      const members = DOMAINS.flatMap((domain) =>
        SOURCES.map((name) =>
          recordMember(
            domain,
            name,
            records[domain].filter(({ id }: TestRecord) => id.startsWith(`${name}/`)),
            { regions: [name] },
          ),
        ),
      );
      const expected = await askWhole(records, query, variables);
      expect(expected.errors).toBeUndefined();
      const given = await ask(members, query, variables);
      expect(given.errors).toBeUndefined();
      expect(JSON.stringify(given.data)).toBe(JSON.stringify(expected.data));
    }),
    { numRuns: 80 },
  );
}, 60_000);
