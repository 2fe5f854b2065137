/** What a client is told when members fail: once per member and field, in its own words, at its own places. */
import { describe, expect, test } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import type { SourceReport } from './report.ts';
import { ask } from '../testing/ask.ts';
import { type TestMember, type TestRecord, recordMember } from '../testing/record-member.ts';

const alarm = (id: string, second: number, object: string, parent: string | null = null): TestRecord => ({
  id,
  perceivedSeverity: 'MAJOR',
  alarmReportingTime: `2026-01-01T00:00:0${second}.000Z`,
  alarmedObjectId: object,
  parentAlarmId: parent,
});

function estate() {
  const west = recordMember(
    'inventory',
    'west',
    [
      { id: 'west/r1', name: 'r1', containerId: 'east/site' },
      { id: 'west/r2', name: 'r2', containerId: 'west/r1' },
    ],
    { regions: ['west'] },
  );
  const east = recordMember(
    'inventory',
    'east',
    [
      { id: 'east/site', name: 'site' },
      { id: 'east/r3', name: 'r3', containerId: 'west/r1' },
    ],
    { regions: ['east'] },
  );
  const fmWest = recordMember('faults', 'fm-west', [
    alarm('fm-west/1', 5, 'west/r1'),
    alarm('fm-west/2', 3, 'west/r2', 'fm-east/1'),
  ]);
  const fmEast = recordMember('faults', 'fm-east', [
    alarm('fm-east/1', 4, 'east/r3', 'fm-west/1'),
    alarm('fm-east/2', 2, 'west/r1'),
  ]);
  return { west, east, fmWest, fmEast, members: [west, east, fmWest, fmEast] };
}

/** Changes what a member answers. */
function changed(member: TestMember, change: (response: MemberResponse) => MemberResponse): void {
  const answer = member.execute;
  member.execute = async (request, call) => change(await answer(request, call));
}

const away = new TributaryError('SOURCE_TIMEOUT', 'Too late.', { source: 'x' });

const told = (result: FormattedExecutionResult) =>
  (result.errors ?? []).map(({ path, message, extensions }) => [
    path?.join('.'),
    extensions?.['source'],
    extensions?.['code'],
    message,
  ]);
const statuses = (result: FormattedExecutionResult) =>
  Object.fromEntries(
    ((result.extensions?.['sources'] ?? []) as SourceReport[]).map(({ source, status, requests }) => [
      source,
      `${status} ${requests}`,
    ]),
  );

const LIST = '{ alarms { complete edges { node { id } } } }';
const westAlone = {
  alarms: { complete: false, edges: [{ node: { id: 'fm-west/1' } }, { node: { id: 'fm-west/2' } }] },
};

describe('a member that cannot be asked', () => {
  test('leaves a bare reference, of which other members are asked anew and not what the root has of them', async () => {
    const { west, members } = estate();
    west.failure = away;
    const { data } = await ask(
      members,
      `{ resource(id: "west/r1") { id name contains { complete edges { node { id } } } }
         contains: resources { edges { node { id } } } name: resources { totalCount } }`,
    );
    expect(data).toEqual({
      resource: {
        id: 'west/r1',
        name: null,
        contains: { complete: false, edges: [{ node: { id: 'east/r3' } }] },
      },
      contains: { edges: [{ node: { id: 'east/r3' } }, { node: { id: 'east/site' } }] },
      name: { totalCount: null },
    });
  });

  test('in the second round and in the third: once per field, at a place of the merged answer', async () => {
    const { east, members } = estate();
    east.failure = new Error('connect postgres://user:hunter2@db');
    const result = await ask(
      members,
      '{ a: alarms { e: edges { n: node { alarmedObject { name in: container { name } contains { complete } } } } } }',
    );
    const failed = 'The member failed.';
    expect(told(result).sort()).toEqual([
      ['a.e.0.n.alarmedObject.in', 'east', 'INTERNAL_ERROR', failed],
      ['a.e.1.n.alarmedObject', 'east', 'INTERNAL_ERROR', failed],
      [expect.stringMatching(/^a\.e\.[0-3]\.n\.alarmedObject\.contains$/), 'east', 'INTERNAL_ERROR', failed],
    ]);
    expect(result.errors?.[0]?.extensions).toMatchObject({
      retryable: true,
      domain: 'inventory',
      region: 'east',
    });
    expect(statuses(result)).toEqual({
      'fm-west': 'OK 1',
      'fm-east': 'OK 1',
      west: 'OK 1',
      east: 'MISSING 2',
    });
  });

  test('a second time has still answered in part', async () => {
    const { east, members } = estate();
    changed(east, (response) => {
      east.failure = away;
      return response;
    });
    const result = await ask(members, '{ resources { edges { node { id container { name } } } } }');
    expect(statuses(result)).toEqual({ west: 'OK 2', east: 'PARTIAL 2' });
    expect(told(result)).toEqual([
      ['resources.edges.2.node.container', 'east', 'SOURCE_TIMEOUT', 'Too late.'],
    ]);
  });

  test('where nobody serves a domain, nothing is told and nothing is complete', async () => {
    const { west } = estate();
    expect(await ask([west], LIST)).toEqual({ data: { alarms: null } });
    const { data, errors } = await ask([west], LIST, {}, { requireComplete: true });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'INCOMPLETE' } }]);
  });
});

