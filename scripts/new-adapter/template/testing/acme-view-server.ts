/** An Acme View on a port of loopback, over the alarms of fixtures/: what the tests are run against while there is no real one. */
import { readFileSync } from 'node:fs';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { AlarmRow } from '../types.ts';

export interface AcmeViewServer {
  readonly url: string;
  /** How many connections it has seen. */
  connections(): number;
  close(): Promise<void>;
}

const ALARMS = new URL('../fixtures/0-invented/open-alarms/alarms.json', import.meta.url);

export async function startAcmeViewServer(token: string): Promise<AcmeViewServer> {
  const alarms = JSON.parse(readFileSync(ALARMS, 'utf8')) as AlarmRow[];
  let connections = 0;
  const server = createServer((request, response) => {
    void answer(request, alarms, token).then(({ status, body }) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
    );
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function answer(request: IncomingMessage, alarms: AlarmRow[], token: string): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (request.headers['x-api-token'] !== token) return { status: 401, body: { error: 'token' } };
  if (pathname === '/api/v1/version') return { status: 200, body: { version: '0-invented' } };
  if (pathname === '/api/v1/alarms') return { status: 200, body: list(alarms, searchParams) };
  const id = /^\/api\/v1\/alarms\/(\d+)\/acknowledge$/.exec(pathname)?.[1];
  const index = alarms.findIndex((alarm) => String(alarm.id) === id);
  const alarm = alarms[index];
  if (request.method !== 'POST' || !alarm) return { status: 404, body: { error: 'not found' } };
  await json(request);
  const acknowledged = { ...alarm, acknowledgedBy: 'api', acknowledgedAt: new Date().toISOString() };
  alarms[index] = acknowledged;
  return { status: 200, body: acknowledged };
}

function list(alarms: readonly AlarmRow[], asked: URLSearchParams): object {
  const ids = asked.get('ids')?.split(',');
  if (ids) return { alarms: alarms.filter(({ id }) => ids.includes(String(id))), next: null };
  const after = Number(asked.get('after') ?? -1);
  const limit = Number(asked.get('limit') ?? 500);
  const rest = alarms.filter(({ id, clearedAt }) => !clearedAt && id > after).sort((a, b) => a.id - b.id);
  const page = rest.slice(0, limit);
  return { alarms: page, next: rest.length > limit ? (page.at(-1)?.id ?? null) : null };
}
