/** Whatever a document does with aliases, fragments, conditions and variables: the answer is what graphql-js would give. */
import { describe, expect, test } from '@jest/globals';
import { ask } from '../testing/ask.ts';
import { askWhole } from '../laws/oracle.ts';
import { type TestRecord, recordMember } from '../testing/record-member.ts';
import { holdingsOf } from '../testing/record-resolvers.ts';

const inventory: readonly TestRecord[] = [
  { id: 'west/site', kind: 'SITE', name: 'Paris', region: 'west', link: null },
  {
    id: 'west/r1',
    kind: 'DEVICE',
    name: 'r1',
    region: 'west',
    containerId: 'west/site',
    siteId: 'west/site',
  },
  {
    id: 'west/link',
    kind: 'LINK',
    name: 'l',
    region: 'west',
    link: { aEndId: 'west/r1', zEndId: 'east/r2' },
  },
  { id: 'east/site', kind: 'SITE', name: 'Frankfurt', region: 'east' },
  {
    id: 'east/r2',
    kind: 'DEVICE',
    name: 'r2',
    region: 'east',
    containerId: 'east/site',
    siteId: 'east/site',
  },
  { id: 'east/c', kind: 'CARD', name: 'c', region: 'east', containerId: 'east/r2', siteId: 'west/site' },
];
const faults: readonly TestRecord[] = [
  ['fm-west/1', 'MAJOR', 1, 'west/link', 'fm-east/2'],
  ['fm-west/2', 'MINOR', 3, 'west/r1', null],
  ['fm-east/1', 'CRITICAL', 2, 'west/link', 'fm-west/1'],
  ['fm-east/2', 'CRITICAL', 2, 'east/r2', 'fm-west/2'],
].map(([id, severity, second, object, parent]) => ({
  id: String(id),
  perceivedSeverity: severity,
  alarmReportingTime: `2026-01-01T00:00:0${second}.000Z`,
  alarmedObjectId: object,
  parentAlarmId: parent,
  region: String(id).startsWith('fm-w') ? 'west' : 'east',
}));
const services: readonly TestRecord[] = [
  { id: 'west/s1', name: 'one', resourceId: 'west/link' },
  { id: 'east/s2', name: 'two', resourceId: 'west/link' },
  { id: 'east/s3', name: 'three', resourceId: 'east/r2' },
];
const whole = holdingsOf({ resources: inventory, alarms: faults, services });

function members() {
  const of = (records: readonly TestRecord[], source: string) =>
    records.filter(({ id }) => id.startsWith(`${source}/`));
  return [
    recordMember('inventory', 'west', of(inventory, 'west'), { regions: ['west'] }),
    recordMember('inventory', 'east', of(inventory, 'east'), { regions: ['east'] }),
    recordMember('faults', 'fm-west', of(faults, 'fm-west'), { regions: ['west'] }),
    recordMember('faults', 'fm-east', of(faults, 'fm-east'), { regions: ['east'] }),
    recordMember('services', 'west', of(services, 'west')),
    recordMember('services', 'east', of(services, 'east')),
  ];
}

test('a text is escaped though all but its member’s texts are plain', async () => {
  const named = (source: string, name: string) =>
    recordMember('inventory', source, [{ id: `${source}/r`, kind: 'DEVICE', name }], { regions: [source] });
  const plain = named('east', 'r');
  const answer = plain.execute;
  plain.execute = async (request, call) => ({ ...(await answer(request, call)), isPlain: true });
  const { data } = await ask(
    [plain, named('west', 'the "core"')],
    '{ resources { edges { node { name } } } }',
  );
  expect(data).toEqual({
    resources: { edges: [{ node: { name: 'r' } }, { node: { name: 'the "core"' } }] },
  });
});

async function same(
  query: string,
  variables: Record<string, unknown> = {},
  operationName?: string,
): Promise<void> {
  const expected = await askWhole(whole, query, variables, operationName);
  expect(expected.errors).toBeUndefined();
  const given = await ask(members(), query, variables, { operationName });
  expect(given.errors).toBeUndefined();
  expect(JSON.stringify(given.data, null, 1)).toBe(JSON.stringify(expected.data, null, 1));
}

