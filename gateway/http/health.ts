/** /health/live: the process answers. /health/ready: it may be sent requests; the body says how every source stands. */
import type { FastifyInstance } from 'fastify';
import { DOMAINS } from '#schema/domains.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';
import type { Subgraphs } from '../federation/subgraph.ts';
import type { MemberDirectory } from '../members/directory.ts';

export interface SourceHealth {
  readonly source: string;
  status(): SourceStatus;
  /** Asks a source that is elsewhere how it is, unless it was asked lately. Never rejects. */
  probe?(): Promise<void>;
}

export interface Readiness {
  readonly ready: boolean;
  /** Who serves each domain; a domain that nobody serves makes the gateway unready. */
  readonly domains: Readonly<Record<string, readonly string[]>>;
  readonly sources: readonly (SourceStatus & { readonly source: string })[];
  /** The sources that are not UP. They do not make the gateway unready: the others answer. */
  readonly missing: readonly string[];
}

export interface HealthParts {
  readonly members: MemberDirectory;
  /** Of a supergraph of others: in place of domains. */
  readonly subgraphs?: Subgraphs | undefined;
  /** As they are now: sources join and leave. */
  readonly sources: () => readonly SourceHealth[];
  readonly isStopping: () => boolean;
}

export function healthRoutes(app: FastifyInstance, parts: HealthParts): void {
  app.get('/health/live', () => ({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const readiness = await readinessOf(parts);
    return reply
      .status(readiness.ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(readiness);
  });
}

async function readinessOf(parts: HealthParts): Promise<Readiness> {
  const { isStopping } = parts;
  const sources = parts.sources();
  await Promise.all(sources.map(async (source) => source.probe?.()));
  const domains = servingOf(parts);
  const states = sources.map((source) => ({ source: source.source, ...source.status() }));
  return {
    ready: !isStopping() && domains.every(([, serving]) => serving.length > 0),
    domains: Object.fromEntries(domains),
    sources: states,
    missing: states.filter(({ state }) => state !== 'UP').map(({ source }) => source),
  };
}

function servingOf({ members, subgraphs }: HealthParts): (readonly [string, readonly string[]])[] {
  if (subgraphs) return [...subgraphs].map(([name, { source }]) => [name, [source]]);
  const { snapshot } = members;
  return DOMAINS.map((domain) => [domain, snapshot.membersOf(domain).map(({ source }) => source)]);
}
