import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Member } from '#schema/ports/member.ts';
import { startContractServer, testMember } from '../testing/contract-server.ts';
import { answering, startServer } from '../testing/http-server.ts';
import type { HttpMember, HttpMemberOptions } from './http-member.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function memberOf(
  listener: RequestListener,
  options: Partial<HttpMemberOptions> = {},
): Promise<HttpMember> {
  const server = await startServer(listener);
  const member = testMember(server.url, options);
  opened.push(
    () => member.close(),
    () => server.close(),
  );
  return member;
}

function ask(member: Member, signal = new AbortController().signal) {
  return member.execute({ query: '{ faultSources { source } }' }, { signal });
}

test('a query is answered by the contract’s server', async () => {
  const server = await startContractServer('faults', 'zabbix-west', {
    Query: { faultSources: () => [{ source: 'zabbix-west', syncState: 'IN_SYNC' }] },
  });
  opened.push(() => server.close());
  expect(server.member.status().state).toBe('CONNECTING');
  expect(await ask(server.member)).toEqual({
    data: { faultSources: [{ source: 'zabbix-west' }] },
    isPlain: true,
  });
  expect(server.member.status()).toMatchObject({ state: 'UP', error: null });
});

test('errors, freshness and a null data are an answer', async () => {
  const body = {
    data: null,
    errors: [{ message: 'no', path: ['alarms', 0], extensions: { code: 'NOT_SYNCHRONISED' }, more: 1 }],
    extensions: { tributary: { asOf: '2026-03-01T07:30:00.000Z', stale: true, upstreamCalls: 3 }, other: {} },
  };
  const member = await memberOf(answering(200, JSON_TYPE, JSON.stringify(body)));
  expect(await ask(member)).toEqual({
    data: null,
    errors: [{ message: 'no', path: ['alarms', 0], extensions: { code: 'NOT_SYNCHRONISED' } }],
    extensions: { tributary: { asOf: '2026-03-01T07:30:00.000Z', stale: true, upstreamCalls: 3 } },
    isPlain: true,
  });
});

describe('what a member says of the source behind it', () => {
  const SAID = { asOf: '2026-03-01T07:30:00.000Z', stale: true };
  const error = { code: 'SOURCE_UNSUPPORTED_VERSION', message: 'The version must be 6.0 to 7.x.' };
  const NOT_SAID = { state: 'UP', version: null, error: null };

  test.each([
    [
      'is believed',
      { ...SAID, state: 'DOWN', version: '5.4', error },
      { ...SAID, state: 'DOWN', version: '5.4', error },
    ],
    ['may be left out', SAID, { ...SAID, ...NOT_SAID }],
    [
      'is passed over where it is none',
      { ...SAID, state: 'ODD', version: 5, error: { code: 'NO_CODE', message: 'no' } },
      { ...SAID, ...NOT_SAID },
    ],
    ['is passed over where it is no text', { ...SAID, state: 1, error: 'no' }, { ...SAID, ...NOT_SAID }],
  ])('%s', async (_, tributary, status) => {
    const body = { data: {}, extensions: { tributary } };
    const member = await memberOf(answering(200, JSON_TYPE, JSON.stringify(body)));
    await ask(member);
    expect(member.status()).toEqual(status);
  });
});

test.each([-1, 1.5, '3', null, 2 ** 60])('a cost of %j is none', async (upstreamCalls) => {
  const body = { data: {}, extensions: { tributary: { asOf: null, stale: false, upstreamCalls } } };
  const { extensions } = await ask(await memberOf(answering(200, JSON_TYPE, JSON.stringify(body))));
  expect(extensions).toEqual({ tributary: { asOf: null, stale: false } });
});

test('a request that the member refuses comes back as errors', async () => {
  const member = await memberOf(
    answering(
      400,
      { 'content-type': 'application/graphql-response+json; charset=utf-8' },
      '{"errors":[{"message":"no such field"}]}',
    ),
  );
  expect(await ask(member)).toEqual({ errors: [{ message: 'no such field' }], isPlain: true });
});

test('a text with an escape is not plain', async () => {
  const body = JSON.stringify({ data: { resource: { name: 'the "core"' } } });
  const member = await memberOf(answering(200, JSON_TYPE, body));
  expect((await ask(member)).isPlain).toBeUndefined();
});

