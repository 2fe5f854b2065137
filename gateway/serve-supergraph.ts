/** A gateway for any Federation 2 supergraph: each subgraph answers at its own URL, nothing is scattered and nothing gathered. */
import type { Logger } from 'pino';
import { openSubgraphs } from './federation/open-subgraphs.ts';
import { readSupergraph } from './federation/read-supergraph.ts';
import { MemberDirectory } from './members/directory.ts';
import { type RunningGateway, serveGateway } from './start.ts';

export interface SupergraphGatewayOptions {
  /** A URL or a file. */
  readonly supergraph: string;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly log: Logger;
  readonly redisUrl?: string | undefined;
  /** False: requests to subgraphs that ask the same at once are not made one. */
  readonly coalesce?: boolean | undefined;
}

const SUBGRAPH_LIMITS = { timeoutMs: 5000, maxResponseBytes: 32 * 1024 * 1024 };

/** @throws TributaryError CONFIGURATION_INVALID, or an Error where the port cannot be had; then nothing is left open. */
export async function serveSupergraph(options: SupergraphGatewayOptions): Promise<RunningGateway> {
  const { host, port, log, redisUrl, coalesce } = options;
  const supergraphSdl = await readSupergraph(options.supergraph);
  const { subgraphs, endpoints, close } = openSubgraphs(supergraphSdl, { ...SUBGRAPH_LIMITS, coalesce });
  const sources = [...endpoints].map(([source, { status }]) => ({ source, status }));
  try {
    return await serveGateway({
      host,
      port,
      log,
      redisUrl,
      members: new MemberDirectory(),
      federation: { supergraphSdl, subgraphs },
      sources: () => sources,
      closeMembers: close,
    });
  } catch (error) {
    await close();
    throw error;
  }
}
