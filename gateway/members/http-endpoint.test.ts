import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import type { HttpResponse } from './graphql-answer.ts';
import { answering, startServer } from '../testing/http-server.ts';
import { type HttpEndpoint, type HttpEndpointOptions, createHttpEndpoint } from './http-endpoint.ts';

const QUERY = '{"query":"{ a }"}';
const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

interface Upstream {
  readonly endpoint: HttpEndpoint;
  /** What has come, in its order. */
  readonly arrived: Arrival[];
  /** Resolves with the n-th that comes. */
  arrival(n: number): Promise<Arrival>;
}

interface Arrival {
  readonly request: IncomingMessage;
  answer(a: number): void;
}

/** Answers when it is told to. */
async function upstream(options: Partial<HttpEndpointOptions> = {}): Promise<Upstream> {
  const arrived: Arrival[] = [];
  const expected: ReturnType<typeof Promise.withResolvers<Arrival>>[] = [];
  const nth = (n: number) => (expected[n] ??= Promise.withResolvers<Arrival>());
  const server = await startServer((request: IncomingMessage, response: ServerResponse) => {
    request.resume();
    const answer = (a: number): void => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: { a } }));
    };
    nth(arrived.length).resolve({ request, answer });
    arrived.push({ request, answer });
  });
  const endpoint = createHttpEndpoint({
    source: 's',
    url: server.url,
    timeoutMs: 5000,
    maxResponseBytes: 1000,
    ...options,
  });
  opened.push(
    () => endpoint.close(),
    () => server.close(),
  );
  return { endpoint, arrived, arrival: (n) => nth(n).promise };
}

function saidBy(answer: HttpResponse | undefined): unknown {
  return answer?.response.data?.['a'];
}

function open(scope?: string) {
  return { signal: new AbortController().signal, ...(scope !== undefined && { scope }) };
}

test('what is asked twice at once is asked once, and everybody has an answer of their own', async () => {
  const { endpoint, arrival, arrived } = await upstream();
  const both = [1, 2].map(() => endpoint.send(QUERY, open(), 'query'));
  (await arrival(0)).answer(7);
  const [first, second] = await Promise.all(both);
  expect([first, second].map(saidBy)).toEqual([7, 7]);
  expect(first?.response.data).not.toBe(second?.response.data);
  expect(arrived).toHaveLength(1);
  const later = endpoint.send(QUERY, open(), 'query');
  (await arrival(1)).answer(8);
  expect(saidBy(await later)).toBe(8);
});

test.each([
  ['another question', ['{"query":"{ b }"}', open(), 'query'], {}],
  ['another scope', [QUERY, open('other'), 'query'], {}],
  ['a mutation', [QUERY, open(), 'mutation'], {}],
  ['anything, where that is switched off', [QUERY, open(), 'query'], { coalesce: false }],
] as const)('%s goes out by itself', async (_, [body, call, kind], options) => {
  const { endpoint, arrival } = await upstream(options);
  const first = endpoint.send(QUERY, open(), kind);
  const second = endpoint.send(body, call, kind);
  const [a, b] = await Promise.all([arrival(0), arrival(1)]);
  a.answer(1);
  b.answer(2);
  const answers = await Promise.all([first, second]);
  expect(answers.map(saidBy).toSorted()).toEqual([1, 2]);
});

test('who asks after a mutation has ended gets nothing from before it', async () => {
  const { endpoint, arrival } = await upstream();
  const before = endpoint.send(QUERY, open(), 'query');
  const early = await arrival(0);
  const mutation = endpoint.send('{"query":"mutation { m }"}', open(), 'mutation');
  (await arrival(1)).answer(0);
  await mutation;
  const after = endpoint.send(QUERY, open(), 'query');
  (await arrival(2)).answer(2);
  expect(saidBy(await after)).toBe(2);
  early.answer(1);
  expect(saidBy(await before)).toBe(1);
});

test('one leaves, and the other still gets the answer', async () => {
  const { endpoint, arrival, arrived } = await upstream();
  const leaving = new AbortController();
  const left = endpoint.send(QUERY, { signal: leaving.signal }, 'query');
  const stays = endpoint.send(QUERY, open(), 'query');
  const { answer } = await arrival(0);
  leaving.abort();
  await expect(left).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  const joins = endpoint.send(QUERY, open(), 'query');
  answer(7);
  expect((await Promise.all([stays, joins])).map(saidBy)).toEqual([7, 7]);
  expect(arrived).toHaveLength(1);
});

test('all leave, and the request is ended', async () => {
  const { endpoint, arrival } = await upstream();
  const leaving = [new AbortController(), new AbortController()];
  const calls = leaving.map(({ signal }) => endpoint.send(QUERY, { signal }, 'query'));
  const { request } = await arrival(0);
  const closed = once(request.socket, 'close');
  for (const one of leaving) one.abort();
  expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await closed;
  expect(endpoint.status().state).toBe('CONNECTING');
  const again = endpoint.send(QUERY, open(), 'query');
  (await arrival(1)).answer(3);
  expect(saidBy(await again)).toBe(3);
});

test('who waits for a connection and leaves is never sent', async () => {
  const { endpoint, arrival, arrived } = await upstream();
  const busy = Array.from({ length: 32 }, (_, n) =>
    endpoint.send(JSON.stringify({ query: `{ a${n} }` }), open(), 'query'),
  );
  const leaving = new AbortController();
  const call = endpoint.send('{"query":"{ late }"}', { signal: leaving.signal }, 'query');
  await arrival(31);
  leaving.abort();
  await expect(call).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  for (const { answer } of arrived) answer(1);
  await Promise.all(busy);
  const after = endpoint.send('{"query":"{ after }"}', open(), 'query');
  (await arrival(32)).answer(2);
  expect(saidBy(await after)).toBe(2);
});

test('what fails for one fails for all who wait for it', async () => {
  const { endpoint, arrival } = await upstream();
  const calls = [1, 2].map(() => endpoint.send(QUERY, open(), 'query'));
  (await arrival(0)).request.socket.destroy();
  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  expect(endpoint.status().state).toBe('DOWN');
});

test('what has no place in a call that has ended is not sent', async () => {
  const { endpoint, arrived } = await upstream();
  await expect(endpoint.send(QUERY, { signal: AbortSignal.abort() }, 'query')).rejects.toMatchObject({
    code: 'DEADLINE_EXCEEDED',
  });
  expect(arrived).toHaveLength(0);
});

test.each([
  ['{"data":{"a":"plain ä"}}', true],
  ['{"data":{"a":"\\n"}}', false],
])('whether texts need escapes is told: %s', async (text, isPlain) => {
  const server = await startServer(answering(200, { 'content-type': 'application/json' }, text));
  const endpoint = createHttpEndpoint({
    source: 's',
    url: server.url,
    timeoutMs: 5000,
    maxResponseBytes: 1000,
  });
  opened.push(
    () => endpoint.close(),
    () => server.close(),
  );
  expect(await endpoint.send(QUERY, open(), 'query')).toMatchObject({ isPlain });
});
