import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { supergraphText } from '#schema/contracts.ts';
import { TributaryError } from '#schema/errors.ts';
import { Supergraph } from '@apollo/federation-internals';
import type { MemberResponse } from '#schema/ports/member.ts';
import { MemberDirectory } from '../members/directory.ts';
import { createHivePlanner } from '../plan/hive-planner.ts';
import { type TestMember, recordMember } from '../testing/record-member.ts';
import { type ExecutionOutcome, execute } from './execute.ts';

const planner = createHivePlanner(supergraphText());
const schema = Supergraph.build(supergraphText()).apiSchema().toGraphQLJSSchema();

const snapshotOf = (members: readonly TestMember[]) => new MemberDirectory(members).snapshot;

async function run(
  members: readonly TestMember[],
  query: string,
  variables: Record<string, unknown> = {},
  { document = parse(query), snapshot = snapshotOf(members) } = {},
): Promise<Omit<ExecutionOutcome, 'data'> & { data: Record<string, unknown> }> {
  const outcome = await execute({
    plan: await planner.plan(document, undefined, variables),
    document,
    operationName: undefined,
    variables,
    rawVariables: variables,
    schema,
    members: snapshot,
    signal: new AbortController().signal,
  });
  return { ...outcome, data: JSON.parse(outcome.data) as Record<string, unknown> };
}

const requests = (members: readonly TestMember[]): Record<string, number> =>
  Object.fromEntries(members.map((member) => [`${member.domain} ${member.source}`, member.requests.length]));

/** Two regions: a link from west to east, alarms on it and on each router. */
function estate() {
  const west = recordMember('inventory', 'west', [
    { id: 'west/site', kind: 'SITE', name: 'Paris' },
    {
      id: 'west/r1',
      kind: 'DEVICE',
      name: 'r1',
      containerId: 'west/site',
      siteId: 'west/site',
      ancestorIds: ['west/site'],
    },
    { id: 'west/link', kind: 'LINK', name: 'par-fra', link: { aEndId: 'west/r1', zEndId: 'east/r2' } },
  ]);
  const east = recordMember('inventory', 'east', [
    { id: 'east/site', kind: 'SITE', name: 'Frankfurt' },
    {
      id: 'east/r2',
      kind: 'DEVICE',
      name: 'r2',
      containerId: 'east/site',
      siteId: 'east/site',
      ancestorIds: ['east/site'],
    },
  ]);
  const zabbix = recordMember(
    'inventory',
    'zabbix',
    [{ id: 'east/r2', equipment: { vendor: 'Nokia', model: null }, technology: ['IP'] }],
    {
      role: 'CONTRIBUTES',
      contributes: { Resource: ['equipment', 'technology'] },
    },
  );
  const faultsWest = recordMember('faults', 'fm-west', [
    {
      id: 'fm-west/1',
      perceivedSeverity: 'MAJOR',
      alarmReportingTime: '2026-01-01T00:00:01.000Z',
      alarmedObjectId: 'west/link',
    },
    {
      id: 'fm-west/2',
      perceivedSeverity: 'MINOR',
      alarmReportingTime: '2026-01-01T00:00:03.000Z',
      alarmedObjectId: 'west/r1',
    },
  ]);
  const faultsEast = recordMember('faults', 'fm-east', [
    {
      id: 'fm-east/1',
      perceivedSeverity: 'CRITICAL',
      alarmReportingTime: '2026-01-01T00:00:02.000Z',
      alarmedObjectId: 'west/link',
      parentAlarmId: 'fm-west/1',
    },
  ]);
  const servicesWest = recordMember('services', 'west', [
    { id: 'west/s1', name: 'one', resourceId: 'west/link' },
  ]);
  const servicesEast = recordMember('services', 'east', [
    { id: 'east/s2', name: 'two', resourceId: 'west/link' },
  ]);
  const members = [west, east, zabbix, faultsWest, faultsEast, servicesWest, servicesEast];
  return { members, west, east, zabbix, faultsWest, faultsEast, servicesWest, servicesEast };
}

