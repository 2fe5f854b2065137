/** What a client is told when members fail: once per member and field, in its own words, at its own places. */
import { describe, expect, test } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import type { SourceReport } from './report.ts';
import { ask } from '../testing/ask.ts';
import { LIST, changed, estate, told, westAlone } from '../testing/two-regions.ts';

const away = new TributaryError('SOURCE_TIMEOUT', 'Too late.', { source: 'x' });

const statuses = (result: FormattedExecutionResult) =>
  Object.fromEntries(
    ((result.extensions?.['sources'] ?? []) as SourceReport[]).map(({ source, status, requests }) => [
      source,
      `${status} ${requests}`,
    ]),
  );

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
