import { once } from 'node:events';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { type AddressInfo, type Socket, createServer as createTcpServer } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from '@jest/globals';
import { TributaryError } from '#schema/errors.ts';
import { Secret } from '../config/secret.ts';
import type { HttpClient, HttpClientOptions } from './client.ts';
import { createHttpClient } from './create-http-client.ts';
import { sessionToken } from './session-token.ts';
import { basicToken, bearerToken, headerToken } from './token.ts';

const limits = { timeoutMs: 5000, concurrency: 2, maxResponseBytes: 100_000 };
const TOKEN = 'hunter2-hunter2';

type Handle = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const cleanUps: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function serve(handle: Handle): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => handle(request, response, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** A server that says exactly these bytes to whatever begins to arrive. */
async function serveRaw(speak: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => speak(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function client(baseUrl: string, more: Partial<HttpClientOptions> = {}): HttpClient {
  const made = createHttpClient({ source: 'west', baseUrl, limits, ...more });
  cleanUps.push(() => made.close());
  return made;
}

async function failureOf(promise: Promise<unknown>): Promise<TributaryError> {
  const error: unknown = await promise.then(
    () => new Error('It succeeded.'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TributaryError)) throw error;
  return error;
}

describe('A request', () => {
  test('sends method, path, query, headers and JSON, and reads the answer', async () => {
    const { url } = await serve((request, response, body) => {
      const { accept, 'content-type': type, 'x-a': a, 'x-b': b } = request.headers;
      response.setHeader('X-Twice', ['1', '2']);
      response.end(JSON.stringify({ method: request.method, url: request.url, accept, type, a, b, body }));
    });
    const http = client(`${url}/api/`, { headers: { 'X-A': 'base', 'X-B': 'base' } });
    const answer = await http.request({
      method: 'POST',
      path: '/v1/x?y=1',
      body: { z: 'é' },
      headers: { 'x-b': 'own' },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers['x-twice']).toBe('1, 2');
    expect(answer.json()).toEqual({
      method: 'POST',
      url: '/api/v1/x?y=1',
      accept: 'application/json',
      type: 'application/json',
      a: 'base',
      b: 'own',
      body: '{"z":"é"}',
    });
  });

  test.each([
    ['http://h', '', '/'],
    ['http://h/a', '', '/a'],
    ['http://h/a/', 'b', '/a/b'],
    ['http://h/a', '/b/?c=%2F', '/a/b/?c=%2F'],
    ['http://h', '//other/x', '//other/x'],
  ])('on %s the path %j is %s', async (base, path, expected) => {
    const { url } = await serve((request, response) => response.end(JSON.stringify(request.url)));
    const answer = await client(base.replace('http://h', url)).request({ path });
    expect(answer.json()).toBe(expected);
  });

  test('never leaves its base', async () => {
    const http = client('http://127.0.0.1:1/api');
    await expect(http.request({ path: '/../admin' })).rejects.toThrow(
      'A path must stay below /api, but got: "/../admin".',
    );
    await expect(http.request({ path: '/%2e%2e/admin' })).rejects.toThrow('A path must stay below /api');
  });

  test('a base with credentials is refused without showing them', async () => {
    const error = await failureOf(
      Promise.resolve().then(() =>
        createHttpClient({ source: 'west', baseUrl: `http://u:${TOKEN}@h`, limits }),
      ),
    );
    expect(error.code).toBe('CONFIGURATION_INVALID');
    expect(error.message).not.toContain(TOKEN);
  });

  test('reads gzip, Latin-1, an empty 204', async () => {
    const { url } = await serve((request, response) => {
      if (request.url === '/gzip') {
        expect(request.headers['accept-encoding']).toBe('gzip');
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}'));
      } else if (request.url === '/latin')
        response
          .writeHead(200, { 'content-type': 'text/plain; charset=ISO-8859-1' })
          .end(Buffer.from([0xe9]));
      else response.writeHead(204, { 'content-encoding': 'gzip' }).end();
    });
    const http = client(url);
    expect((await http.request({ path: '/gzip' })).json()).toEqual({ a: 1 });
    expect((await http.request({ path: '/latin' })).text).toBe('é');
    expect((await http.request({ path: '/none' })).text).toBe('');
  });

  test('leaves dangerous keys out at any depth, also where they are escaped', async () => {
    const { url } = await serve((_, response) =>
      response.end(
        '{"__proto__":{"polluted":1},"list":[{"constructor":{"prototype":{"x":1}},"\\u005f_proto__":1,"ok":"constructor"}],"\\u0063onstructor":2}',
      ),
    );
    const value = (await client(url).request({ path: '/' })).json();
    expect(JSON.stringify(value)).toBe('{"list":[{"ok":"constructor"}]}');
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('Every outcome but 2xx is an error of the table:', () => {
  test.each<[number, string, Record<string, string>, Partial<TributaryError>]>([
    [301, 'SOURCE_BAD_RESPONSE', { location: 'http://u:p@login/x?ticket=1' }, { retryable: true }],
    [304, 'SOURCE_BAD_RESPONSE', {}, {}],
    [400, 'SOURCE_REFUSED', {}, { retryable: false }],
    [401, 'SOURCE_AUTH_FAILED', {}, { retryable: false }],
    [403, 'SOURCE_FORBIDDEN', {}, { retryable: false }],
    [404, 'SOURCE_REFUSED', {}, {}],
    [429, 'SOURCE_RATE_LIMITED', { 'retry-after': '7' }, { retryable: true, retryAfterMs: 7000 }],
    [429, 'SOURCE_RATE_LIMITED', { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, { retryAfterMs: 0 }],
    [429, 'SOURCE_RATE_LIMITED', { 'retry-after': '-1' }, { retryAfterMs: undefined }],
    [500, 'SOURCE_UNAVAILABLE', {}, { retryable: true, outcomeUnknown: true }],
    [503, 'SOURCE_UNAVAILABLE', { 'retry-after': '1' }, { retryAfterMs: 1000, outcomeUnknown: false }],
    [504, 'SOURCE_UNAVAILABLE', {}, { outcomeUnknown: true }],
  ])('%d is %s', async (status, code, headers, details) => {
    const { url } = await serve((_, response) =>
      response.writeHead(status, headers).end(status === 304 ? '' : `<html>\n <b>no ${TOKEN}</b>`),
    );
    const http = client(url, { token: bearerToken(new Secret(TOKEN)) });
    const error = await failureOf(http.request({ method: 'POST', path: '/a?key=1', body: {}, unsafe: true }));
    expect(error).toMatchObject({ code, source: 'west', ...details });
    expect(error.message).toMatch(new RegExp(`^west: POST /a answered ${status} [A-Z]`));
    if (status !== 304) expect(error.message).toContain('"<html> <b>no [secret]</b>"');
    expect(error.message).not.toContain('ticket');
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(TOKEN);
  });

  test('HTML where JSON was asked for', async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Sign in</title>'),
    );
    const answer = await client(url).request({ path: '/' });
    expect(() => answer.json()).toThrow(
      'west: GET / answered 200 with text/html that is not JSON: "<!DOCTYPE html><title>Sign in</title>".',
    );
    expect((await failureOf(Promise.resolve().then(() => answer.json()))).code).toBe('SOURCE_BAD_RESPONSE');
  });

  test.each<[string, string, string, boolean]>([
    ['not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', 'SOURCE_BAD_RESPONSE', false],
    [
      'a body cut off by the connection',
      'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":',
      'SOURCE_UNAVAILABLE',
      true,
    ],
    [
      'a chunk cut off',
      'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a"',
      'SOURCE_UNAVAILABLE',
      true,
    ],
    ['headers cut off', 'HTTP/1.1 200 OK\r\ncontent-le', 'SOURCE_UNAVAILABLE', true],
    ['no byte at all', '', 'SOURCE_UNAVAILABLE', true],
    ['endless headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}`, 'SOURCE_BAD_RESPONSE', false],
    [
      'gzip that is none',
      'HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc',
      'SOURCE_BAD_RESPONSE',
      false,
    ],
    [
      'an encoding that was not offered',
      'HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 3\r\n\r\nabc',
      'SOURCE_BAD_RESPONSE',
      false,
    ],
  ])('%s', async (_, bytes, code, broken) => {
    const url = await serveRaw((socket) => socket.end(bytes));
    const http = client(url);
    expect(await failureOf(http.request({ path: '/' }))).toMatchObject({
      code,
      retryable: true,
      outcomeUnknown: false,
    });
    const unsafe = await failureOf(http.request({ method: 'POST', path: '/', body: 1, unsafe: true }));
    expect(unsafe).toMatchObject({ code, outcomeUnknown: true });
    if (broken) expect(unsafe.message).toContain('It may have been carried out.');
  });

  test('gzip cut off within a whole message', async () => {
    const { url } = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(5000)).subarray(0, 20)),
    );
    expect((await failureOf(client(url).request({ path: '/' }))).code).toBe('SOURCE_BAD_RESPONSE');
  });

  test('a reset', async () => {
    const url = await serveRaw((socket) => socket.resetAndDestroy());
    expect(await failureOf(client(url).request({ path: '/' }))).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });

  test('nobody listens: nothing was sent, so the outcome is known', async () => {
    const { url, server } = await serve(() => {});
    server.close();
    await once(server, 'close');
    const error = await failureOf(client(url).request({ method: 'POST', path: '/', body: {}, unsafe: true }));
    expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true, outcomeUnknown: false });
    expect(error.message).toMatch(/^west: POST \/ had no answer: .*ECONNREFUSED/);
  });

  test.each<[string, Handle]>([
    ['before the headers', () => {}],
    ['within the body', (_, response) => void response.writeHead(200).write('{')],
  ])('no answer in time: %s', async (_, handle) => {
    const { url } = await serve(handle);
    const error = await failureOf(
      client(url).request({ method: 'POST', path: '/', timeoutMs: 50, body: {}, unsafe: true }),
    );
    expect(error).toMatchObject({ code: 'SOURCE_TIMEOUT', retryable: true, outcomeUnknown: true });
    expect(error.message).toBe('west: POST / had no answer within 50 ms. It may have been carried out.');
  });

  test('a refusal whose text never ends keeps its status', async () => {
    const { url } = await serve((_, response) => void response.writeHead(403).write('no'));
    const error = await failureOf(client(url).request({ path: '/', timeoutMs: 50 }));
    expect(error.code).toBe('SOURCE_FORBIDDEN');
  });

  test.each<[string, Handle]>([
    [
      'by its length',
      (_, response) => void response.writeHead(200, { 'content-length': '200000' }).write('x'),
    ],
    ['by its bytes', (_, response) => endless(response, Buffer.alloc(60_000, 'x'))],
    [
      'unpacked',
      (_, response) => response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(50_000_000))),
    ],
  ])('too long %s, and its reading ends', async (_, handle) => {
    const gone = Promise.withResolvers<void>();
    const { url } = await serve((request, response, body) => {
      request.socket.on('close', () => gone.resolve());
      handle(request, response, body);
    });
    const error = await failureOf(client(url).request({ path: '/' }));
    expect(error).toMatchObject({ code: 'SOURCE_RESPONSE_TOO_LARGE', retryable: false });
    expect(error.message).toBe('west: GET / answered more than the 100000 bytes that are read.');
    await gone.promise;
  });
});

