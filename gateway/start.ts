/** A gateway from its start to its stop, over members that somebody else has opened. */
import type { Logger } from 'pino';
import { supergraphText } from '#schema/contracts.ts';
import { admitKnown, admitTrusted } from './documents/admission.ts';
import { openDocumentStore } from './documents/document-store.ts';
import type { TrustedDocuments } from './documents/trusted-documents.ts';
import type { Subgraphs } from './federation/subgraph.ts';
import { createApp } from './http/app.ts';
import type { SourceHealth } from './http/health.ts';
import type { OperationLimits } from './limits/limits.ts';
import type { LocalGraph } from './local-graph.ts';
import type { MemberDirectory } from './members/directory.ts';
import { type CacheTeller, type RunOperation, createRunOperation } from './operation.ts';
import { type SupergraphHolder, openSupergraph } from './supergraph/supergraph.ts';
import { keepHeapYoung } from './young-heap.ts';

export interface GatewayParts {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly log: Logger;
  /** Who joins and leaves it while the gateway serves is somebody else's affair. */
  readonly members: MemberDirectory;
  /** How every source stands now. */
  readonly sources: () => readonly SourceHealth[];
  /** A supergraph of others in place of that of the contracts: then no member is asked. */
  readonly federation?: { readonly supergraphSdl: string; readonly subgraphs: Subgraphs };
  /** Answers through this gateway as soon as it serves. */
  readonly graph?: LocalGraph;
  /** What an operation may take, milliseconds. */
  readonly deadlineMs?: number;
  readonly maxBodyBytes?: number;
  /** Documents that clients send by their hash are shared with the gateways of this Redis. */
  readonly redisUrl?: string | undefined;
  /** Where given, no other document is admitted. */
  readonly trustedDocuments?: TrustedDocuments | undefined;
  /** What one operation may ask for. */
  readonly limits?: OperationLimits;
  /** How long a stop waits for operations under way, milliseconds. */
  readonly drainMs?: number;
  /** Ends what the members stand on, after the last operation. */
  readonly closeMembers: () => Promise<void>;
}

export interface RunningGateway {
  readonly url: string;
  readonly members: MemberDirectory;
  readonly supergraph: SupergraphHolder;
  readonly run: RunOperation & CacheTeller;
  /** Takes no more requests, drains, ends everything. A second call does nothing more. */
  close(): Promise<void>;
}

const DRAIN_MS = 3000;

/** @throws Error where the port cannot be had; then nothing is left open but the members. */
export async function serveGateway(parts: GatewayParts): Promise<RunningGateway> {
  keepHeapYoung();
  const { host, port, log, graph, members, drainMs = DRAIN_MS } = parts;
  const { supergraphSdl = supergraphText(), subgraphs } = parts.federation ?? {};
  const supergraph = await openSupergraph(supergraphSdl, log, {
    subgraphs,
    // On some operations the planner ends the process that it works in.
    planning: { ...parts.limits, apart: log },
  });
  const stopped = new AbortController();
  const run = createRunOperation({
    supergraph,
    members,
    log,
    limits: parts.limits,
    stopped: stopped.signal,
    ...(parts.deadlineMs !== undefined && { defaultDeadlineMs: parts.deadlineMs }),
  });
  let stopping = false;
  const store = openDocumentStore(parts.redisUrl, log);
  const { trustedDocuments } = parts;
  const app = await createApp({
    run,
    admit: trustedDocuments ? admitTrusted(trustedDocuments) : admitKnown(store),
    health: { members, subgraphs, sources: parts.sources, isStopping: () => stopping },
    log,
    ...(parts.maxBodyBytes !== undefined && { maxBodyBytes: parts.maxBodyBytes }),
    ...(parts.deadlineMs !== undefined && { deadlineMs: parts.deadlineMs }),
  });

  let url: string;
  try {
    url = await app.listen({ host, port });
  } catch (error) {
    await app.close();
    await store.close();
    await supergraph.stop();
    throw error;
  }
  graph?.connect(run, members);

  async function stop(): Promise<void> {
    stopping = true;
    log.info({}, 'stopping');
    const impatience = setTimeout(() => {
      stopped.abort(new Error('The gateway is stopping.'));
      app.server.closeAllConnections();
    }, drainMs);
    try {
      await app.close();
    } finally {
      clearTimeout(impatience);
      stopped.abort(new Error('The gateway has stopped.'));
      await parts.closeMembers();
      await store.close();
      await supergraph.stop();
    }
  }

  let closing: Promise<void> | undefined;
  return { url, members, supergraph, run, close: () => (closing ??= stop()) };
}
