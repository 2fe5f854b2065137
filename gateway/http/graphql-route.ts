/** POST and GET /graphql as GraphQL over HTTP has them: a mutation by POST alone, a body of JSON alone. */
import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TributaryError } from '#schema/errors.ts';
import { ConcurrencyLimit } from '../concurrency-limit.ts';
import type { Admit } from '../documents/admission.ts';
import { located } from '../input/request-error.ts';
import { LoopBudget } from '../loop-budget.ts';
import { OperationAnswer, type RunOperation } from '../operation.ts';
import { refuseCrossSite } from './cross-site.ts';
import { HttpError } from './error-response.ts';
import { JSON_TYPE, type ResponseType, acceptedType, requireJson } from './media-types.ts';
import { answerWishes, parametersOfBody, parametersOfUrl } from './request-parameters.ts';

const PATH = '/graphql';

export interface GraphqlParts {
  readonly run: RunOperation;
  readonly admit: Admit;
  /** What an operation may take where its request does not say less, milliseconds. */
  readonly deadlineMs: number;
}

interface Tools extends GraphqlParts {
  readonly limit: ConcurrencyLimit;
  readonly budget: LoopBudget;
}

export function graphqlRoute(app: FastifyInstance, parts: GraphqlParts): void {
  const tools: Tools = { ...parts, limit: new ConcurrencyLimit(), budget: new LoopBudget() };
  // Bodies are read as text: what a wrong one is told is ours to say.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

  app.route({
    method: ['GET', 'POST'],
    url: PATH,
    handler: (request, reply) => answer(request, reply, tools),
  });
  app.route({
    method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: PATH,
    handler: ({ method }) => {
      throw new HttpError(405, `A request must be sent by GET or POST, but got: ${method}.`, {
        headers: { allow: 'GET, POST' },
      });
    },
  });
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { run, admit, deadlineMs, limit, budget }: Tools,
): Promise<void> {
  const came = performance.now();
  const type = acceptedType(request.headers.accept);
  const isGet = request.method === 'GET' || request.method === 'HEAD';
  if (isGet) refuseCrossSite(request.headers);
  else requireJson(request.headers['content-type']);
  const parameters = isGet ? parametersOfUrl(request.url) : parametersOfBody(request.body);
  const wishes = answerWishes(request.headers);
  const signal = clientSignal(reply);
  await limit.run(signal, Math.min(wishes.deadlineMs ?? deadlineMs, deadlineMs), async () => {
    const turn = budget.turn();
    if (turn) await turn;
    if (signal.aborted) return;
    const document = await admit(parameters).catch(asRequestFault);
    if (document instanceof OperationAnswer) {
      send(reply, statusFor(document.status, type), type, document.text);
      return;
    }
    const { status, text } = await run({
      ...parameters,
      query: document.query,
      ...wishes,
      readOnly: isGet,
      requestId: request.id,
      waitedMs: performance.now() - came,
      signal,
    });
    if (status === 200) await document.keep?.();
    if (status === 405) void reply.header('allow', 'POST');
    send(reply, statusFor(status, type), type, text);
  });
}

/** Who reads application/json reads the errors of a wrong request under 200, as the specification says. */
function statusFor(status: number, type: ResponseType): number {
  return status === 400 && type === JSON_TYPE ? 200 : status;
}

function asRequestFault(error: unknown): OperationAnswer {
  if (error instanceof TributaryError) return OperationAnswer.refused(400, [located(error)]);
  throw error;
}

/** Aborted when the client leaves before it has its answer. */
function clientSignal(reply: FastifyReply): AbortSignal {
  const left = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) left.abort(new Error('The client has left.'));
  });
  return left.signal;
}

/** Past the reply's own way, on which a text is encoded into three times the room that it takes. */
function send(reply: FastifyReply, status: number, type: ResponseType, text: string): void {
  const bytes = Buffer.byteLength(text);
  reply.hijack();
  reply.raw.writeHead(status, {
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-length': bytes,
  });
  reply.raw.end(text, bytes === text.length ? 'latin1' : 'utf8');
}