function endless(response: ServerResponse, chunk: Buffer): void {
  response.on('error', () => {});
  const more = (): void => {
    if (!response.destroyed) response.write(chunk, () => setImmediate(more));
  };
  more();
}

describe('An aborted call', () => {
  const reason = new Error('the client left');

  test('made after the abort is not sent', async () => {
    const http = client('http://127.0.0.1:1');
    await expect(http.request({ path: '/', signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test.each<[string, Handle]>([
    ['before the headers', () => {}],
    ['within the body', (_, response) => void response.writeHead(200).write('{')],
    [
      'within a packed body',
      (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).write(gzipSync('abc').subarray(0, 15)),
    ],
    ['within a refusal', (_, response) => void response.writeHead(500).write('{')],
  ])('%s rejects with its reason and leaves no socket', async (_, handle) => {
    const arrived = Promise.withResolvers<void>();
    const gone = Promise.withResolvers<void>();
    const { url, server } = await serve((request, response, body) => {
      request.socket.on('close', () => gone.resolve());
      handle(request, response, body);
      setImmediate(arrived.resolve);
    });
    const controller = new AbortController();
    const call = client(url).request({ path: '/', signal: controller.signal });
    await arrived.promise;
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
    await gone.promise;
    const count = await new Promise((resolve) => server.getConnections((_error, n) => resolve(n)));
    expect(count).toBe(0);
  });
});

describe('The line', () => {
  test('lets so many through at once, and no more; who leaves is not sent', async () => {
    const pending: ServerResponse[] = [];
    const seen: (string | undefined)[] = [];
    const two = Promise.withResolvers<void>();
    const three = Promise.withResolvers<void>();
    const { url } = await serve((request, response) => {
      seen.push(request.url);
      pending.push(response);
      if (seen.length === 2) two.resolve();
      if (seen.length === 3) three.resolve();
    });
    const http = client(url);
    const controller = new AbortController();
    const first = http.request({ path: '/1' });
    const second = http.request({ path: '/2' });
    const leaving = http.request({ path: '/3', signal: controller.signal });
    const late = http.request({ path: '/4', timeoutMs: 20 });
    const last = http.request({ path: '/5' });
    await two.promise;
    controller.abort(new Error('left'));
    await expect(leaving).rejects.toThrow('left');
    expect(await failureOf(late)).toMatchObject({ code: 'SOURCE_TIMEOUT', outcomeUnknown: false });
    expect(seen.toSorted()).toEqual(['/1', '/2']);
    pending[0]?.end('{}');
    await three.promise;
    expect(seen.slice(2)).toEqual(['/5']);
    for (const response of pending.slice(1)) response.end('{}');
    await Promise.all([first, second, last]);
  });

  test('ends when the client is closed', async () => {
    const arrived = Promise.withResolvers<void>();
    const { url } = await serve(() => arrived.resolve());
    const http = client(url, { limits: { ...limits, concurrency: 1 } });
    const failures = Promise.all([1, 2, 3].map((n) => failureOf(http.request({ path: `/${n}` }))));
    await arrived.promise;
    await http.close();
    await http.close();
    for (const error of [...(await failures), await failureOf(http.request({ path: '/' }))])
      expect(error).toMatchObject({
        code: 'SOURCE_UNAVAILABLE',
        message: 'west: the client has been closed.',
      });
  });
});

describe('Tokens', () => {
  test.each([
    ['bearer', bearerToken(new Secret(TOKEN)), 'authorization', `Bearer ${TOKEN}`],
    ['token', headerToken('Authorization', new Secret(TOKEN), 'Token'), 'authorization', `Token ${TOKEN}`],
    ['own header', headerToken('X-Auth-Token', new Secret(TOKEN)), 'x-auth-token', TOKEN],
    ['basic', basicToken('ü', new Secret('p:w')), 'authorization', 'Basic w7w6cDp3'],
  ])('%s', async (_, token, header, value) => {
    const { url } = await serve((request, response) => response.end(JSON.stringify(request.headers[header])));
    expect((await client(url, { token }).request({ path: '/' })).json()).toBe(value);
    expect((await client(url, { token }).request({ path: '/', anonymous: true })).text).toBe('');
  });

  test('a secret that fits no header is refused without showing it', () => {
    expect(() => bearerToken(new Secret('two\nlines'))).toThrow(
      'The secret for the header authorization must be one line of printable ASCII characters.',
    );
  });

  /** A source with sessions: POST /login opens one, GET wants the newest. */
  async function sessions(options: { expiresAt?: number; now?: () => number; valid?: () => boolean } = {}) {
    let logins = 0;
    let sent = 0;
    const requests: string[] = [];
    const { url } = await serve((request, response) => {
      requests.push(`${request.method} ${request.headers['x-session'] ?? '-'}`);
      if (request.url === '/login') {
        logins += 1;
        response.end(JSON.stringify({ session: `s${logins}` }));
      } else {
        const good = request.headers['x-session'] === `s${logins}` && (options.valid?.() ?? true);
        response.writeHead(good ? 200 : 401).end('{}');
      }
    });
    const http: HttpClient = client(url, {
      limits: { ...limits, concurrency: 1 },
      sent: () => (sent += 1),
      token: sessionToken({
        ...(options.now && { now: options.now }),
        async login(signal) {
          const answer = await http.request({ method: 'POST', path: '/login', anonymous: true, signal });
          const { session } = answer.json() as { session: string };
          return {
            headers: { 'x-session': session },
            ...(options.expiresAt !== undefined && { expiresAt: options.expiresAt }),
          };
        },
      }),
    });
    return {
      http,
      requests,
      sent: () => sent,
      end: () => (logins += 1),
      logins: () => requests.filter((r) => r === 'POST -').length,
    };
  }

  test('many requests log in once', async () => {
    const { http, logins } = await sessions();
    await Promise.all(Array.from({ length: 10 }, () => http.request({ path: '/' })));
    expect(logins()).toBe(1);
  });

  test('a session that ended is renewed once, for all', async () => {
    const { http, end, requests, logins } = await sessions();
    await http.request({ path: '/' });
    end();
    await Promise.all(Array.from({ length: 4 }, () => http.request({ path: '/' })));
    expect(logins()).toBe(2);
    expect(requests.filter((r) => r === 'GET s3')).toHaveLength(4);
  });

  test('a source that says 401 all the same is asked twice, not for ever', async () => {
    const { http, requests, sent } = await sessions({ valid: () => false });
    expect((await failureOf(http.request({ path: '/' }))).code).toBe('SOURCE_AUTH_FAILED');
    expect(requests).toEqual(['POST -', 'GET s1', 'POST -', 'GET s2']);
    expect(sent()).toBe(4);
  });

  test('a session is renewed before its end', async () => {
    let now = 0;
    const { http, requests } = await sessions({ now: () => now, expiresAt: 100_000 });
    await http.request({ path: '/' });
    now = 69_999;
    await http.request({ path: '/' });
    now = 70_000;
    await http.request({ path: '/' });
    expect(requests).toEqual(['POST -', 'GET s1', 'GET s1', 'POST -', 'GET s2']);
  });

  test('who leaves during a login does not end it for the others; when all have left it ends', async () => {
    const gate = Promise.withResolvers<{ headers: Record<string, string> }>();
    const signals: AbortSignal[] = [];
    const token = sessionToken({
      login(signal) {
        signals.push(signal);
        return gate.promise;
      },
    });
    const [one, two] = [new AbortController(), new AbortController()];
    const first = token.headers(one.signal);
    const second = token.headers(two.signal);
    one.abort(new Error('one'));
    await expect(first).rejects.toThrow('one');
    expect(signals.map((signal) => signal.aborted)).toEqual([false]);
    two.abort(new Error('two'));
    await expect(second).rejects.toThrow('two');
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
    const third = token.headers(undefined);
    gate.resolve({ headers: { a: 'b' } });
    expect(await third).toEqual({ a: 'b' });
    expect(signals).toHaveLength(2);
  });

  test('a login that fails fails those who wait, and is tried again', async () => {
    let tries = 0;
    const token = sessionToken({
      login: () => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error('no')) : Promise.resolve({ headers: {} });
      },
    });
    await expect(token.headers(undefined)).rejects.toThrow('no');
    expect(await token.headers(undefined)).toEqual({});
  });
});
