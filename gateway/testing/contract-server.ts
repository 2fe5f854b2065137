/** A member for tests: a domain's contract over HTTP, with resolvers that the test gives. */
import { type GraphQLResolverMap, buildSubgraphSchema } from '@apollo/subgraph';
import { createHandler } from 'graphql-http/lib/use/http';
import { contractDocument } from '#schema/contracts.ts';
import type { Domain } from '#schema/domains.ts';
import { type HttpMember, createHttpMember } from '../members/http-member.ts';
import { type TestServer, startServer } from './http-server.ts';

export interface ContractServer extends TestServer {
  readonly member: HttpMember;
  /** How many requests have come. */
  readonly requests: () => number;
}

export async function startContractServer(
  domain: Domain,
  source: string,
  resolvers: GraphQLResolverMap<unknown>,
): Promise<ContractServer> {
  const handler = createHandler({
    schema: buildSubgraphSchema([{ typeDefs: contractDocument(domain), resolvers }]),
  });
  let requests = 0;
  const server = await startServer((request, response) => {
    requests += 1;
    void handler(request, response);
  });
  const member = testMember(server.url, { domain, source });
  return {
    url: server.url,
    member,
    requests: () => requests,
    async close() {
      await member.close();
      await server.close();
    },
  };
}

/** A member at a URL, with patience for nothing. */
export function testMember(
  url: string,
  options: Partial<Parameters<typeof createHttpMember>[0]> = {},
): HttpMember {
  return createHttpMember({
    domain: 'faults',
    source: 'zabbix-west',
    url,
    role: 'ENUMERATES',
    regions: [],
    contributes: {},
    timeoutMs: 2000,
    maxResponseBytes: 1_000_000,
    ...options,
  });
}
