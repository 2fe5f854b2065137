/** Upstreams over real sockets that hang, that nobody waits for any more, that pour: members and subgraphs alike. */
import { once } from 'node:events';
import {
  type ClientRequest,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
  request as send,
} from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { FormattedExecutionResult } from 'graphql';
import { Arrivals } from './testing/arrivals.ts';
import { type TwoUpstreams, type UpstreamLimits, WAYS } from './testing/two-upstreams.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const PATIENT: UpstreamLimits = { timeoutMs: 8000, maxResponseBytes: 1_000_000 };
const IMPATIENT: UpstreamLimits = { ...PATIENT, timeoutMs: 300 };
const GIGABYTE = 1_000_000_000;
/** What the limit lets in, and what stands in the buffers of two sockets. */
const FLAT = 64_000_000;
/** To one upstream; what is beyond waits. */
const CONNECTIONS = 32;

let opened: TwoUpstreams | undefined;

afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

function ask({ url, question }: TwoUpstreams, n: number): ClientRequest {
  const client = send(url, { method: 'POST', headers: JSON_TYPE, agent: false });
  // Who leaves is told so, and knows it already.
  client.on('error', () => undefined);
  return client.end(JSON.stringify({ query: question(n) }));
}

async function answerTo(client: ClientRequest): Promise<FormattedExecutionResult> {
  const [response] = (await once(client, 'response')) as [IncomingMessage];
  return JSON.parse(await text(response)) as FormattedExecutionResult;
}

describe.each(WAYS)('over %s', (_way, open) => {
  test.each<[how: string, begin: (response: ServerResponse) => void]>([
    ['says nothing', () => undefined],
    ['stops behind the head', (response) => response.writeHead(200, JSON_TYPE).flushHeaders()],
    ['stops in the middle', (response) => response.writeHead(200, JSON_TYPE).write('{"data":{')],
  ])('one that %s: the data of the others comes when its time is over', async (_how, begin) => {
    const ended = Promise.withResolvers<unknown>();
    const hanging: RequestListener = (request, response) => {
      request.resume();
      ended.resolve(once(request.socket, 'close'));
      begin(response);
    };
    opened = await open(hanging, IMPATIENT);
    const { data, errors } = await answerTo(ask(opened, 1));
    expect(data).toEqual(opened.goodPart(1));
    expect(errors).toMatchObject([{ extensions: { code: 'SOURCE_TIMEOUT', source: 'bad' } }]);
    await ended.promise;
  });

  test('clients leave: what is under way for them ends, and what waits for a connection is never sent', async () => {
    const arrived = new Arrivals<{ body: Promise<string>; closed: Promise<unknown>; end: () => void }>();
    opened = await open((request, response) => {
      const body = text(request);
      body.catch(() => undefined);
      const end = (): void => void response.writeHead(500).end();
      arrived.add({ body, closed: once(request.socket, 'close'), end });
    }, PATIENT);
    const stand = opened;
    const clients = Array.from({ length: CONNECTIONS + 8 }, (_, n) => ask(stand, n));
    // Whoever has reached the good one has been sent to the bad one too, or waits for it.
    await stand.asked.nth(clients.length - 1);
    await arrived.nth(CONNECTIONS - 1);
    expect(arrived.all).toHaveLength(CONNECTIONS);
    for (const client of clients) client.destroy();
    await Promise.all(arrived.all.map(({ closed }) => closed));

    const stays = ask(stand, 1000);
    const next = await arrived.nth(CONNECTIONS);
    expect(await next.body).toContain('1000');
    next.end();
    expect((await answerTo(stays)).data).toEqual(stand.goodPart(1000));
    expect(arrived.all).toHaveLength(CONNECTIONS + 1);
  });

  test.each<[how: string, head: (response: ServerResponse) => void]>([
    [
      'announces a gigabyte',
      (response) => response.writeHead(200, { ...JSON_TYPE, 'content-length': GIGABYTE }),
    ],
    ['pours a gigabyte', (response) => response.writeHead(200, JSON_TYPE)],
    ['pours a gigabyte behind a failure', (response) => response.writeHead(500, JSON_TYPE)],
  ])('one that %s is cut off, and no more than the limit is taken from it', async (_how, head) => {
    const sent = Promise.withResolvers<number>();
    opened = await open((request, response) => {
      request.resume();
      request.socket.once('close', () => sent.resolve(request.socket.bytesWritten));
      head(response);
      pour(response, '{"data":{"x":"');
    }, PATIENT);
    const { data, errors } = await answerTo(ask(opened, 1));
    expect(data).toEqual(opened.goodPart(1));
    expect(errors).toMatchObject([{ extensions: { code: 'SOURCE_RESPONSE_TOO_LARGE', source: 'bad' } }]);
    expect(await sent.promise).toBeLessThan(FLAT);
  });

  test('one whose head does not end is cut off', async () => {
    const sent = Promise.withResolvers<number>();
    opened = await open(({ socket }) => {
      socket.once('close', () => sent.resolve(socket.bytesWritten));
      pour(socket, 'HTTP/1.1 200 OK\r\nx: ');
    }, PATIENT);
    const { data, errors } = await answerTo(ask(opened, 1));
    expect(data).toEqual(opened.goodPart(1));
    expect(errors).toMatchObject([{ extensions: { source: 'bad' } }]);
    expect(await sent.promise).toBeLessThan(FLAT);
  });
});

/** As fast as it is taken, until somebody ends it or a gigabyte is through. */
function pour(into: NodeJS.WritableStream & { readonly destroyed: boolean }, beginning: string): void {
  const chunk = 'x'.repeat(100_000);
  let left = GIGABYTE;
  into.on('error', () => undefined);
  const go = (): void => {
    while (left > 0 && !into.destroyed) {
      left -= chunk.length;
      if (!into.write(chunk)) {
        into.once('drain', go);
        return;
      }
    }
    if (!into.destroyed) into.end();
  };
  into.write(beginning);
  go();
}