describe('at the deadline', () => {
  test('the others answer, also where a member does not listen', async () => {
    const { fmEast, members } = estate();
    fmEast.execute = () => new Promise(() => undefined);
    const result = await ask(members, LIST, {}, { deadlineMs: 1000 });
    expect(result.data).toEqual(westAlone);
    expect(told(result)).toMatchObject([['alarms', 'fm-east', 'DEADLINE_EXCEEDED', expect.any(String)]]);
  });

  test('nobody is asked any more, and what was not sent was not done', async () => {
    const { fmEast, fmWest, members } = estate();
    fmEast.execute = () => new Promise(() => undefined);
    const result = await ask(
      members,
      `mutation { a: acknowledgeAlarms(ids: ["fm-east/1"]) { results { status } }
                  b: clearAlarms(ids: ["fm-west/1"]) { results { status error { code } } } }`,
      {},
      { deadlineMs: 1000 },
    );
    expect(result.data).toEqual({
      a: { results: [{ status: 'OUTCOME_UNKNOWN' }] },
      b: { results: [{ status: 'FAILED', error: { code: 'SOURCE_UNAVAILABLE' } }] },
    });
    expect(fmWest.requests).toEqual([]);
    expect(statuses(result)).toEqual({ 'fm-east': 'MISSING 1', 'fm-west': 'MISSING 0' });
  });

  test('a client that leaves ends the calls', async () => {
    const { fmEast, members } = estate();
    const left = new AbortController();
    const ended = new Promise<void>((resolve) => {
      fmEast.execute = (_, { signal }) => {
        signal.addEventListener('abort', () => resolve());
        left.abort();
        return Promise.reject(new Error('gone'));
      };
    });
    await ask(members, LIST, {}, { signal: left.signal });
    await ended;
  });
});

