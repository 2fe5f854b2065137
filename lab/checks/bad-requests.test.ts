/** Requests that are wrong are told why, and nobody is asked; those that ask for much get what there is, and are told the rest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { encodeCursor } from '#schema/cursor.ts';
import { contractRules } from '#schema/rules.ts';
import { type Systems, startSystems } from '../estate/start-systems.ts';
import { within } from '../real/testing/within.ts';
import { ask, dataOf } from './ask.ts';
import { type ProxiedStand, settled, startProxiedStand } from './stand.ts';

jest.setTimeout(90_000);

const folder = mkdtempSync(join(tmpdir(), 'tributary-checks-'));
let systems: Systems;
let stand: ProxiedStand;

beforeAll(async () => {
  systems = await startSystems(join(folder, 'estate'));
  stand = await startProxiedStand(
    { configuration: systems.configuration, stateRoot: join(folder, 'state') },
    { timeoutMs: 20_000 },
  );
  await settled(stand);
});

afterAll(async () => {
  await stand.close();
  await systems.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(() => stand.forget());

const byName = encodeCursor(contractRules('inventory').order('Query', 'resources', 'NAME'), [
  'par-cr1',
  'legacy-west/device.d1001',
]);
const ids = (count: number): string[] => Array.from({ length: count }, (_, i) => `legacy-west/port.x${i}`);

describe('a wrong request', () => {
  const table: [name: string, query: string, variables: object, code: string, message: RegExp][] = [
    [
      'an id without a source',
      '{ resource(id: "device-42") { name } }',
      {},
      'INVALID_ID',
      /<source>\/<token>, but got: "device-42"/,
    ],
    ['an id of two slashes', '{ alarm(id: "a/b/c") { id } }', {}, 'INVALID_ID', /but got: "a\/b\/c"/],
    ['an empty id', '{ service(id: "") { id } }', {}, 'INVALID_ID', /but got: ""/],
    [
      'an id that means something to a database',
      '{ resource(id: "legacy-west/x\' OR 1=1 --") { name } }',
      {},
      'INVALID_ID',
      /must be an id/,
    ],
    [
      'an id in a filter',
      'query ($in: [ID!]) { alarms(filter: { within: $in }) { complete } }',
      { in: ['nowhere'] },
      'INVALID_ID',
      /filter\.within/,
    ],
    [
      'an alarm id of an unknown source',
      '{ alarm(id: "zabbix-north/e10233") { id } }',
      {},
      'UNKNOWN_SOURCE',
      /"zabbix-north"\. Did you mean /,
    ],
    [
      'a filter that names an unknown source',
      '{ alarms(filter: { source: ["zabix-west"] }) { complete } }',
      {},
      'UNKNOWN_SOURCE',
      /Did you mean zabbix-west/,
    ],
    [
      'a cursor that is none',
      '{ resources(after: "page2") { complete } }',
      {},
      'INVALID_CURSOR',
      /must be one that this graph gave, but got: "page2"/,
    ],
    [
      'a cursor of nothing',
      '{ alarms(after: "") { complete } }',
      {},
      'INVALID_CURSOR',
      /must be one that this graph gave/,
    ],
    [
      'a cursor of another order',
      'query ($after: String) { resources(after: $after) { complete } }',
      { after: byName },
      'INVALID_CURSOR',
      /ordered by "id", but the cursor by "name id"/,
    ],
    [
      'a page of 0',
      '{ alarms(first: 0) { complete } }',
      {},
      'BAD_USER_INPUT',
      /between 1 and 1000, but got: 0/,
    ],
    [
      'a page of -1',
      '{ alarms(first: -1) { complete } }',
      {},
      'BAD_USER_INPUT',
      /between 1 and 1000, but got: -1/,
    ],
    [
      'a page of ten million',
      '{ resources(first: 10000000) { complete } }',
      {},
      'BAD_USER_INPUT',
      /between 1 and 1000, but got: 10000000/,
    ],
    [
      'a page of more than an Int',
      '{ resources(first: 10000000000) { complete } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
      /Int cannot represent/,
    ],
    [
      'a page of null',
      '{ resources(first: null) { complete } }',
      {},
      'BAD_USER_INPUT',
      /between 1 and 1000, but got: null/,
    ],
    [
      'a page deep inside',
      '{ resources { edges { node { contains(first: 0) { complete } } } } }',
      {},
      'BAD_USER_INPUT',
      /contains\(first:\).* but got: 0/,
    ],
    [
      'an empty filter list',
      '{ alarms(filter: { perceivedSeverity: [] }) { complete } }',
      {},
      'BAD_USER_INPUT',
      /filter\.perceivedSeverity:\).* between 1 and 500 values, but got: 0/,
    ],
    [
      'an empty filter list in a variable',
      'query ($f: ResourceFilter) { resources(filter: $f) { complete } }',
      { f: { kind: [] } },
      'BAD_USER_INPUT',
      /filter\.kind/,
    ],
    [
      'a text match by two rules',
      '{ resources(filter: { name: { equals: "a", contains: "b" } }) { complete } }',
      {},
      'BAD_USER_INPUT',
      /exactly one of equals, in, startsWith, contains, but got: 2/,
    ],
    [
      'a text match by no rule',
      '{ resources(filter: { name: {} }) { complete } }',
      {},
      'BAD_USER_INPUT',
      /exactly one of/,
    ],
    [
      'a value that an enum has not',
      '{ alarms(filter: { perceivedSeverity: [FATAL] }) { complete } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
      /"FATAL" does not exist in "PerceivedSeverity"/,
    ],
    [
      'such a value in a variable',
      'query ($s: [PerceivedSeverity!]) { alarms(filter: { perceivedSeverity: $s }) { complete } }',
      { s: ['FATAL'] },
      'BAD_USER_INPUT',
      /"FATAL" does not exist/,
    ],
    [
      'a huge list of ids',
      'query ($in: [ID!]) { alarms(filter: { within: $in }) { complete } }',
      { in: ids(5000) },
      'BAD_USER_INPUT',
      /between 1 and 500 values, but got: 5000/,
    ],
    [
      'a huge list of ids of a mutation',
      'mutation ($ids: [ID!]!) { acknowledgeAlarms(ids: $ids) { results { id } } }',
      { ids: ids(501) },
      'BAD_USER_INPUT',
      /between 1 and 500 values, but got: 501/,
    ],
    [
      'an instant that is none',
      '{ alarms(filter: { reportedAfter: "yesterday" }) { complete } }',
      {},
      'BAD_USER_INPUT',
      /instant as of RFC 3339.*"yesterday"/,
    ],
    [
      'a field that is not there',
      '{ alarms { edges { node { severity } } } }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
      /Cannot query field "severity"/,
    ],
    ['no GraphQL', '{ alarms {', {}, 'GRAPHQL_PARSE_FAILED', /Syntax Error/],
    [
      'a name that is a prototype',
      '{ __proto__: alarms { complete } }',
      {},
      'BAD_USER_INPUT',
      /must not be one of __proto__/,
    ],
  ];

  test.each(table)('%s', async (_, query, variables, code, message) => {
    const { status, data, errors = [] } = await ask(stand.url, query, variables as Record<string, unknown>);
    expect(data).toBeUndefined();
    expect(status).toBe(200);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(errors[0]?.message).toMatch(message);
    expect(errors[0]?.message.length).toBeLessThan(400);
    expect(stand.requests()).toEqual([]);
  });

  test('of several faults hears of all', async () => {
    const { errors = [] } = await ask(
      stand.url,
      '{ alarms(first: 0, after: "x") { complete } resources(filter: { kind: [] }) { complete } alarm(id: "x") { id } }',
    );
    const said = errors.map(({ message }) => message).join('\n');
    for (const place of ['alarms(first:)', 'alarms(after:)', 'resources(filter.kind:)', 'alarm(id:)'])
      expect(said).toContain(place);
  });

  test.each([
    ['Tributary-Deadline-Ms', '0'],
    ['Tributary-Deadline-Ms', 'soon'],
    ['Tributary-Require-Complete', 'yes'],
  ])('with the header %s: %s', async (header, value) => {
    const { status, errors } = await ask(
      stand.url,
      '{ alarms { complete } }',
      {},
      { headers: { [header]: value } },
    );
    expect(status).toBe(400);
    expect(errors?.[0]?.message).toContain(`\`${header}\` must be `);
    expect(errors?.[0]?.message).toContain(`but got: "${value}"`);
  });
});

describe('a mutation half of whose ids are unknown', () => {
  test('does what can be done, and has a row for every id in order', async () => {
    const { alarms } = await dataOf<{ alarms: { edges: { node: { id: string } }[] } }>(
      stand.url,
      '{ alarms(filter: { text: "Interface is down", ackState: UNACKNOWLEDGED }) { edges { node { id } } } }',
    );
    const [a = '', b = ''] = alarms.edges.map(({ node }) => node.id);
    const rows: [id: string, status: string, code: string | null][] = [
      [a, 'APPLIED', null],
      ['zabbix-west/i999999999', 'FAILED', 'NOT_FOUND'],
      [b, 'APPLIED', null],
      ['zabbix-north/a1', 'FAILED', 'NOT_FOUND'],
      ['no id at all', 'FAILED', 'NOT_FOUND'],
      ['legacy-west/device.d1001', 'FAILED', 'NOT_FOUND'],
    ];
    const { data, errors } = await ask<{ acknowledgeAlarms: { results: unknown[] } }>(
      stand.url,
      `mutation ($ids: [ID!]!) { acknowledgeAlarms(ids: $ids, comment: "half") {
        results { id status error { code message } alarm { ackState } } } }`,
      { ids: rows.map(([id]) => id) },
    );
    expect(errors).toBeUndefined();
    expect(data?.acknowledgeAlarms.results).toEqual(
      rows.map(([id, status, code]) => ({
        id,
        status,
        error: code && { code, message: expect.stringMatching(/.{10,}/) },
        alarm: code ? null : { ackState: 'ACKNOWLEDGED' },
      })),
    );
    const noted = [systems.zabbix.west, systems.zabbix.east].map(({ control }) =>
      [...control.events.values()].filter((event) =>
        event.acknowledges.some(({ message }) => message === 'half'),
      ),
    );
    expect(noted.map((events) => events.length)).toEqual([1, 1]);
  });
});

describe('with a source down', () => {
  const QUERY = '{ alarms { complete edges { node { id } } } }';
  const complete = { headers: { 'tributary-require-complete': 'true' } };

  test('who must have everything gets an error that names it', async () => {
    expect((await ask(stand.url, QUERY, {}, complete)).errors).toBeUndefined();
    stand.proxies.get('zabbix-east')?.behave('/faults', 'BREAK');
    const { data, errors = [] } = await ask(stand.url, QUERY, {}, complete);
    expect(data).toBeNull();
    expect(errors[0]).toMatchObject({
      message: expect.stringContaining('`zabbix-east`'),
      extensions: { code: 'INCOMPLETE', retryable: true, sources: ['zabbix-east'] },
    });
  });

  test('who has little time gets in time what is there', async () => {
    stand.proxies.get('zabbix-east')?.behave('/faults', 'HANG');
    const headers = { 'tributary-deadline-ms': '300' };
    const began = performance.now();
    const {
      data,
      errors = [],
      extensions,
    } = await ask<{
      alarms: { complete: boolean; edges: { node: { id: string } }[] };
    }>(stand.url, QUERY, {}, { headers });
    const took = performance.now() - began;
    expect(took).toBeGreaterThan(250);
    expect(took).toBeLessThan(2000);
    expect(data?.alarms.complete).toBe(false);
    expect(data?.alarms.edges.length).toBeGreaterThan(0);
    expect(errors.map((error) => [error.extensions.source, error.extensions.code])).toEqual([
      ['zabbix-east', 'DEADLINE_EXCEEDED'],
    ]);
    expect(extensions?.sources.map(({ source, status }) => [source, status])).toEqual([
      ['zabbix-west', 'OK'],
      ['zabbix-east', 'MISSING'],
    ]);
  });

  test('who leaves takes the requests to the members along', async () => {
    stand.proxies.get('zabbix-east')?.behave('/faults', 'HANG');
    const leaving = new AbortController();
    const answer = ask(stand.url, QUERY, {}, { signal: leaving.signal });
    const hung = await within(5000, 'A request', async () =>
      stand.proxies.get('zabbix-east')?.requests.find(({ path }) => path === '/faults'),
    );
    leaving.abort();
    await expect(answer).rejects.toThrow('abort');
    await hung.left;
    stand.proxies.get('zabbix-east')?.behave('/faults', 'PASS');
    expect((await ask(stand.url, QUERY)).errors).toBeUndefined();
  });
});
