import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { request as httpRequest } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { auditServer } from 'graphql-http';
import { pino } from 'pino';
import { Agent, request } from 'undici';
import type { FaultsPort } from '#schema/ports/faults.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import { SILENT, adapterOf, manifestOf, memoryPorts } from '../testing/memory-adapter.ts';
import { type ServerOptions, createSourceServer } from './server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const waiting: { signal: AbortSignal; asked: () => void } = { signal: AbortSignal.abort(), asked: () => {} };

function hangingFaults(): FaultsPort {
  return {
    ...memoryPorts().faults,
    summary: (_filter, call) => {
      waiting.signal = call.signal;
      waiting.asked();
      return new Promise(() => {});
    },
  };
}

async function serve(options: Partial<ServerOptions> = {}): Promise<{ app: FastifyInstance; url: string }> {
  const { inventory } = memoryPorts();
  const adapter = adapterOf('nms', { inventory, faults: hangingFaults() });
  const served = { adapter, manifest: manifestOf(), regions: [], log: SILENT };
  const app = createSourceServer(served, { logger: pino({ level: 'silent' }), ...options });
  return { app, url: await app.listen({ host: '127.0.0.1', port: 0 }) };
}

let server: Awaited<ReturnType<typeof serve>>;
// Sockets of its own, so that none outlives the tests.
const agent = new Agent({ pipelining: 0 });

beforeAll(async () => {
  server = await serve();
});
afterAll(async () => {
  await server.app.close();
  await agent.close();
});

async function post(path: string, body: unknown, headers: Record<string, string> = {}, base = server.url) {
  const answer = await request(`${base}${path}`, {
    method: 'POST',
    headers: { ...JSON_TYPE, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    dispatcher: agent,
  });
  return { status: answer.statusCode, body: (await answer.body.json()) as MemberResponse };
}

test('serves a domain, with its SDL and how fresh it is', async () => {
  const { status, body } = await post('/inventory', {
    query: 'query ($id: ID!) { resource(id: $id) { name } _service { sdl } }',
    variables: { id: 'nms/x' },
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    data: { resource: null, _service: { sdl: expect.stringContaining('type Resource') } },
    extensions: { tributary: { asOf: '2026-03-01T08:00:00.000Z', stale: false } },
  });
  expect(body.errors).toBeUndefined();
});

test('has only the domains of its source', async () => {
  const { statusCode, body } = await request(`${server.url}/services`, {
    method: 'POST',
    headers: JSON_TYPE,
    body: '{"query":"{__typename}"}',
    dispatcher: agent,
  });
  expect(statusCode).toBe(404);
  await body.dump();
});

test('answers also what its source holds nothing of: a gateway elsewhere may not know', async () => {
  const adapter = { ...adapterOf('crm', memoryPorts()), domains: ['services'] as const };
  const logger = pino({ level: 'silent' });
  const app = createSourceServer({ adapter, manifest: manifestOf(), regions: [], log: SILENT }, { logger });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const { status } = await post('/inventory', { query: '{ __typename }' }, {}, url);
    expect(status).toBe(200);
    const ready = await request(`${url}/health/ready`, { dispatcher: agent });
    expect(await ready.body.json()).toMatchObject({ domains: ['services'] });
  } finally {
    await app.close();
  }
});

test('keeps the GraphQL over HTTP specification', async () => {
  const results = await auditServer({ url: `${server.url}/inventory` });
  expect(results.length).toBeGreaterThan(50);
  expect(results.filter(({ status }) => status !== 'ok').map(({ name }) => name)).toEqual([]);
  await Promise.all(
    results.map(async (result) => 'response' in result && result.response.body?.cancel?.().catch(() => {})),
  );
});

test('errors are those of the table', async () => {
  const refused = await post('/faults', { query: '{ nonsense }' });
  expect(refused.body.errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
  const argument = await post('/faults', { query: '{ alarms(first: 0) { complete } }' });
  expect(argument.body).toMatchObject({
    data: { alarms: null },
    errors: [{ extensions: { code: 'BAD_USER_INPUT', source: 'nms', domain: 'faults' } }],
  });
  const garbage = await post('/faults', '{"query":');
  expect(garbage).toMatchObject({
    status: 400,
    body: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] },
  });
});

test('a body past the limit is refused', async () => {
  const { app, url } = await serve({ maxBodyBytes: 1000 });
  try {
    const answer = await post('/faults', { query: `{ ${'x'.repeat(2000)} }` }, {}, url);
    expect(answer).toMatchObject({
      status: 413,
      body: { errors: [{ extensions: { code: 'REQUEST_TOO_LARGE' } }] },
    });
  } finally {
    await app.close();
  }
});

describe('an operation that hangs', () => {
  const body = { query: '{ alarmSummary { critical } }' };

  test('ends at its deadline, and so does the call to the port', async () => {
    const answer = await post('/faults', body, { 'tributary-deadline-ms': '20' });
    expect(answer.body.errors).toMatchObject([
      { extensions: { code: 'DEADLINE_EXCEEDED', retryable: true, source: 'nms', domain: 'faults' } },
    ]);
    expect(waiting.signal.aborted).toBe(true);
  });

  test('ends when the client leaves', async () => {
    const asked = Promise.withResolvers<void>();
    waiting.asked = asked.resolve;
    const client = httpRequest(`${server.url}/faults`, { method: 'POST', headers: JSON_TYPE });
    client.on('error', () => {});
    client.end(JSON.stringify(body));
    await asked.promise;
    expect(waiting.signal.aborted).toBe(false);
    const aborted = new Promise((resolve) => waiting.signal.addEventListener('abort', resolve));
    client.destroy();
    await aborted;
  });
});

test('health', async () => {
  const read = async (path: string): Promise<unknown> =>
    (await request(`${server.url}${path}`, { dispatcher: agent })).body.json();
  expect(await read('/health/live')).toEqual({ status: 'live' });
  expect(await read('/health/ready')).toMatchObject({
    status: 'ready',
    domains: ['inventory', 'faults'],
    sources: { nms: { state: 'UP', version: '1' } },
  });
});