describe('an answer with errors', () => {
  const secret = 'connect postgres://user:hunter2@db';
  const masked = expect.stringMatching(
    /^Member "fm-east" of faults (?:failed on this|answered errors alone)/,
  );
  const none = { alarms: null };
  test.each<
    [what: string, response: MemberResponse, path: string | undefined, code: string, message: unknown]
  >([
    [
      'of the error table',
      {
        data: none,
        errors: [{ message: 'Wait.', path: ['alarms'], extensions: { code: 'NOT_SYNCHRONISED' } }],
      },
      'alarms',
      'NOT_SYNCHRONISED',
      'Wait.',
    ],
    [
      'of the error table and no data',
      { data: null, errors: [{ message: 'Wait.', extensions: { code: 'NOT_SYNCHRONISED' } }] },
      'alarms',
      'NOT_SYNCHRONISED',
      'Wait.',
    ],
    [
      'in its own words',
      { data: none, errors: [{ message: secret, path: ['alarms'] }] },
      'alarms',
      'INTERNAL_ERROR',
      masked,
    ],
    [
      'in its own words and no data',
      { errors: [{ message: secret }] },
      'alarms',
      'SOURCE_BAD_RESPONSE',
      masked,
    ],
    ['without a path', { data: none, errors: [{ message: secret }] }, undefined, 'INTERNAL_ERROR', masked],
    [
      'at a place that nobody knows',
      { data: none, errors: [{ message: secret, path: ['__proto__', 'x'] }] },
      undefined,
      'INTERNAL_ERROR',
      masked,
    ],
    [
      'inside a list of its own',
      {
        data: none,
        errors: [
          { message: secret, path: ['alarms', '_t_edges', 1, 'cursor'] },
          { message: secret, path: ['alarms', 'edges', 7, 'node'] },
        ],
      },
      'alarms',
      'INTERNAL_ERROR',
      masked,
    ],
  ])('%s', async (_, response, path, code, message) => {
    const { fmEast, members } = estate();
    fmEast.execute = () => Promise.resolve(response);
    const result = await ask(members, LIST);
    expect(result.data).toEqual(westAlone);
    expect(told(result)).toEqual([[path, 'fm-east', code, message]]);
  });

  test('without a path leaves what is null unknown', async () => {
    const { fmEast, members } = estate();
    fmEast.execute = () => Promise.resolve({ data: { alarm: null }, errors: [{ message: 'x' }] });
    const { data } = await ask(members, '{ alarm(id: "fm-east/1") { id } }');
    expect(data).toEqual({ alarm: { id: 'fm-east/1' } });
  });

  test('of one entity among several stands at that entity', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => {
      const list = data?.['_t_entities0'] as Record<string, unknown>[];
      return {
        data: {
          _t_entities0: list.map((entity, i) => (i === 1 ? { ...entity, _t_as_s: null } : entity)),
        },
        errors: [
          {
            message: 'Wait.',
            path: ['_t_entities0', 1, '_t_as_s'],
            extensions: { code: 'NOT_SYNCHRONISED' },
          },
        ],
      };
    });
    const result = await ask(
      members,
      '{ resources { edges { node { id s: alarmSummary { major complete } } } } }',
    );
    // The second entity that is asked for, not the second that is shown.
    expect(told(result)).toEqual([['resources.edges.2.node.s', 'fm-east', 'NOT_SYNCHRONISED', 'Wait.']]);
    const { edges } = (result.data?.['resources'] ?? {}) as {
      edges: { node: { s: { complete: boolean } } }[];
    };
    expect(edges.map(({ node }) => node.s.complete)).toEqual([true, true, false, true]);
  });
});

describe('a record that its member could not tell', () => {
  const lost = (at: number) => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => {
      const page = data?.['alarms'] as { readonly edges: readonly object[] };
      const edges = page.edges.map((edge, i) => (i === at ? { ...edge, node: null } : edge));
      const path = ['alarms', 'edges', at, 'node'];
      const error = { message: 'Wait.', path, extensions: { code: 'NOT_SYNCHRONISED' } };
      return { data: { alarms: { ...page, edges } }, errors: [error] };
    });
    return members;
  };

  test.each([
    [0, LIST, [null, 'fm-west/1', 'fm-west/2', 'fm-east/2']],
    [1, LIST, ['fm-west/1', 'fm-east/1', null, 'fm-west/2']],
    [1, '{ alarms { edges { node { id } cursor } } }', ['fm-west/1', 'fm-east/1', 'fm-west/2', null]],
  ])(
    'keeps the place of edge %i behind the one before it, or that of its cursor: %s',
    async (at, query, ids) => {
      const { data, errors } = await ask(lost(at), query);
      const { edges } = (data?.['alarms'] ?? {}) as { edges: { node: { id: string } | null }[] };
      expect(edges.map(({ node }) => node?.id ?? null)).toEqual(ids);
      expect(told({ errors: errors ?? [] })).toEqual([['alarms', 'fm-east', 'NOT_SYNCHRONISED', 'Wait.']]);
    },
  );
});

