/** GraphQL over HTTP for one endpoint, as the specification of that name says. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { createHandler } from 'graphql-http';
import { TributaryError } from '#schema/errors.ts';
import type { Call } from '#schema/ports/call.ts';
import { callOf } from './call-of.ts';
import type { Answer, Endpoint } from './endpoint.ts';

interface Context extends Record<PropertyKey, unknown> {
  readonly call: Call;
}

/** Handles a request to the endpoint, GET or POST. */
export function graphqlRoute(endpoint: Endpoint, deadlineMs: number) {
  const handle = createHandler<FastifyRequest, Context, Context>({
    onSubscribe(request, { query, variables, operationName }) {
      const prepared = endpoint.subgraph.documents.prepare(query);
      if ('errors' in prepared) return prepared.errors;
      return {
        schema: endpoint.subgraph.schema,
        document: prepared.document,
        variableValues: variables,
        operationName,
        contextValue: request.context,
      };
    },
    execute: ({ document, variableValues, operationName, contextValue }) =>
      inTime(endpoint, (contextValue as Context).call.signal, () =>
        endpoint.run(
          { document, variables: variableValues ?? null, operationName: operationName ?? null },
          (contextValue as Context).call,
        ),
      ),
  });

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const call = callOf(request, reply, deadlineMs);
    try {
      const [body, { status, headers }] = await handle({
        url: request.url,
        method: request.method,
        headers: request.headers,
        body: request.body as Record<PropertyKey, unknown> | null,
        raw: request,
        context: { call },
      });
      return await reply
        .status(status)
        .headers(headers ?? {})
        .send(body ?? undefined);
    } finally {
      call.end();
    }
  };
}

/** A deadline that has passed is an answer of its own; a client that has left is not answered. */
async function inTime(endpoint: Endpoint, signal: AbortSignal, run: () => Promise<Answer>): Promise<Answer> {
  try {
    return await run();
  } catch (error) {
    if (error !== signal.reason) throw error;
    const { message, extensions } =
      error instanceof TributaryError
        ? { message: error.message, extensions: { ...error.extensions, source: endpoint.source } }
        : { message: 'The client has left.', extensions: {} };
    return endpoint.refuse([
      new GraphQLError(message, { extensions: { ...extensions, domain: endpoint.domain } }),
    ]);
  }
}
