/** A server in the place of a source's that answers in one bad way, and knows how many sockets still stand. */
import { type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { ErrorCode } from '#schema/errors.ts';

export interface BrokenWire {
  readonly url: string;
  sockets(): number;
  /** Resolves when a request has come in. */
  readonly asked: Promise<void>;
  close(): Promise<void>;
}

export interface WireFault {
  readonly name: string;
  readonly code: ErrorCode;
  readonly retryable: boolean;
  /** How long the adapter may wait, where that is what ends it. */
  readonly timeoutMs?: number;
  readonly answer: (response: ServerResponse) => void;
}

/** What may happen on a wire, and what an adapter must make of it. */
export const WIRE_FAULTS: readonly WireFault[] = [
  {
    name: '401',
    code: 'SOURCE_AUTH_FAILED',
    retryable: false,
    answer: (r) => r.writeHead(401).end('denied'),
  },
  {
    name: '403',
    code: 'SOURCE_FORBIDDEN',
    retryable: false,
    answer: (r) => r.writeHead(403).end('forbidden'),
  },
  {
    name: '429',
    code: 'SOURCE_RATE_LIMITED',
    retryable: true,
    answer: (r) => r.writeHead(429, { 'retry-after': '7' }).end('slow down'),
  },
  { name: '500', code: 'SOURCE_UNAVAILABLE', retryable: true, answer: (r) => r.writeHead(500).end('oops') },
  { name: '503', code: 'SOURCE_UNAVAILABLE', retryable: true, answer: (r) => r.writeHead(503).end('later') },
  { name: 'reset', code: 'SOURCE_UNAVAILABLE', retryable: true, answer: (r) => r.socket?.resetAndDestroy() },
  { name: 'silence', code: 'SOURCE_TIMEOUT', retryable: true, timeoutMs: 300, answer: () => undefined },
  {
    name: 'a login page',
    code: 'SOURCE_BAD_RESPONSE',
    retryable: true,
    answer: (r) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Log in</body></html>'),
  },
  {
    name: 'garbage',
    code: 'SOURCE_BAD_RESPONSE',
    retryable: true,
    answer: (r) => r.writeHead(200, { 'content-type': 'application/json' }).end('\u0000\u0001{]'),
  },
  { name: 'a truncated answer', code: 'SOURCE_UNAVAILABLE', retryable: true, answer: truncated },
  {
    name: 'too long an answer',
    code: 'SOURCE_RESPONSE_TOO_LARGE',
    retryable: false,
    answer: (r) => r.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(200_000)}"`),
  },
];

function truncated(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"result":');
  setImmediate(() => response.socket?.destroy());
}

export async function breakWire(answer: WireFault['answer']): Promise<BrokenWire> {
  const sockets = new Set<Socket>();
  const { promise: asked, resolve: tell } = Promise.withResolvers<void>();
  const server: Server = createServer((request, response) => {
    request.resume();
    tell();
    answer(response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sockets: () => sockets.size,
    asked,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
