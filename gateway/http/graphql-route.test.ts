import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { request } from 'undici';
import type { MemberRequest } from '#schema/ports/member.ts';
import type { Call } from '#schema/ports/call.ts';
import { admitTrusted } from '../documents/admission.ts';
import { type ContractServer, startContractServer, testMember } from '../testing/contract-server.ts';
import { type TestGateway, startTestGateway } from '../testing/test-gateway.ts';

const JSON_BODY = { 'content-type': 'application/json' };
const query = '{ faultSources { source } }';
let west: ContractServer;
let gateway: TestGateway;

beforeAll(async () => {
  west = await startContractServer('faults', 'zabbix-west', {
    Query: { faultSources: () => [{ source: 'zabbix-west', syncState: 'IN_SYNC' }] },
    Mutation: { acknowledgeAlarms: () => ({ results: [] }) },
  });
  gateway = await startTestGateway([west.member], { maxBodyBytes: 10_000 });
});

afterAll(async () => {
  await gateway.close();
  await west.close();
});

async function ask(options: {
  body?: unknown;
  path?: string;
  headers?: Record<string, string>;
  method?: 'GET' | 'POST' | 'PUT';
}) {
  const { statusCode, headers, body } = await request(gateway.url + (options.path ?? '/graphql'), {
    method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
    headers: { ...(options.body !== undefined && JSON_BODY), ...options.headers },
    body: typeof options.body === 'object' ? JSON.stringify(options.body) : (options.body as string),
  });
  const text = await body.text();
  const value = (text ? JSON.parse(text) : null) as {
    data?: unknown;
    errors?: { message: string; extensions: { code: string } }[];
  } | null;
  return { status: statusCode, headers, body: value };
}

test('passes every audit of GraphQL over HTTP', async () => {
  const results = await auditServer({ url: `${gateway.url}/graphql` });
  for (const result of results) if (result.status !== 'ok') await result.response.body?.cancel();
  expect(results.length).toBeGreaterThan(50);
  expect(results.filter(({ status }) => status !== 'ok').map(({ id, name }) => `${id} ${name}`)).toEqual([]);
});

test('a query by POST and by GET', async () => {
  const expected = { faultSources: [{ source: 'zabbix-west' }] };
  expect((await ask({ body: { query } })).body?.data).toEqual(expected);
  const byGet = await ask({ path: `/graphql?${new URLSearchParams({ query })}` });
  expect(byGet.body?.data).toEqual(expected);
  expect(byGet.headers['cache-control']).toBe('no-store');
});

