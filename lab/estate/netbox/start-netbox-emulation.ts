/** An emulated NetBox: its REST API over rows that are given to it. */
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gate } from '../gate.ts';
import { Api, type Reply } from './api.ts';
import { featuresOf } from './features.ts';
import type { NetboxRows } from './rows.ts';
import { NetboxStore } from './store.ts';

export interface NetboxEmulationOptions {
  readonly rows: NetboxRows;
  /** e.g. 4.2.9, which is what it is without it. */
  readonly version?: string;
  /** A token that may read and write. */
  readonly token: string;
  /** Models that the token may not see, by their object type: dcim.cable. */
  readonly forbidden?: readonly string[];
  /** The file of the data, which must not be there yet; in memory without it. */
  readonly database?: string;
  /** NetBox's MAX_PAGE_SIZE; 1000 without it. */
  readonly maxPageSize?: number;
  readonly host?: string;
  /** 0: any that is free. */
  readonly port?: number;
  readonly now?: () => number;
}

export interface NetboxEmulation {
  /** The address of NetBox itself; the API is below /api/. */
  readonly url: string;
  /** What people do in NetBox. */
  readonly control: NetboxStore;
  /** Path and query of every request so far. */
  readonly requests: readonly string[];
  /** Answers the next so many requests of this path with 503. */
  refuse(path: string, times: number): void;
  /** Accepts connections and requests, answers none. */
  pause(): void;
  /** Answers again, also what waits. */
  resume(): void;
  close(): Promise<void>;
}

const MAX_BODY = 1024 * 1024;
/** Gunicorn's and nginx's usual limit of a request line. */
const MAX_REQUEST_LINE = 8190;

export async function startNetboxEmulation(options: NetboxEmulationOptions): Promise<NetboxEmulation> {
  const store = new NetboxStore(options.database ?? ':memory:', options.now ?? Date.now);
  store.load(options.rows);
  const api = new Api({
    store,
    features: featuresOf(options.version ?? '4.2.9'),
    token: options.token,
    forbidden: new Set(options.forbidden ?? []),
    maxPageSize: options.maxPageSize ?? 1000,
  });
  const requests: string[] = [];
  const refused = new Map<string, number>();
  const gate = new Gate();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    await gate.passed();
    const path = request.url ?? '/';
    requests.push(path);
    if (path.length + 'GET  HTTP/1.1'.length > MAX_REQUEST_LINE) {
      send(response, { status: 414, body: { detail: 'Request-URI Too Large' } }, api.version);
      return;
    }
    const [asked = ''] = path.split('?');
    const left = refused.get(asked) ?? 0;
    if (left > 0) {
      refused.set(asked, left - 1);
      send(response, { status: 503, body: { error: 'Busy', exception: 'Error' } }, api.version);
      return;
    }
    const origin = `http://${request.headers.host ?? 'localhost'}`;
    const reply = api.answer(
      request.method ?? 'GET',
      new URL(path, origin),
      request.headers.authorization,
      body,
    );
    send(response, reply, api.version);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (!response.headersSent)
        send(response, { status: 500, body: { error: String(error), exception: 'Error' } }, api.version);
    });
  });
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const { address, port } = server.address() as AddressInfo;

  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
    control: store,
    requests,
    refuse: (path, times) => void refused.set(path, times),
    pause: () => gate.close(),
    resume: () => gate.open(),
    async close() {
      server.close();
      server.closeAllConnections();
      gate.open();
      if (server.listening) await once(server, 'close');
      store.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new RangeError('A request must not be larger than 1 MiB.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, { status, body, location }: Reply, version: string): void {
  response.writeHead(status, {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(location !== undefined && { location }),
    'api-version': version,
    vary: 'HX-Request, Accept, Cookie, Origin',
  });
  response.end(body === undefined ? '' : JSON.stringify(body));
}
