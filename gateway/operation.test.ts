import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { supergraphText } from '#schema/contracts.ts';
import { TributaryError } from '#schema/errors.ts';
import { MemberDirectory } from './members/directory.ts';
import { type OperationCall, type RunOperation, createRunOperation } from './operation.ts';
import { type SupergraphHolder, openSupergraph } from './supergraph/supergraph.ts';
import { type ContractServer, startContractServer, testMember } from './testing/contract-server.ts';

const log = pino({ level: 'silent' });
const { signal } = new AbortController();
let supergraph: SupergraphHolder;
let west: ContractServer;
let run: RunOperation;
const hanging = testMember('http://127.0.0.1:1/', { source: 'hanging' });

beforeAll(async () => {
  supergraph = await openSupergraph(supergraphText(), log);
  west = await startContractServer('faults', 'zabbix-west', {
    Query: { faultSources: () => [{ source: 'zabbix-west', syncState: 'IN_SYNC' }] },
  });
  run = createRunOperation({ supergraph, members: new MemberDirectory([west.member]), log });
});

afterAll(async () => {
  await west.close();
  await hanging.close();
  await supergraph.stop();
});

const query = '{ faultSources { source } }';

test('a query is answered, and says who was asked', async () => {
  const { status, result } = await run({ query, signal });
  expect(status).toBe(200);
  expect(result.data).toEqual({ faultSources: [{ source: 'zabbix-west' }] });
  expect(result.errors).toBeUndefined();
  expect(result.extensions).toMatchObject({ sources: [{ source: 'zabbix-west', domain: 'faults' }] });
});

test('introspection needs nobody', async () => {
  const { result } = await run({ query: '{ __schema { queryType { name } } }', signal });
  expect(result).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
});

test('a request with faults has no data', async () => {
  const { status, result } = await run({ query: '{ alarms(first: 0) { totalCount } }', signal });
  expect(status).toBe(400);
  expect('data' in result).toBe(false);
  expect(result.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
});

test('a mutation is not run where only queries may be', async () => {
  const mutation = 'mutation { acknowledgeAlarms(ids: ["zabbix-west/e1"]) { results { id } } }';
  const before = west.requests();
  expect((await run({ query: mutation, readOnly: true, signal })).status).toBe(405);
  expect(west.requests()).toBe(before);
});

describe('with a member missing', () => {
  async function runWith(options: Partial<OperationCall>) {
    const away = testMember('http://127.0.0.1:1/', { source: 'zabbix-east', timeoutMs: 500 });
    const members = new MemberDirectory([west.member, away]);
    try {
      return await createRunOperation({ supergraph, members, log })({ query, signal, ...options });
    } finally {
      await away.close();
    }
  }

  test('the others answer', async () => {
    const { status, result } = await runWith({});
    expect(status).toBe(200);
    expect(result.data).toEqual({ faultSources: [{ source: 'zabbix-west' }] });
    expect(result.errors).toMatchObject([
      { extensions: { code: 'SOURCE_UNAVAILABLE', source: 'zabbix-east', domain: 'faults' } },
    ]);
  });

  test('a client that wants everything gets an error that names it', async () => {
    const { status, result } = await runWith({ requireComplete: true });
    expect(status).toBe(200);
    expect(result.data).toBeNull();
    expect(result.errors?.[0]).toMatchObject({
      message: expect.stringContaining('`zabbix-east`'),
      extensions: { code: 'INCOMPLETE', retryable: true, sources: ['zabbix-east'] },
    });
    expect(result.errors?.[1]?.extensions?.['code']).toBe('SOURCE_UNAVAILABLE');
  });
});

test('a complete answer satisfies a client that wants everything', async () => {
  const { result } = await run({ query, requireComplete: true, signal });
  expect(result.errors).toBeUndefined();
});

test('at the deadline the rest is answered without those who are late', async () => {
  const members = new MemberDirectory([west.member, { ...hanging, execute: untilAborted }]);
  const runLate = createRunOperation({ supergraph, members, log });
  const { status, result } = await runLate({ query, deadlineMs: 1000, signal });
  expect(status).toBe(200);
  expect(result.data).toEqual({ faultSources: [{ source: 'zabbix-west' }] });
  expect(result.errors).toMatchObject([{ extensions: { code: 'DEADLINE_EXCEEDED', source: 'hanging' } }]);
});

test('who has waited for longer than it may take is told so, and nobody is asked', async () => {
  const before = west.requests();
  const { status, result } = await run({ query, deadlineMs: 2000, waitedMs: 2000, signal });
  expect(status).toBe(200);
  expect(result).toMatchObject({ data: null, errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }] });
  expect(west.requests()).toBe(before);
});

test('a member that does not even end when told to cannot hold the answer up', async () => {
  const members = new MemberDirectory([{ ...hanging, execute: () => new Promise<never>(() => {}) }]);
  const runLate = createRunOperation({ supergraph, members, log });
  const { result } = await runLate({ query, deadlineMs: 10, signal });
  expect(result.errors?.[0]?.extensions?.['code']).toBe('DEADLINE_EXCEEDED');
});

test('a fault of ours is logged, and told without details', async () => {
  const lines: string[] = [];
  const loud = pino({ level: 'error' }, { write: (line) => void lines.push(line) });
  const broken = {
    ...supergraph,
    current: { ...supergraph.current, planner: { ...supergraph.current.planner, plan: () => fail() } },
  };
  const runBroken = createRunOperation({ supergraph: broken, members: new MemberDirectory(), log: loud });
  const { status, result } = await runBroken({ query, requestId: 'r-1', signal });
  expect(status).toBe(500);
  expect(result.errors).toEqual([
    {
      message: 'Tributary failed on this request.',
      extensions: { code: 'INTERNAL_ERROR', retryable: true, requestId: 'r-1' },
    },
  ]);
  expect(lines.join('')).toContain('wires crossed');
});

function fail(): never {
  throw new Error('wires crossed');
}

function untilAborted(_request: unknown, call: { signal: AbortSignal }): Promise<never> {
  return new Promise((_resolve, reject) => {
    const late = new TributaryError('DEADLINE_EXCEEDED', 'late', { source: 'hanging' });
    call.signal.addEventListener('abort', () => reject(late));
  });
}