describe('a mutation', () => {
  const mutation = 'mutation { acknowledgeAlarms(ids: ["zabbix-west/e1"]) { results { id } } }';

  test('by GET is refused before anybody is asked', async () => {
    const before = west.requests();
    const { status, headers } = await ask({ path: `/graphql?${new URLSearchParams({ query: mutation })}` });
    expect(status).toBe(405);
    expect(headers['allow']).toBe('POST');
    expect(west.requests()).toBe(before);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'as another site’s form could send it (%p) is refused',
    async (type) => {
      const before = west.requests();
      const { status } = await ask({
        body: JSON.stringify({ query: mutation }),
        headers: { 'content-type': type },
      });
      expect(status).toBe(415);
      expect(west.requests()).toBe(before);
    },
  );
});

describe('a wrong request', () => {
  test.each([
    ['no JSON', '{', /^The body must be JSON\.$/],
    ['a list', '[]', /must be an object, but got: a list/],
    ['no query', {}, /`query` must be a text, but got: nothing/],
    ['variables that are none', { query, variables: [] }, /`variables` must be an object, but got: a list/],
    ['a name that is none', { query, operationName: 1 }, /`operationName` must be a text/],
  ])('%s', async (_, body, message) => {
    const answer = await ask({ body });
    expect(answer.status).toBe(400);
    expect(answer.body?.errors?.[0]?.message).toMatch(message);
    expect(answer.body?.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test.each([
    ['tributary-deadline-ms', '-1'],
    ['tributary-deadline-ms', 'soon'],
    ['tributary-require-complete', 'perhaps'],
  ])('%s: %s', async (name, value) => {
    const { status, body } = await ask({ body: { query }, headers: { [name]: value } });
    expect(status).toBe(400);
    expect(body?.errors?.[0]?.message).toContain(`but got: "${value}"`);
  });

  test('of an operation is told with code and place, under the status that its type wants', async () => {
    const body = { query: '{ alarms(first: 0) { totalCount } }' };
    const asJson = await ask({ body, headers: { accept: 'application/json' } });
    expect(asJson.status).toBe(200);
    const typed = await ask({ body, headers: { accept: 'application/graphql-response+json' } });
    expect(typed.status).toBe(400);
    expect(typed.body).toEqual(asJson.body);
    expect(typed.body).toEqual({
      errors: [
        {
          message: '`alarms(first:)` must be between 1 and 1000, but got: 0.',
          locations: [{ line: 1, column: 3 }],
          extensions: { code: 'BAD_USER_INPUT', retryable: false },
        },
      ],
    });
  });

  test('too large', async () => {
    const { status, body } = await ask({ body: { query: `{ a${' '.repeat(10_000)} }` } });
    expect(status).toBe(413);
    expect(body?.errors?.[0]?.extensions.code).toBe('REQUEST_TOO_LARGE');
  });

  test('for a type that we cannot write', async () => {
    const { status } = await ask({ body: { query }, headers: { accept: 'text/html' } });
    expect(status).toBe(406);
  });

  test('by another method, or to another place', async () => {
    const put = await ask({ body: { query }, method: 'PUT' });
    expect(put.status).toBe(405);
    expect(put.headers['allow']).toBe('GET, POST');
    expect((await ask({ path: '/nowhere' })).status).toBe(404);
  });
});

test('what a client prefers is what it gets', async () => {
  const accept = 'application/json;q=0.5, application/graphql-response+json';
  const { headers } = await ask({ body: { query }, headers: { accept } });
  expect(headers['content-type']).toBe('application/graphql-response+json; charset=utf-8');
});

test('the log has the operation, and none of its values', async () => {
  const secret = 'zabbix-west/hush';
  const named = 'query Hush($id: ID!) { alarm(id: $id) { id } }';
  const { headers } = await ask({ body: { query: named, operationName: 'Hush', variables: { id: secret } } });
  const variables = JSON.stringify({ id: secret });
  await ask({ path: `/graphql?${new URLSearchParams({ query: named, variables })}` });
  expect(gateway.lines()).toContainEqual(
    expect.objectContaining({
      reqId: headers['x-request-id'],
      operation: 'Hush',
      kind: 'query',
      status: 200,
    }),
  );
  expect(JSON.stringify(gateway.lines())).not.toContain('hush');
});

test('when the client leaves, the members are let go', async () => {
  const asked = Promise.withResolvers<Call>();
  const slow = testMember('http://127.0.0.1:1/', { source: 'slow' });
  const execute = (_request: MemberRequest, call: Call): Promise<never> => {
    asked.resolve(call);
    return new Promise((_resolve, reject) => {
      call.signal.addEventListener('abort', () => reject(new Error('left')));
    });
  };
  const own = await startTestGateway([{ ...slow, execute }]);
  const client = httpRequest(`${own.url}/graphql`, { method: 'POST', headers: JSON_BODY });
  client.on('error', () => {});
  client.end(JSON.stringify({ query }));
  const { signal } = await asked.promise;
  expect(signal.aborted).toBe(false);
  client.destroy();
  if (!signal.aborted) await once(signal, 'abort');
  await own.close();
  await slow.close();
});

test('a document may be sent by its hash, once it is known', async () => {
  const text = '{ faultSources { source syncState } }';
  const sha256Hash = createHash('sha256').update(text).digest('hex');
  const extensions = { persistedQuery: { version: 1, sha256Hash } };
  const unknown = await ask({ body: { extensions } });
  expect(unknown.status).toBe(200);
  expect(unknown.body?.errors).toMatchObject([
    { message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } },
  ]);
  expect((await ask({ body: { query: text, extensions } })).body?.data).toBeDefined();
  const path = `/graphql?${new URLSearchParams({ extensions: JSON.stringify(extensions) })}`;
  expect((await ask({ path })).body?.data).toEqual({
    faultSources: [{ source: 'zabbix-west', syncState: 'IN_SYNC' }],
  });
  const wrong = await ask({ body: { extensions: { persistedQuery: { version: 2, sha256Hash } } } });
  expect(wrong.status).toBe(400);
});

test('a page of another site cannot make a browser ask', async () => {
  const path = `/graphql?${new URLSearchParams({ query })}`;
  for (const site of ['cross-site', 'same-site']) {
    const { status, body } = await ask({ path, headers: { 'sec-fetch-site': site } });
    expect(status).toBe(403);
    expect(body?.errors?.[0]?.extensions.code).toBe('CROSS_SITE');
  }
  expect((await ask({ path, headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
});

test('where only trusted documents are admitted, others are refused before anything else', async () => {
  const trusting = await startTestGateway([west.member], {
    admit: admitTrusted(new Map([['sources', query]])),
  });
  const send = async (body: object) =>
    (
      await request(`${trusting.url}/graphql`, {
        method: 'POST',
        headers: JSON_BODY,
        body: JSON.stringify(body),
      })
    ).body.json();
  expect(await send({ documentId: 'sources' })).toMatchObject({
    data: { faultSources: [{ source: 'zabbix-west' }] },
  });
  expect(await send({ query: '{ __typename' })).toMatchObject({
    errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }],
  });
  await trusting.close();
});
