/**
 * An HTTP/1.1 server that costs next to nothing: it shares a core with the load, and must never be what is measured. It reads requests
 * with a Content-Length or in chunks, and answers each connection in order.
 */
import { type AddressInfo, type Socket, createServer } from 'node:net';

/** `body` is latin1: equal bodies are equal texts. The whole answer, its head too. */
export type Answer = (path: string, body: string) => Buffer | Promise<Buffer>;

interface Request {
  readonly path: string;
  readonly body: string;
  /** Where the next one begins. */
  readonly end: number;
}

export interface LightServer {
  readonly url: string;
  /** Whoever is connected is cut off. */
  close(): void;
}

/** On loopback; port 0: any that is free. */
export async function serveLight(answer: Answer, port = 0): Promise<LightServer> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    attend(socket, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function attend(socket: Socket, answer: Answer): void {
  let pending: Buffer | null = null;
  let busy = false;

  function work(): void {
    while (pending !== null && !busy) {
      const request = requestIn(pending);
      if (request === null) return;
      pending = request.end < pending.length ? pending.subarray(request.end) : null;
      const bytes = answer(request.path, request.body);
      if (Buffer.isBuffer(bytes)) socket.write(bytes);
      else void wait(bytes);
    }
  }

  async function wait(bytes: Promise<Buffer>): Promise<void> {
    busy = true;
    try {
      socket.write(await bytes);
      busy = false;
      work();
    } catch (error) {
      console.error(error);
      socket.destroy();
    }
  }

  socket.on('data', (chunk) => {
    pending = pending === null ? chunk : Buffer.concat([pending, chunk]);
    work();
  });
  // Whoever goes away in the middle has its reasons.
  socket.on('error', () => socket.destroy());
}

const HEAD_END = '\r\n\r\n';

function requestIn(bytes: Buffer): Request | null {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const path = head.slice(head.indexOf(' ') + 1, head.indexOf(' HTTP/'));
  const start = headEnd + HEAD_END.length;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined && /\r\ntransfer-encoding: *chunked/i.test(head))
    return chunkedIn(bytes, path, start);
  const end = start + Number(length ?? 0);
  return end > bytes.length ? null : { path, body: bytes.toString('latin1', start, end), end };
}

function chunkedIn(bytes: Buffer, path: string, start: number): Request | null {
  let body = '';
  let at = start;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd === -1) return null;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + size + 2;
    if (end > bytes.length) return null;
    if (size === 0) return { path, body, end };
    body += bytes.toString('latin1', lineEnd + 2, end - 2);
    at = end;
  }
}