describe('aliases', () => {
  test.each([
    ['of a name as the id', '{ alarms { edges { node { alarmedObject { id: name } } } } }'],
    [
      'of a name as the id, beside another domain',
      '{ resource(id: "west/link") { id: name services { edges { node { id: name name: id } } } } }',
    ],
    [
      'of the id as the name',
      '{ alarms { edges { node { alarmedObject { name: id id: kind kind: name services { totalCount } } } } } }',
    ],
    [
      'as the name of the type',
      '{ alarms { edges { node { __typename: id alarmedObject { __typename: name } } } } }',
    ],
    [
      'of connections and their parts',
      '{ a: alarms(first: 1) { e: edges { n: node { i: id } c: cursor } f: edges { n: node { r: alarmedObject { x: name } } } p: pageInfo { n: hasNextPage } q: pageInfo { e: endCursor } t: totalCount } b: alarms(first: 3, orderBy: SEVERITY_DESC) { edges { cursor node { id } } } }',
    ],
    [
      'named like methods of objects',
      '{ toString: alarms { hasOwnProperty: edges { valueOf: node { isPrototypeOf: id toLocaleString: alarmedObject { propertyIsEnumerable: name __defineGetter__: services { totalCount } } } } } }',
    ],
    [
      'of entities as roots',
      '{ _entities: alarms { _service: totalCount } _service: alarm(id: "fm-east/1") { _entities: id } }',
    ],
  ])('%s', async (_, query) => {
    await same(query);
  });
});

describe('__typename', () => {
  test.each([
    '{ __typename t: __typename alarms { __typename t: __typename edges { __typename e: __typename node { __typename n: __typename alarmedObject { t: __typename } } } pageInfo { __typename p: __typename } } }',
    '{ alarms { __typename } }',
    '{ alarms { edges { __typename } } }',
    '{ alarms { edges { node { __typename } } } }',
    '{ alarm(id: "fm-east/1") { t: __typename } }',
    '{ alarms { edges { node { alarmedObject { __typename } } } } }',
    '{ alarmSummary { __typename } resource(id: "west/link") { link { __typename aEnd { __typename } } } }',
  ])('%s', async (query) => {
    await same(query);
  });
});

describe('parts of a connection alone', () => {
  test.each([
    'totalCount',
    'complete',
    'pageInfo { hasNextPage }',
    'pageInfo { endCursor startCursor hasPreviousPage }',
    'edges { cursor }',
  ])('%s', async (part) => {
    await same(
      `{ alarms { ${part} } resource(id: "west/link") { services(first: 1) { ${part} } alarms(first: 1) { ${part} } } }`,
    );
  });
});

describe('fragments', () => {
  test.each([
    '{ alarms { edges { node { ... on Alarm { id ... on Alarm { alarmedObject { ... { name } ...R } } } } } } resources { edges { node { ...R } } } } fragment R on Resource { id name site { ...S } container { ...S } } fragment S on Resource { name }',
    '{ alarms { ...C ...C edges { node { perceivedSeverity } } } } fragment C on AlarmConnection { edges { node { id } cursor } totalCount }',
    '{ ...Q alarms { totalCount } } fragment Q on Query { alarms { edges { node { alarmedObject { name } alarmedObject { services { edges { node { name } } } } } } } }',
  ])('%s', async (query) => {
    await same(query);
  });
});

const EVERYWHERE = `query ($a: Boolean!, $b: Boolean! = true) {
  alarms @include(if: $a) { totalCount edges { node { id } } }
  x: alarms(first: 2) { edges @skip(if: $a) { cursor node { id } } edges { node @include(if: $b) { alarmedObject { id @skip(if: $b) name @include(if: $a) } } }
    pageInfo @include(if: $a) { hasNextPage } pageInfo { endCursor @skip(if: $a) } totalCount @skip(if: $b) complete @include(if: $b) }
  resource(id: "west/link") { ... @include(if: $a) { name id } ...F @skip(if: $b) link { aEnd @include(if: $a) { name } zEnd @skip(if: $b) { site { name @include(if: $a) } } }
    services @include(if: $b) { edges { node { name @skip(if: $a) } } } alarmSummary { critical @include(if: $a) } }
} fragment F on Resource { kind contains { totalCount @include(if: $a) } services { totalCount } }`;

describe('conditions', () => {
  test('that contradict each other leave an object without fields', async () => {
    await same(
      'query ($n: Boolean!) { resources @skip(if: $n) { complete @include(if: $n) edges @include(if: $n) { node { site @skip(if: $n) { ... { name @include(if: $n) } } } } } }',
      { n: false },
    );
  });

  test.each([
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ])('everywhere: %p %p', async (a, b) => {
    await same(EVERYWHERE, { a, b });
  });

  test.each([
    'query ($n: Boolean!) { resource(id: "west/link") { link { aEnd @include(if: $n) { name } } } }',
    'query ($n: Boolean!) { alarms { edges { node @include(if: $n) { id } } } }',
    'query ($n: Boolean!) { alarms { pageInfo { hasNextPage @include(if: $n) } } }',
    'query ($n: Boolean!) { alarms { edges @include(if: $n) { node { id } } } }',
    'query ($n: Boolean!) { alarmSummary { worst @include(if: $n) } }',
    'query ($n: Boolean!) { alarms { edges { node { alarmedObject { name @include(if: $n) } } } } }',
    'query ($n: Boolean!) { alarms { edges { node { alarmedObject { link { aEnd @include(if: $n) { id } } } } } } }',
    'query ($n: Boolean!) { alarms @include(if: $n) { totalCount } }',
    'query ($n: Boolean!) { alarms { edges { node { ... @include(if: $n) { alarmedObject { name } } } } } }',
    'query ($n: Boolean!) { resolve(keys: [{ type: NAME, value: "r1" }]) { candidates @include(if: $n) { id } } }',
  ])('that leave nothing: %s', async (query) => {
    await same(query, { n: false });
    await same(query, { n: true });
  });
});

