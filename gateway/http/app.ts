/** The gateway's HTTP side: /graphql, GraphiQL, health. Errors of every kind have GraphQL's form. */
import { randomUUID } from 'node:crypto';
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  LogController,
} from 'fastify';
import { type Admit, admitKnown } from '../documents/admission.ts';
import { MemoryDocuments } from '../documents/memory-documents.ts';
import { DEFAULT_DEADLINE_MS, type RunOperation } from '../operation.ts';
import { HttpError } from './error-response.ts';
import { graphiqlRoutes } from './graphiql.ts';
import { graphqlRoute } from './graphql-route.ts';
import { type HealthParts, healthRoutes } from './health.ts';

export interface AppParts {
  readonly run: RunOperation;
  /** Without it, any document is admitted, and those sent with their hash are known to this process. */
  readonly admit?: Admit;
  readonly health: HealthParts;
  readonly log: FastifyBaseLogger;
  readonly maxBodyBytes?: number;
  readonly deadlineMs?: number;
}

const DEFAULT_MAX_BODY_BYTES = 1_048_576;

export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { log, maxBodyBytes = DEFAULT_MAX_BODY_BYTES } = parts;
  const app = fastify({
    loggerInstance: log,
    // A line per operation is ours; theirs would have the URL, and a GET's variables with it.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: maxBodyBytes,
    // Of requests we log no more than an id: none needs a logger of its own.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    forceCloseConnections: 'idle',
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff' });
    done();
  });
  app.setErrorHandler<FastifyError | HttpError>((error, request, reply) => {
    const { status, error: formatted, headers } = httpError(error, maxBodyBytes);
    if (status >= 500) log.error({ reqId: request.id, err: error }, 'request failed');
    return reply
      .status(status)
      .headers(headers)
      .type('application/json; charset=utf-8')
      .send({ errors: [formatted] });
  });
  app.setNotFoundHandler((_request, reply) => {
    const { error } = new HttpError(404, 'There is /graphql, GraphiQL at /, /health/live and /health/ready.');
    return reply.status(404).send({ errors: [error] });
  });
  graphqlRoute(app, {
    run: parts.run,
    admit: parts.admit ?? admitKnown(new MemoryDocuments()),
    deadlineMs: parts.deadlineMs ?? DEFAULT_DEADLINE_MS,
  });
  healthRoutes(app, parts.health);
  await graphiqlRoutes(app);
  return app;
}

function httpError(error: FastifyError | HttpError, maxBodyBytes: number): HttpError {
  if (error instanceof HttpError) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new HttpError(413, `A request must not be larger than ${maxBodyBytes} bytes.`, {
      code: 'REQUEST_TOO_LARGE',
    });
  const status = error.statusCode ?? 500;
  return status < 500
    ? new HttpError(status, error.message)
    : new HttpError(500, 'Tributary failed on this request.', { code: 'INTERNAL_ERROR' });
}