describe('one question over two regions', () => {
  test('joins alarms, resource, both ends, sites and services', async () => {
    const { members } = estate();
    const { data, errors, complete } = await run(
      members,
      `{ alarms(first: 10) { totalCount complete edges { node { id alarmedObject { id name link { aEnd { name site { name } } zEnd { name site { name } } }
         services { edges { node { name } } } } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(complete).toBe(true);
    const link = {
      id: 'west/link',
      name: 'par-fra',
      link: {
        aEnd: { name: 'r1', site: { name: 'Paris' } },
        zEnd: { name: 'r2', site: { name: 'Frankfurt' } },
      },
      services: { edges: [{ node: { name: 'two' } }, { node: { name: 'one' } }] },
    };
    expect(data).toEqual({
      alarms: {
        totalCount: 3,
        complete: true,
        edges: [
          {
            node: {
              id: 'fm-west/2',
              alarmedObject: { id: 'west/r1', name: 'r1', link: null, services: { edges: [] } },
            },
          },
          { node: { id: 'fm-east/1', alarmedObject: link } },
          { node: { id: 'fm-west/1', alarmedObject: link } },
        ],
      },
    });
    expect(requests(members)).toEqual({
      'inventory west': 1,
      'inventory east': 1,
      'inventory zabbix': 0,
      'faults fm-west': 1,
      'faults fm-east': 1,
      'services west': 1,
      'services east': 1,
    });
  });

  test('completes a reference within a domain at its own source', async () => {
    const { members } = estate();
    const { data } = await run(
      members,
      `{ alarm(id: "fm-east/1") { parentAlarm { id perceivedSeverity } } }`,
    );
    expect(data).toEqual({ alarm: { parentAlarm: { id: 'fm-west/1', perceivedSeverity: 'MAJOR' } } });
  });

  test('asks a contributor only for what it contributes, and merges facet by facet', async () => {
    const { members, zabbix } = estate();
    const { data } = await run(
      members,
      `{ resource(id: "east/r2") { name technology equipment { vendor model } } }`,
    );
    expect(data).toEqual({
      resource: { name: 'r2', technology: ['IP'], equipment: { vendor: 'Nokia', model: null } },
    });
    expect(zabbix.requests).toHaveLength(1);
    expect(zabbix.requests[0]?.query).not.toContain('name');
  });

  test('sums, takes the worst, and finds shares in members that hold nothing else of the resource', async () => {
    const { members } = estate();
    const { data } = await run(
      members,
      `{ resource(id: "west/link") { alarmSummary { critical major worst complete } } }`,
    );
    expect(data).toEqual({
      resource: { alarmSummary: { critical: 1, major: 1, worst: 'CRITICAL', complete: true } },
    });
  });

  test('keeps aliases, double connections and page information alone apart', async () => {
    const { members } = estate();
    const { data } = await run(
      members,
      `{ a: alarms(first: 1) { edges { node { id } } more: pageInfo { next: hasNextPage } } b: alarms(first: 3, orderBy: SEVERITY_DESC) { x: edges { node { s: perceivedSeverity } } y: edges { at: cursor } } c: alarms { totalCount } }`,
    );
    expect(data?.['a']).toEqual({ edges: [{ node: { id: 'fm-west/2' } }], more: { next: true } });
    expect(data?.['b']).toMatchObject({
      x: [{ node: { s: 'CRITICAL' } }, { node: { s: 'MAJOR' } }, { node: { s: 'MINOR' } }],
    });
    expect(data?.['c']).toEqual({ totalCount: 3 });
  });

  test('a cursor of one page goes on over all members', async () => {
    const { members } = estate();
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await run(
        members,
        `query ($after: String) { alarms(first: 1, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
        after === null ? {} : { after },
      );
      const page = data?.['alarms'] as {
        edges: { node: { id: string } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      seen.push(...page.edges.map((edge) => edge.node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(['fm-west/2', 'fm-east/1', 'fm-west/1']);
  });
});

test('who is asked of a record follows the variables, from request to request', async () => {
  const { members } = estate();
  const query = `query ($sources: [String!]) {
    resource(id: "west/link") { alarms(filter: { source: $sources }) { edges { node { id } } } }
  }`;
  const kept = { document: parse(query), snapshot: snapshotOf(members) };
  const asked = async (variables: Record<string, unknown>): Promise<string[]> => {
    const { sources, errors } = await run(members, query, variables, kept);
    expect(errors).toEqual([]);
    return sources.filter(({ domain }) => domain === 'faults').map(({ source }) => source);
  };
  expect(await asked({ sources: ['fm-west'] })).toEqual(['fm-west']);
  expect(await asked({ sources: ['fm-east'] })).toEqual(['fm-east']);
  expect(await asked({})).toEqual(['fm-west', 'fm-east']);
});

describe('a member that is away', () => {
  const away = new TributaryError('SOURCE_TIMEOUT', 'fm-east did not answer in 100 ms.', {
    source: 'fm-east',
  });

  test('takes only its own share away, and is named', async () => {
    const { members, faultsEast } = estate();
    faultsEast.failure = away;
    const { data, errors, sources, complete } = await run(
      members,
      `{ alarms { complete totalCount edges { node { id } } } alarmSummary { major worst complete } }`,
    );
    expect(data).toEqual({
      alarms: {
        complete: false,
        totalCount: null,
        edges: [{ node: { id: 'fm-west/2' } }, { node: { id: 'fm-west/1' } }],
      },
      alarmSummary: { major: null, worst: 'MAJOR', complete: false },
    });
    expect(errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      {
        path: ['alarms'],
        extensions: { code: 'SOURCE_TIMEOUT', retryable: true, source: 'fm-east', domain: 'faults' },
      },
      {
        path: ['alarmSummary'],
        extensions: { code: 'SOURCE_TIMEOUT', retryable: true, source: 'fm-east', domain: 'faults' },
      },
    ]);
    expect(sources.map(({ source, status }) => ({ source, status }))).toEqual(
      expect.arrayContaining([{ source: 'fm-east', status: 'MISSING' }]),
    );
    expect(complete).toBe(false);
  });

  test('an owner that is away leaves the reference, and other domains answer', async () => {
    const { members, west } = estate();
    west.failure = away;
    const { data, errors } = await run(
      members,
      `{ resource(id: "west/link") { id name alarmSummary { critical } services { edges { node { name } } } } }`,
    );
    expect(data).toEqual({
      resource: {
        id: 'west/link',
        name: null,
        alarmSummary: { critical: 1 },
        services: { edges: [{ node: { name: 'two' } }, { node: { name: 'one' } }] },
      },
    });
    expect(errors).toHaveLength(1);
  });

  test('is named at every field that lacks it, also where they stand on the same record', async () => {
    const { members, west } = estate();
    west.failure = away;
    const { errors } = await run(
      members,
      `{ alarms { edges { node { one: alarmedObject { name } other: alarmedObject { name } } } } }`,
    );
    expect(
      errors.map(({ path }) => path?.filter((part) => typeof part === 'string').at(-1)).toSorted(),
    ).toEqual(['one', 'other']);
  });

  test('that says itself that something is missing is named', async () => {
    const { members, faultsEast } = estate();
    const answer = faultsEast.execute.bind(faultsEast);
    faultsEast.execute = async (request, call) =>
      JSON.parse(
        JSON.stringify(await answer(request, call)).replaceAll('complete":true', 'complete":false'),
      ) as MemberResponse;
    const { complete, sources } = await run(members, `{ alarms { totalCount } }`);
    expect(complete).toBe(false);
    expect(sources.map(({ source, complete: whole }) => [source, whole])).toEqual([
      ['fm-west', true],
      ['fm-east', false],
    ]);
  });

  test('that cannot hold who is meant is not asked, and not missed', async () => {
    const { members, east, west } = estate();
    east.failure = away;
    const { data, errors } = await run(
      members,
      `{ resolve(keys: [{ type: NAME, value: "r1" }], filter: { source: ["west"] }) { complete candidates { id } } }`,
    );
    expect(data).toEqual({ resolve: [{ complete: true, candidates: [{ id: 'west/r1' }] }] });
    expect(errors).toEqual([]);
    expect([west.requests.length, east.requests.length]).toEqual([1, 0]);
  });

  test('a record that its owner does not know is null, without an error', async () => {
    const { members } = estate();
    expect(
      await run(members, `{ resource(id: "west/none") { id alarmSummary { critical } } }`),
    ).toMatchObject({ data: { resource: null }, errors: [] });
  });

  test('a reference whose source is gone is named', async () => {
    const { members, east } = estate();
    const { data, errors } = await run(
      members.filter((member) => member !== east),
      `{ resource(id: "west/link") { link { zEnd { id name site { name } } } } }`,
    );
    expect(data).toEqual({ resource: { link: { zEnd: { id: 'east/r2', name: null, site: null } } } });
    expect(errors.map(({ path, extensions }) => ({ path, extensions }))).toEqual([
      {
        path: ['resource', 'link', 'zEnd'],
        extensions: { code: 'UNKNOWN_SOURCE', retryable: false, source: 'east', domain: 'inventory' },
      },
    ]);
  });

  test('a domain that is wholly away is null, and no other', async () => {
    const { members, servicesEast, servicesWest } = estate();
    servicesEast.failure = away;
    servicesWest.failure = away;
    const { data } = await run(
      members,
      `{ alarms(first: 1) { edges { node { alarmedObject { name services { edges { node { name } } } } } } } }`,
    );
    expect(data).toEqual({
      alarms: { edges: [{ node: { alarmedObject: { name: 'r1', services: null } } }] },
    });
  });
});

describe('a mutation over several owners', () => {
  const mutation = `mutation ($ids: [ID!]!) { acknowledgeAlarms(ids: $ids) { rows: results { id status error { code } alarm { ackState parentAlarm { id ackState } } } } }`;

  test('answers a row per id in order, whatever happened', async () => {
    const { members, faultsEast } = estate();
    const { data } = await run(members, mutation, {
      ids: ['fm-east/1', 'nowhere/1', 'fm-west/1', 'bad', 'fm-west/9'],
    });
    expect(data).toEqual({
      acknowledgeAlarms: {
        rows: [
          {
            id: 'fm-east/1',
            status: 'APPLIED',
            error: null,
            alarm: { ackState: 'ACKNOWLEDGED', parentAlarm: { id: 'fm-west/1', ackState: 'ACKNOWLEDGED' } },
          },
          { id: 'nowhere/1', status: 'FAILED', error: { code: 'NOT_FOUND' }, alarm: null },
          {
            id: 'fm-west/1',
            status: 'APPLIED',
            error: null,
            alarm: { ackState: 'ACKNOWLEDGED', parentAlarm: null },
          },
          { id: 'bad', status: 'FAILED', error: { code: 'NOT_FOUND' }, alarm: null },
          { id: 'fm-west/9', status: 'FAILED', error: { code: 'NOT_FOUND' }, alarm: null },
        ],
      },
    });
    expect(faultsEast.requests[0]?.variables).toMatchObject({ _t_ids0: ['fm-east/1'] });
  });

  test('says where the outcome is not known', async () => {
    const { members, faultsEast } = estate();
    faultsEast.failure = new TributaryError('SOURCE_TIMEOUT', 'Too late.');
    const { data } = await run(members, mutation, { ids: ['fm-east/1', 'fm-west/1'] });
    expect(data).toMatchObject({
      acknowledgeAlarms: {
        rows: [{ status: 'OUTCOME_UNKNOWN', error: { code: 'SOURCE_UNAVAILABLE' } }, { status: 'APPLIED' }],
      },
    });
  });
});

describe('a member that breaks the contract', () => {
  test.each([
    ['garbage', { data: { alarms: { _t_edges: 'x' } } }],
    ['a record without an id', { data: { alarms: { edges: [{ node: {} }] } } }],
    ['an endless empty page', { data: { alarms: { _t_edges: [], edges: [], _t_page: { _t_next: true } } } }],
    ['no data', { errors: [{ message: 'no' }] }],
    [
      'prototypes',
      { data: JSON.parse('{"alarms":{"__proto__":{"_t_edges":[]}}}') as Record<string, unknown> },
    ],
  ])('%s counts as unknown, the others stand', async (_, response) => {
    const { members, faultsEast } = estate();
    faultsEast.execute = () => Promise.resolve(response);
    const { data, complete } = await run(members, `{ alarms { complete edges { node { id } } } }`);
    expect(data).toEqual({
      alarms: { complete: false, edges: [{ node: { id: 'fm-west/2' } }, { node: { id: 'fm-west/1' } }] },
    });
    expect(complete).toBe(false);
  });
});
