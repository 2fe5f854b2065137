/** One source served on a port, from its start to its stop. */
import type { FastifyBaseLogger } from 'fastify';
import { domainsOf, type ServedSource } from './local-member.ts';
import { createSourceServer } from './server.ts';

export interface HostOptions {
  readonly logger: FastifyBaseLogger;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** How long a stop waits for requests under way. */
  readonly graceMs?: number;
}

export interface RunningHost {
  readonly url: string;
  readonly domains: readonly string[];
  /** Takes no more requests, ends those under way after a grace, closes the source. A second call does nothing more. */
  close(): Promise<void>;
}

const GRACE_MS = 3000;

/** Serves at once and starts the source beside: readiness tells how it stands. Rejects where the port cannot be had. */
export async function hostSource(served: ServedSource, options: HostOptions): Promise<RunningHost> {
  const app = createSourceServer(served, options);
  const url = await app.listen({ host: options.host, port: options.port });
  served.adapter.start().catch((error: unknown) => {
    options.logger.error({ err: error, source: served.adapter.source }, 'A source could not be started.');
  });
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const impatience = setTimeout(() => app.server.closeAllConnections(), options.graceMs ?? GRACE_MS);
    try {
      await app.close();
    } finally {
      clearTimeout(impatience);
      await served.adapter.close();
    }
  };
  return { url, domains: domainsOf(served.adapter), close: () => (closing ??= close()) };
}
