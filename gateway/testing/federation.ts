/** Ordinary subgraphs over HTTP, composed, and a gateway over their supergraph. */
import { composeServices } from '@apollo/composition';
import { type GraphQLResolverMap, buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
  graphql,
  parse,
} from 'graphql';
import { pino } from 'pino';
import { openSubgraphs } from '../federation/open-subgraphs.ts';
import { MemberDirectory } from '../members/directory.ts';
import { createRunOperation } from '../operation.ts';
import { type SupergraphHolder, openSupergraph } from '../supergraph/supergraph.ts';
import { type TestServer, startServer } from './http-server.ts';

export interface SubgraphSpec {
  readonly sdl: string;
  readonly resolvers: GraphQLResolverMap<unknown>;
  /** 2 where absent; of federation 1 it has no link. */
  readonly federation?: 1 | 2;
  /** Somebody else who answers in its place. */
  readonly url?: string;
}

export interface SubgraphRequest {
  readonly subgraph: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface Federation {
  readonly supergraphSdl: string;
  readonly supergraph: SupergraphHolder;
  /** What subgraphs were sent since the last question. */
  readonly requests: readonly SubgraphRequest[];
  /** Stops a subgraph: from now on nobody listens. */
  stop(subgraph: string): Promise<void>;
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<FormattedExecutionResult>;
  close(): Promise<void>;
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [
  "@key", "@requires", "@external", "@provides", "@shareable", "@interfaceObject", "@inaccessible", "@override", "@extends"])\n`;
const LIMITS = { timeoutMs: 5000, maxResponseBytes: 1_000_000 };

export async function startFederation(specs: Readonly<Record<string, SubgraphSpec>>): Promise<Federation> {
  const requests: SubgraphRequest[] = [];
  const parts: { name: string; url: string; typeDefs: DocumentNode }[] = [];
  const servers = new Map<string, TestServer>();
  for (const [name, { sdl, resolvers, federation, url }] of Object.entries(specs)) {
    const typeDefs = parse(federation === 1 ? sdl : LINK + sdl);
    const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
    const server = await serve(schema, (sent) => requests.push({ subgraph: name, ...sent }));
    servers.set(name, server);
    parts.push({ name, url: url ?? server.url, typeDefs });
  }
  const { supergraphSdl, errors } = composeServices(parts);
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  const opened = openSubgraphs(supergraphSdl, LIMITS);
  const log = pino({ level: 'silent' });
  const supergraph = await openSupergraph(supergraphSdl, log, {
    subgraphs: opened.subgraphs,
    planning: { planningMs: 10_000 },
  });
  const run = createRunOperation({ supergraph, members: new MemberDirectory(), log });
  return {
    supergraphSdl,
    supergraph,
    requests,
    stop: async (name) => servers.get(name)?.close(),
    async ask(query, variables) {
      requests.length = 0;
      const { signal } = new AbortController();
      const { result } = await run({ query, signal, ...(variables && { variables }) });
      return result;
    },
    async close() {
      await opened.close();
      await supergraph.stop();
      for (const server of servers.values()) await server.close();
    },
  };
}

type Sent = Omit<SubgraphRequest, 'subgraph'>;

/** A mutation's fields and everything else are answered by graphql-js itself. */
function serve(schema: GraphQLSchema, heard: (sent: Sent) => void): Promise<TestServer> {
  return startServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const sent = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
      heard(sent);
      const { query: source, variables: variableValues } = sent;
      const result = await graphql({ schema, source, ...(variableValues && { variableValues }) });
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    })();
  });
}