describe('variables', () => {
  test.each<[string, Record<string, unknown>]>([
    [
      'query ($f: Int = 2, $o: AlarmOrder = SEVERITY_DESC) { alarms(first: $f, orderBy: $o) { edges { node { id } } pageInfo { hasNextPage } } }',
      {},
    ],
    [
      'query ($o: AlarmOrder) { alarms(first: 2, orderBy: $o) { edges { node { id } cursor } } }',
      { o: 'SEVERITY_DESC' },
    ],
    ['query ($o: AlarmOrder) { alarms(first: 2, orderBy: $o) { edges { node { id } cursor } } }', {}],
    [
      'query ($a: String, $f: AlarmFilter) { alarms(first: 2, after: $a, filter: $f) { totalCount edges { node { id } } } }',
      { a: null, f: null },
    ],
    [
      'query ($r: [String!]) { alarms(filter: { region: $r }) { totalCount edges { node { id } } } }',
      { r: 'west' },
    ],
    [
      'query ($r: [String!]) { alarms(filter: { region: $r }) { totalCount edges { node { id } } } }',
      { r: null },
    ],
    ['query ($r: [String!]) { alarms(filter: { region: $r }) { totalCount edges { node { id } } } }', {}],
    [
      'query ($r: String!) { alarms(filter: { region: [$r] }) { totalCount edges { node { id } } } }',
      { r: 'east' },
    ],
    [
      'query ($s: [String!]) { resource(id: "west/link") { alarms(filter: { source: $s }) { totalCount edges { node { id } } } } }',
      { s: 'fm-east' },
    ],
    [
      'query ($f: AlarmFilter) { resource(id: "west/link") { alarms(filter: $f) { totalCount edges { node { id } } } } }',
      { f: { source: ['fm-east'], region: 'west' } },
    ],
    ['{ resources(filter: { kind: DEVICE }) { edges { node { id } } } }', {}],
    ['query ($k: [ResourceKind!] = LINK) { resources(filter: { kind: $k }) { edges { node { id } } } }', {}],
    [
      'query ($k: [ResourceKind!]) { resources(filter: { kind: $k, region: "east" }) { edges { node { id } } } }',
      { k: ['DEVICE', 'CARD'] },
    ],
    ['query ($id: ID = "fm-east/1") { alarm(id: $id) { id } }'.replace('ID =', 'ID! ='), {}],
    [
      'query ($representations: [String!], $first: Int!) { alarms { edges { node { alarmedObject { name services(first: $first, filter: { region: $representations }) { totalCount } } } } } }',
      { first: 1 },
    ],
  ])('%s %p', async (query, variables) => {
    await same(query, variables);
  });

  test('of one operation among several', async () => {
    const query =
      'query A($f: Int = 1) { alarms(first: $f) { ...C } } query B($f: Int = 2) { alarms(first: $f) { edges { cursor } ...C } } fragment C on AlarmConnection { edges { node { alarmedObject { name } } } }';
    await same(query, {}, 'A');
    await same(query, {}, 'B');
    await same(query, { f: 3 }, 'A');
  });

  test.each(['_t_keys0', '_t_ids0'])('named like ours are refused: %s', async (name) => {
    const { errors } = await ask(
      members(),
      `query ($${name}: Int) { alarms(first: $${name}) { totalCount } }`,
      { [name]: 1 },
    );
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});

describe('cycles within a domain', () => {
  test.each([
    '{ alarms { edges { node { id parentAlarm { id parentAlarm { id parentAlarm { perceivedSeverity parentAlarm { id } } } } } } } }',
    '{ resources { edges { node { container { contains { edges { node { id container { contains { totalCount edges { node { site { name } } } } } } } } } } } } }',
    '{ resource(id: "west/link") { link { zEnd { site { name contains { edges { node { name site { name } contains { edges { node { site { name } } } } } } } } } } } }',
  ])('%s', async (query) => {
    await same(query);
  });
});
