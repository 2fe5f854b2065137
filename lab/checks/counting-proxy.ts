/** Stands before an adapter subgraph: passes requests on, writes them down, and on demand breaks or holds them. */
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** BREAK ends the connection without an answer; HANG accepts and never answers. */
export type Behaviour = 'PASS' | 'BREAK' | 'HANG';

export interface SeenRequest {
  /** e.g. /faults */
  readonly path: string;
  readonly query: string;
  /** Places in the order of all that these proxies see, so that nobody has to compare clocks. */
  readonly began: number;
  /** Infinity while it is under way. */
  ended: number;
  /** Settles when the connection of an unanswered request is closed by the other side. */
  readonly left: Promise<void>;
}

export interface CountingProxy {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Where it leads; nobody can be reached before it is set. */
  target: string | null;
  /** From now on, for one path. */
  behave(path: string, behaviour: Behaviour): void;
  close(): Promise<void>;
}

let moment = 0;

export async function startCountingProxy(): Promise<CountingProxy> {
  const behaviours = new Map<string, Behaviour>();
  const requests: SeenRequest[] = [];
  let target: string | null = null;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const left = Promise.withResolvers<void>();
    const body = await textOf(request);
    const seen: SeenRequest = {
      path,
      query: queryOf(body),
      began: ++moment,
      ended: Infinity,
      left: left.promise,
    };
    requests.push(seen);
    const leaving = new AbortController();
    response.once('close', () => {
      left.resolve();
      leaving.abort();
    });
    const behaviour = behaviours.get(path) ?? 'PASS';
    if (behaviour === 'HANG') return;
    if (behaviour === 'BREAK' || target === null) {
      seen.ended = ++moment;
      request.socket.destroy();
      return;
    }
    const answer = await fetch(`${target}${path}`, {
      method: 'POST',
      headers: headersOf(request),
      body,
      signal: leaving.signal,
    });
    const text = await answer.text();
    seen.ended = ++moment;
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(text);
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get target() {
      return target;
    },
    set target(url) {
      target = url;
    },
    behave: (path, behaviour) => void behaviours.set(path, behaviour),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * The rounds that requests to one domain came in: a round is over when everybody has answered. Each as the members that were asked.
 */
export function roundsOf(
  requests: readonly (Pick<SeenRequest, 'began' | 'ended'> & { readonly member: string })[],
): string[][] {
  const rounds: string[][] = [];
  let over = -1;
  for (const { member, began, ended } of requests.toSorted((a, b) => a.began - b.began)) {
    const round = rounds.at(-1);
    if (round && began < over) round.push(member);
    else rounds.push([member]);
    over = Math.max(over, ended);
  }
  return rounds;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return { 'content-type': headers['content-type'] ?? '', accept: headers.accept ?? '*/*' };
}

function queryOf(body: string): string {
  const { query } = JSON.parse(body) as { query?: string };
  return query ?? '';
}