test('keys that could reach a prototype are dropped', async () => {
  const text =
    '{"data":{"__proto__":{"polluted":1},"alarms":[{"constructor":{"prototype":{"polluted":1}},"id":"a/b"}],"\\u005f_proto__":{"polluted":1}}}';
  const { data } = await ask(await memberOf(answering(200, JSON_TYPE, text)));
  expect(data).toEqual({ alarms: [{ id: 'a/b' }] });
  expect(Object.getOwnPropertyNames(data)).toEqual(['alarms']);
});

describe('what is no answer', () => {
  test.each([
    ['HTML', 200, { 'content-type': 'text/html' }, '<html>Log in', 'SOURCE_BAD_RESPONSE'],
    ['garbage', 200, JSON_TYPE, '{"data":', 'SOURCE_BAD_RESPONSE'],
    ['another shape', 200, JSON_TYPE, '[1]', 'SOURCE_BAD_RESPONSE'],
    ['data of another shape', 200, JSON_TYPE, '{"data":[1]}', 'SOURCE_BAD_RESPONSE'],
    ['errors of another shape', 200, JSON_TYPE, '{"errors":[1]}', 'SOURCE_BAD_RESPONSE'],
    ['nothing', 200, JSON_TYPE, '', 'SOURCE_BAD_RESPONSE'],
    ['data under an error status', 500, JSON_TYPE, '{"data":{}}', 'SOURCE_BAD_RESPONSE'],
    ['a redirection', 302, { location: 'http://127.0.0.1:1/' }, '', 'SOURCE_BAD_RESPONSE'],
    ['no credentials', 401, {}, '', 'SOURCE_AUTH_FAILED'],
    ['no right', 403, {}, '', 'SOURCE_FORBIDDEN'],
    ['too many', 429, { 'retry-after': '7' }, '', 'SOURCE_RATE_LIMITED'],
    ['a gateway’s failure', 502, { 'content-type': 'text/html' }, '<h1>', 'SOURCE_UNAVAILABLE'],
    ['a gateway’s timeout', 504, {}, '', 'SOURCE_TIMEOUT'],
  ])('%s', async (_, status, headers, body, code) => {
    const member = await memberOf(answering(status, headers, body));
    await expect(ask(member)).rejects.toMatchObject({ code, source: 'zabbix-west' });
    expect(member.status().state).toBe(code === 'SOURCE_RATE_LIMITED' ? 'CONNECTING' : 'DOWN');
  });

  test('the wait that it asks for is told', async () => {
    const member = await memberOf(answering(429, { 'retry-after': '7' }, ''));
    await expect(ask(member)).rejects.toMatchObject({ retryAfterMs: 7000 });
  });

  test('the message shows how it begins', async () => {
    const member = await memberOf(answering(200, { 'content-type': 'text/html' }, '<html>Log in'));
    await expect(ask(member)).rejects.toThrow('but got: status 200, text/html, "<html>Log in".');
  });
});

test('an answer beyond the limit is cut off', async () => {
  const endless: RequestListener = (request, response) => {
    request.resume();
    response.writeHead(200, JSON_TYPE);
    const chunk = 'x'.repeat(10_000);
    const pour = (): void => {
      while (!response.destroyed && response.write(chunk));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  };
  const member = await memberOf(endless, { maxResponseBytes: 50_000 });
  await expect(ask(member)).rejects.toMatchObject({ code: 'SOURCE_RESPONSE_TOO_LARGE' });
});

test('who cannot be reached is unavailable', async () => {
  const server = await startServer(answering(200, {}, ''));
  await server.close();
  const member = testMember(server.url);
  opened.push(() => member.close());
  await expect(ask(member)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true });
  expect(member.status()).toMatchObject({ state: 'DOWN', error: { code: 'SOURCE_UNAVAILABLE' } });
});

test('who does not answer in time has timed out', async () => {
  const member = await memberOf((request) => void request.resume(), { timeoutMs: 50 });
  await expect(ask(member)).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT' });
});

test('who stops in the middle of an answer has timed out', async () => {
  const member = await memberOf(
    (request, response) => {
      request.resume();
      response.writeHead(200, JSON_TYPE).write('{"data":');
    },
    { timeoutMs: 50 },
  );
  await expect(ask(member)).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT' });
});

test('an aborted call ends at once, leaves no connection, and says nothing about the source', async () => {
  const arrived = Promise.withResolvers<{ closed: Promise<unknown> }>();
  const member = await memberOf((request) => {
    request.resume();
    arrived.resolve({ closed: once(request.socket, 'close') });
  });
  const leaving = new AbortController();
  const call = ask(member, leaving.signal);
  const { closed } = await arrived.promise;
  leaving.abort();
  await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  await closed;
  expect(member.status().state).toBe('CONNECTING');
});
