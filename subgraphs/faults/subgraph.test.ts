import { describe, expect, test } from '@jest/globals';
import { TributaryError } from '#schema/errors.ts';
import type { FaultsPort } from '#schema/ports/faults.ts';
import { memberOf, memoryPorts } from '../testing/memory-adapter.ts';

const faults = (more: Partial<FaultsPort> = {}): { faults: FaultsPort } => ({
  faults: { ...memoryPorts().faults, ...more },
});

test('a list of alarms with their parents is two calls', async () => {
  const { ask, counts } = memberOf('nms', 'faults');
  const { data, errors } = await ask(
    `{ alarms { edges { node { id alarmRaisedTime alarmedObject { id } parentAlarm { perceivedSeverity } } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data?.['alarms']).toEqual({
    edges: [
      {
        node: {
          id: 'nms/a3',
          alarmRaisedTime: '2026-03-01T07:33:00.250Z',
          alarmedObject: { id: 'east/device.a9' },
          parentAlarm: { perceivedSeverity: 'CRITICAL' },
        },
      },
      {
        node: {
          id: 'nms/a2',
          alarmRaisedTime: '2026-03-01T07:32:00.250Z',
          alarmedObject: { id: 'inv/device.a2' },
          parentAlarm: { perceivedSeverity: 'CRITICAL' },
        },
      },
      {
        node: {
          id: 'nms/a1',
          alarmRaisedTime: '2026-03-01T07:31:00.250Z',
          alarmedObject: { id: 'inv/device.a1' },
          parentAlarm: null,
        },
      },
    ],
  });
  expect(counts()).toEqual({ alarms: 1, alarmsByIds: 1 });
});

test('any resource is answered, whoever minted it, in one call', async () => {
  const { ask, calls } = memberOf('nms', 'faults');
  const { data, errors } = await ask(
    `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Resource {
       id alarms(scope: SELF) { totalCount } alarmSummary { critical major worst complete } } } }`,
    { r: ['inv/device.a1', 'x/nobody', 'east/device.a9'].map((id) => ({ __typename: 'Resource', id })) },
  );
  expect(errors).toBeUndefined();
  const summary = (critical: number, major: number): object => ({
    critical,
    major,
    worst: null,
    complete: true,
  });
  expect(data?.['_entities']).toEqual([
    { id: 'inv/device.a1', alarms: { totalCount: 1 }, alarmSummary: summary(1, 0) },
    { id: 'x/nobody', alarms: { totalCount: 0 }, alarmSummary: summary(0, 0) },
    { id: 'east/device.a9', alarms: { totalCount: 1 }, alarmSummary: summary(0, 1) },
  ]);
  expect(calls.map(({ method, args }) => [method, args[0]])).toEqual([
    ['alarmsOf', ['inv/device.a1', 'x/nobody', 'east/device.a9']],
    ['summariesOf', ['inv/device.a1', 'x/nobody', 'east/device.a9']],
  ]);
  expect(calls[0]?.args[1]).toMatchObject({ scope: 'SELF', first: 20 });
  expect(calls[1]?.args[1]).toBe('CONTAINED');
});

test('totals are counted only for those who ask', async () => {
  let counted = 0;
  const { faults: port } = memoryPorts();
  const counting = faults({
    alarms: async (request, call) => ({
      ...(await port.alarms(request, call)),
      totalCount: async () => ++counted,
    }),
  });
  const { ask } = memberOf('nms', 'faults', counting);
  await ask('{ alarms { complete edges { cursor } } }');
  expect(counted).toBe(0);
  await ask('{ alarms { totalCount } }');
  expect(counted).toBe(1);
});

test('roots', async () => {
  const { ask, calls } = memberOf('nms', 'faults');
  const { data } = await ask(
    `{ alarm(id: "nms/a1") { id } gone: alarm(id: "nms/zz") { id } other: alarm(id: "zbx/a1") { id }
       alarmSummary(filter: { state: null, suppressed: false }) { critical } faultSources { source syncState lastHeardAt } }`,
  );
  expect(data).toEqual({
    alarm: { id: 'nms/a1' },
    gone: null,
    other: null,
    alarmSummary: { critical: 1 },
    faultSources: [{ source: 'nms', syncState: 'IN_SYNC', lastHeardAt: null }],
  });
  expect(calls.find(({ method }) => method === 'summary')?.args).toEqual([{ suppressed: false }]);
  expect(calls.find(({ method }) => method === 'alarmsByIds')?.args).toEqual([['nms/a1', 'nms/zz']]);
});

describe('actions', () => {
  const MUTATION = `mutation ($ids: [ID!]!) { acknowledgeAlarms(ids: $ids, comment: "mine") {
    results { id status alarm { id ackState } error { code message } } } }`;
  const rows = (data: unknown): Record<string, unknown>[] =>
    (data as { acknowledgeAlarms: { results: Record<string, unknown>[] } }).acknowledgeAlarms.results;

  test('there is a row for every id, in order, and each own id is acted on once', async () => {
    const { ask, calls } = memberOf('nms', 'faults');
    const ids = ['nms/a2', 'zbx/a1', 'nonsense', 'nms/a1', 'nms/zz', 'nms/a2'];
    const { data, errors } = await ask(MUTATION, { ids });
    expect(errors).toBeUndefined();
    expect(rows(data).map(({ id }) => id)).toEqual(ids);
    expect(rows(data).map(({ status }) => status)).toEqual([
      'APPLIED',
      'FAILED',
      'FAILED',
      'APPLIED',
      'FAILED',
      'APPLIED',
    ]);
    expect(rows(data)[0]?.['alarm']).toEqual({ id: 'nms/a2', ackState: 'ACKNOWLEDGED' });
    expect(rows(data)[2]?.['error']).toEqual({
      code: 'NOT_FOUND',
      message: 'The source "nms" has no alarm with this id.',
    });
    expect(calls).toEqual([{ method: 'act', args: ['ACKNOWLEDGE', ['nms/a2', 'nms/a1', 'nms/zz'], 'mine'] }]);
  });

  test('where nothing is ours the source is left alone', async () => {
    const { ask, calls } = memberOf('nms', 'faults');
    const { data } = await ask(MUTATION, { ids: ['zbx/a1'] });
    expect(rows(data)).toMatchObject([{ status: 'FAILED', error: { code: 'NOT_FOUND' } }]);
    expect(calls).toEqual([]);
  });

  test.each([
    ['SOURCE_UNAVAILABLE', 'FAILED', 'SOURCE_UNAVAILABLE'],
    ['SOURCE_FORBIDDEN', 'FAILED', 'REFUSED_BY_SOURCE'],
    ['SOURCE_TIMEOUT', 'OUTCOME_UNKNOWN', 'SOURCE_UNAVAILABLE'],
  ] as const)('a port that throws %s gives rows %s', async (code, status, error) => {
    const failing = faults({ act: () => Promise.reject(new TributaryError(code, 'No.')) });
    const { ask } = memberOf('nms', 'faults', failing);
    const { data, errors } = await ask(MUTATION, { ids: ['nms/a1', 'zbx/a1'] });
    expect(errors).toBeUndefined();
    expect(rows(data)).toMatchObject([
      { id: 'nms/a1', status, error: { code: error, message: 'No.' } },
      { id: 'zbx/a1', status: 'FAILED', error: { code: 'NOT_FOUND' } },
    ]);
  });

  test('more than 500 ids are refused before anything is done', async () => {
    const { ask, calls } = memberOf('nms', 'faults');
    const { data, errors } = await ask(MUTATION, { ids: Array.from({ length: 501 }, (_, i) => `nms/a${i}`) });
    expect(data).toEqual({ acknowledgeAlarms: null });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(calls).toEqual([]);
  });

  test('what was read before an action is read again after it', async () => {
    const { ask, counts } = memberOf('nms', 'faults');
    const { errors } = await ask(
      `mutation { a: acknowledgeAlarms(ids: ["nms/a2"]) { results { alarm { parentAlarm { state } } } }
                  b: unacknowledgeAlarms(ids: ["nms/a2"]) { results { alarm { parentAlarm { state } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(counts()).toEqual({ act: 2, alarmsByIds: 2 });
  });
});

describe('arguments', () => {
  test.each([
    ['alarms(first: 0) { complete }', 'BAD_USER_INPUT'],
    ['alarms(first: -1) { complete }', 'BAD_USER_INPUT'],
    ['alarms(first: 10000000) { complete }', 'BAD_USER_INPUT'],
    ['alarms(first: null) { complete }', 'BAD_USER_INPUT'],
    ['alarms(filter: { state: [] }) { complete }', 'BAD_USER_INPUT'],
    ['alarms(filter: { within: ["nonsense"] }) { complete }', 'INVALID_ID'],
    ['alarms(after: "nonsense") { complete }', 'INVALID_CURSOR'],
    ['alarm(id: "nonsense") { id }', 'INVALID_ID'],
  ])('%s is refused, and the rest is answered', async (field, code) => {
    const { ask, counts } = memberOf('nms', 'faults');
    const { data, errors } = await ask(`{ x: ${field} alarmSummary { critical } }`);
    expect(data).toEqual({ x: null, alarmSummary: { critical: 1 } });
    expect(errors).toMatchObject([{ path: ['x'], extensions: { code, source: 'nms', domain: 'faults' } }]);
    expect(counts()).toEqual({ summary: 1 });
  });

  test('instants are normalised on the way in', async () => {
    const { ask, calls } = memberOf('nms', 'faults');
    await ask('query ($t: DateTime) { alarms(filter: { reportedAfter: $t }) { complete } }', {
      t: '2026-03-01T09:00:00+02:00',
    });
    expect(calls[0]?.args[0]).toMatchObject({ filter: { reportedAfter: '2026-03-01T07:00:00.000Z' } });
  });

  test('what is no instant is refused', async () => {
    const { ask, calls } = memberOf('nms', 'faults');
    const { data, errors } = await ask(
      'query ($t: DateTime) { alarms(filter: { reportedAfter: $t }) { complete } }',
      {
        t: 'yesterday',
      },
    );
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors?.[0]?.message).toContain('A DateTime must be an instant');
    expect(calls).toEqual([]);
  });
});
