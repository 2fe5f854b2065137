/** A member over plain arrays behind an HTTP server of its own, as a stranger's would be: good, or broken in one way. */
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Domain } from '#schema/domains.ts';
import { memberOf, memoryPorts } from '#subgraphs/testing/memory-adapter.ts';
import { type Wire, httpWire } from '../wire.ts';
import type { Answered, Asked, Broken } from './broken/broken.ts';
import { NETWORK } from './estate.ts';

/** The source whose ids the records of a domain have. */
const SOURCES: Readonly<Record<Domain, string>> = { inventory: 'inv', faults: 'nms', services: 'crm' };

/** Serves it on loopback for as long as `use` takes. */
export async function withMemoryMember<Value>(
  domain: Domain,
  broken: Partial<Broken>,
  use: (wire: Wire) => Promise<Value>,
): Promise<Value> {
  const answer = answerOf(domain, broken);
  const server = createServer((request, response) => {
    void text(request)
      .then((body) => answer(askedBy(request, body)))
      .then(
        (answered) => [200, answered] as const,
        (error: unknown) => [400, { errors: [{ message: String(error) }] }] as const,
      )
      .then(([status, answered]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answered)),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const wire = httpWire(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`, {});
  try {
    return await use(wire.send);
  } finally {
    await wire.close();
    await new Promise((resolve) => server.close(resolve));
  }
}

/** @throws SyntaxError where it is no JSON. */
function askedBy({ method, url = '' }: IncomingMessage, body: string): Asked {
  const given = (
    method === 'GET' ? Object.fromEntries(new URL(url, 'http://member').searchParams) : JSON.parse(body)
  ) as Partial<Asked>;
  return { query: given.query ?? '', variables: given.variables ?? {} };
}

function answerOf(domain: Domain, { faults, request, answer }: Partial<Broken>) {
  const ports = memoryPorts(NETWORK);
  const { ask } = memberOf(
    SOURCES[domain],
    domain,
    faults ? { ...ports, faults: faults(ports.faults) } : ports,
  );
  return async (given: Asked): Promise<Answered> => {
    const asked = request?.(given) ?? given;
    // What is broken is broken as a client reads it.
    const good = JSON.parse(JSON.stringify(await ask(asked.query, asked.variables))) as Answered;
    return answer?.(good, asked) ?? good;
  };
}