describe('an answer that breaks the contract', () => {
  type Page = Record<string, unknown[]>;
  test.each<[what: string, change: (page: Page) => unknown]>([
    ['edges that are no objects', (page) => ({ ...page, edges: [null, 'x'] })],
    ['no edges', (page) => ({ ...page, edges: null })],
    ['edges without records', (page) => ({ ...page, edges: page['edges']?.map(() => ({})) })],
    ['equal cursors', (page) => ({ ...page, edges: [page['edges']?.[0], page['edges']?.[0]] })],
    ['edges in another order', (page) => ({ ...page, edges: page['edges']?.toReversed() })],
  ])('%s', async (_, change) => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => ({ data: { alarms: change(data?.['alarms'] as Page) } }));
    const result = await ask(members, LIST);
    expect(result.data).toEqual(westAlone);
    expect(told(result)).toMatchObject([['alarms', 'fm-east', 'SOURCE_BAD_RESPONSE', expect.any(String)]]);
  });

  test('fewer edges in one list than in the other', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => {
      const page = data?.['alarms'] as Page;
      return { data: { alarms: { ...page, _t_as_f: page['_t_as_f']?.slice(1) } } };
    });
    const result = await ask(members, '{ alarms { edges { node { id } } f: edges { cursor } totalCount } }');
    expect(result.data).toMatchObject({ alarms: { edges: westAlone.alarms.edges, totalCount: null } });
    expect(told(result)).toMatchObject([['alarms', 'fm-east', 'SOURCE_BAD_RESPONSE', expect.any(String)]]);
  });

  test('what it adds of its own is not seen', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => ({
      data: { ...data, more: 1, alarms: { ...(data?.['alarms'] as object), more: 1, __proto__: { id: 2 } } },
    }));
    expect((await ask(members, LIST)).data).toMatchObject({ alarms: { complete: true } });
  });

  test('a connection that does not say that it is complete is not', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => ({
      data: { alarms: { ...(data?.['alarms'] as object), complete: null, _t_complete: null } },
    }));
    expect((await ask(members, LIST)).data).toMatchObject({ alarms: { complete: false } });
    const { errors } = await ask(members, '{ alarms { edges { cursor } } }', {}, { requireComplete: true });
    expect(errors).toMatchObject([{ extensions: { code: 'INCOMPLETE' } }]);
  });

  test.each<[what: string, entities: (list: unknown[]) => unknown]>([
    ['nobody', () => null],
    ['one entity too few', (list) => list.slice(1)],
    ['null for an entity', (list) => [null, ...list.slice(1)]],
    ['text for an entity', (list) => ['x', ...list.slice(1)]],
  ])('_entities with %s: a sum over it is unknown', async (_, entities) => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => ({
      data: { _t_entities0: entities(data?.['_t_entities0'] as unknown[]) },
    }));
    const result = await ask(members, '{ resources { edges { node { alarmSummary { major complete } } } } }');
    expect(JSON.stringify(result.data)).toContain('{"major":null,"complete":false}');
    expect(told(result)).toEqual([
      [
        expect.stringMatching(/^resources\.edges\.\d\.node$/),
        'fm-east',
        'SOURCE_BAD_RESPONSE',
        expect.any(String),
      ],
    ]);
  });

  test('values that do not fit are told once per field', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, ({ data }) => {
      const page = data?.['alarms'] as { edges: { node: object }[] };
      const edges = page.edges.map(({ node, ...edge }) => ({
        ...edge,
        node: { ...node, occurrences: 'many', perceivedSeverity: 'SOFT' },
      }));
      return { data: { alarms: { ...page, edges } } };
    });
    const { errors } = await ask(members, '{ alarms { edges { node { occurrences perceivedSeverity } } } }');
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions])).toEqual([
      ['alarms.edges.1.node.occurrences', { code: 'SOURCE_BAD_RESPONSE', retryable: true }],
      ['alarms.edges.1.node.perceivedSeverity', { code: 'SOURCE_BAD_RESPONSE', retryable: true }],
    ]);
  });

  test('rows of a mutation that are too few, or none, tell nothing', async () => {
    const { fmEast, members } = estate();
    changed(fmEast, () => ({
      data: { acknowledgeAlarms: { results: [{ id: 'fm-east/2', status: 'APPLIED' }] } },
    }));
    const mutation = (ids: string): string =>
      `mutation { acknowledgeAlarms(ids: [${ids}]) { results { id status } } }`;
    const { data } = await ask(members, mutation('"fm-east/1", "fm-west/1", "fm-east/2"'));
    expect(data).toEqual({
      acknowledgeAlarms: {
        results: [
          { id: 'fm-east/1', status: 'OUTCOME_UNKNOWN' },
          { id: 'fm-west/1', status: 'APPLIED' },
          { id: 'fm-east/2', status: 'OUTCOME_UNKNOWN' },
        ],
      },
    });
    changed(fmEast, () => ({ data: { acknowledgeAlarms: { results: ['x'] } } }));
    expect((await ask(members, mutation('"fm-east/1"'))).data).toEqual({
      acknowledgeAlarms: { results: [{ id: 'fm-east/1', status: 'OUTCOME_UNKNOWN' }] },
    });
  });
});

