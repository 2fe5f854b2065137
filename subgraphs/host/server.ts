/** The HTTP server of an adapter subgraph: one path per domain of one source, and its health. */
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import type { ErrorCode } from '#schema/errors.ts';
import { coded } from '../resolve/errors.ts';
import { Endpoint } from './endpoint.ts';
import { addHooks } from './hooks.ts';
import { graphqlRoute } from './graphql-route.ts';
import { type ServedSource, answeredBy, domainsOf } from './local-member.ts';

export interface ServerOptions {
  readonly logger: FastifyBaseLogger;
  /** The largest request that is read, bytes. */
  readonly maxBodyBytes?: number;
  /** How long an operation may take. */
  readonly deadlineMs?: number;
}

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const DEADLINE_MS = 60_000;

/** Built, but not listening. */
export function createSourceServer(served: ServedSource, options: ServerOptions): FastifyInstance {
  const app = Fastify({
    loggerInstance: options.logger,
    // One line per request, ours, in place of their two.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: options.maxBodyBytes ?? MAX_BODY_BYTES,
    // A stop waits for requests under way, never for connections that are kept in case.
    forceCloseConnections: 'idle',
    onProtoPoisoning: 'remove',
    onConstructorPoisoning: 'remove',
  });
  app.addHook('onResponse', async (request, reply) => {
    const ms = Math.round(reply.elapsedTime);
    request.log.info({ req: request, status: reply.statusCode, ms }, 'request');
  });
  // A gateway elsewhere goes by what the adapter can serve, unless its file says what this source does.
  for (const domain of answeredBy(served.adapter)) {
    const endpoint = new Endpoint(served.adapter, domain, served.manifest, served.log);
    const handler = graphqlRoute(endpoint, options.deadlineMs ?? DEADLINE_MS);
    app.route({ method: ['GET', 'POST'], url: `/${domain}`, handler });
  }
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'A request failed.');
    const message =
      status >= 500 ? 'This could not be answered because of a fault in Tributary.' : error.message;
    return reply.status(status).send({ errors: [{ message, extensions: coded(codeOf(status)) }] });
  });
  addHooks(app, served.adapter.hooks ?? []);
  addHealth(app, served);
  return app;
}

/** Live: the process answers. Ready: it serves, also while its source is away; the body says how that stands. */
function addHealth(app: FastifyInstance, { adapter }: ServedSource): void {
  const quiet = { logLevel: 'warn' } as const;
  app.get('/health/live', quiet, () => ({ status: 'live' }));
  app.get('/health/ready', quiet, () => ({
    status: 'ready',
    domains: domainsOf(adapter),
    sources: { [adapter.source]: adapter.status() },
  }));
}

function codeOf(status: number): ErrorCode {
  if (status === 413) return 'REQUEST_TOO_LARGE';
  return status >= 500 ? 'INTERNAL_ERROR' : 'BAD_USER_INPUT';
}
