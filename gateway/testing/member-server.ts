/** A member over records in memory, as a server of its own that can be made to wait. */
import { json } from 'node:stream/consumers';
import type { Domain } from '#schema/domains.ts';
import type { MemberRequest } from '#schema/ports/member.ts';
import { type TestServer, startServer } from './http-server.ts';
import { type TestRecord, recordMember } from './record-member.ts';

export interface MemberServer extends TestServer {
  readonly domain: Domain;
  readonly source: string;
  /** How many requests have come, and how many connections. */
  readonly requests: () => number;
  readonly connections: () => number;
  /** The next request is kept until `release`; `arrived` resolves when it is there. */
  hold(): { readonly arrived: Promise<void>; readonly release: () => void };
}

export async function startMemberServer(
  domain: Domain,
  source: string,
  records: readonly TestRecord[] = [],
): Promise<MemberServer> {
  const member = recordMember(domain, source, records);
  const { signal } = new AbortController();
  const sockets = new Set<unknown>();
  let requests = 0;
  let gate: { readonly arrived: () => void; readonly released: Promise<void> } | undefined;
  const server = await startServer((incoming, response) => {
    requests += 1;
    sockets.add(incoming.socket);
    const held = gate;
    gate = undefined;
    void (async () => {
      const request = (await json(incoming)) as MemberRequest;
      held?.arrived();
      await held?.released;
      const answer = await member.execute(request, { signal });
      response.setHeader('content-type', 'application/json').end(JSON.stringify(answer));
    })();
  });
  return {
    ...server,
    domain,
    source,
    requests: () => requests,
    connections: () => sockets.size,
    hold() {
      const arrived = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      gate = { arrived: () => arrived.resolve(), released: released.promise };
      return { arrived: arrived.promise, release: () => released.resolve() };
    },
  };
}

/** Its line under `members:`. */
export function lineOf({ domain, source, url }: MemberServer, more = ''): string {
  return `  - { source: ${source}, domain: ${domain}, url: "${url}"${more} }`;
}