describe('freshness', () => {
  test('a stale answer is never complete, and the oldest reading counts', async () => {
    const { east, west, members } = estate();
    const readings = ['2026-01-01T00:00:02.000Z', '2026-01-01T00:00:01.000Z', '2026-01-01T00:00:03.000Z'];
    changed(east, (response) => ({
      ...response,
      extensions: { tributary: { stale: true, asOf: readings.shift() ?? null } },
    }));
    changed(west, (response) => ({
      ...response,
      extensions: { tributary: { stale: false, asOf: '2026-01-01T00:00:09.000Z' } },
    }));
    const { data, extensions } = await ask(
      members,
      '{ resources { complete } resource(id: "west/r2") { container { container { name contains { complete } } } } }',
    );
    expect(data).toMatchObject({
      resources: { complete: false },
      resource: { container: { container: { contains: { complete: false } } } },
    });
    expect(extensions?.['sources']).toMatchObject([
      { source: 'west', stale: false, asOf: '2026-01-01T00:00:09.000Z', status: 'OK' },
      { source: 'east', stale: true, asOf: '2026-01-01T00:00:01.000Z', status: 'OK' },
    ]);
  });
});

describe('what an answer has cost a source', () => {
  const QUERY =
    '{ resources { complete } resource(id: "west/r2") { container { container { name contains { complete } } } } }';
  const costOf = (answer: Awaited<ReturnType<typeof ask>>, source: string): unknown =>
    ((answer.extensions?.['sources'] ?? []) as SourceReport[]).find((one) => one.source === source)
      ?.upstreamCalls;
  const costing = (upstreamCalls?: number) => (response: MemberResponse) => ({
    ...response,
    extensions: {
      tributary: { stale: false, asOf: null, ...(upstreamCalls !== undefined && { upstreamCalls }) },
    },
  });

  test('is the sum over the requests that it was sent', async () => {
    const { east, west, members } = estate();
    changed(east, costing(3));
    changed(west, costing(2));
    const answer = await ask(members, QUERY);
    const requests = (member: { readonly requests: readonly unknown[] }): number => member.requests.length;
    expect(requests(west) + requests(east)).toBeGreaterThan(2);
    expect([costOf(answer, 'west'), costOf(answer, 'east')]).toEqual([
      2 * requests(west),
      3 * requests(east),
    ]);
  });

  test('is not told where the member does not tell it, or did not answer', async () => {
    const { east, west, members } = estate();
    changed(west, costing());
    east.failure = new TributaryError('SOURCE_UNAVAILABLE', 'Refused.', { source: 'east' });
    const answer = await ask(members, '{ resources { complete } }');
    expect([costOf(answer, 'west'), costOf(answer, 'east')]).toEqual([null, null]);
  });
});
