import { afterEach, describe, expect, test } from '@jest/globals';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type HttpGraph, type HttpGraphOptions, createHttpGraph } from './http-graph.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

async function graphBefore(
  answer: (request: IncomingMessage, response: ServerResponse) => unknown,
  options?: HttpGraphOptions,
): Promise<HttpGraph> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const graph = createHttpGraph(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    options,
  );
  closing.push(
    () => graph.close(),
    async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  );
  return graph;
}

const call = { signal: new AbortController().signal };

test('asks the gateway, and gives its data, partial or not', async () => {
  const seen: unknown[] = [];
  const graph = await graphBefore(async (request, response) => {
    seen.push(request.method, request.url, JSON.parse(await text(request)));
    response.end(JSON.stringify({ data: { resolve: null }, errors: [{ message: 'x' }] }));
  });
  expect(await graph.query('query Q { x }', { a: 1 }, call)).toEqual({ resolve: null });
  expect(seen).toEqual(['POST', '/graphql', { query: 'query Q { x }', variables: { a: 1 } }]);
});

describe('what is no answer', () => {
  test.each([
    ['HTML', '<html>login</html>', /status 200/],
    ['errors alone', '{"errors":[{"message":"not ready"}]}', /not ready/],
    ['no object', '[1]', /status 200/],
  ])('%s', async (_name, body, message) => {
    const graph = await graphBefore((_request, response) => response.end(body));
    await expect(graph.query('{ x }', {}, call)).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      message: expect.stringMatching(message),
    });
  });

  test('too long a body', async () => {
    const graph = await graphBefore(
      (_request, response) => response.end(`{"data":{"x":"${'y'.repeat(5000)}"}}`),
      {
        maxResponseBytes: 1000,
      },
    );
    await expect(graph.query('{ x }', {}, call)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });

  test('a broken connection', async () => {
    const graph = await graphBefore((request) => request.socket.destroy());
    await expect(graph.query('{ x }', {}, call)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
  });

  test('silence', async () => {
    const graph = await graphBefore(() => {}, { timeoutMs: 20 });
    await expect(graph.query('{ x }', {}, call)).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT' });
  });
});

test('an aborted call rejects with its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const graph = await graphBefore(() => controller.abort(reason));
  await expect(graph.query('{ x }', {}, { signal: controller.signal })).rejects.toBe(reason);
});
