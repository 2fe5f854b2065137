/** Why a request is not executed: errors as a client sees them, with code and locations, and no data. */
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { ERRORS, type ErrorCode, TributaryError } from '#schema/errors.ts';

export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly errors: readonly GraphQLFormattedError[];

  constructor(errors: readonly GraphQLFormattedError[]) {
    super(errors.map((error) => error.message).join('\n'));
    this.errors = errors;
  }
}

/** An error of graphql-js, under a code of ours. */
export function coded(error: GraphQLError, code: ErrorCode): GraphQLFormattedError {
  const extensions = { code, retryable: ERRORS[code].retryable };
  return { ...error.toJSON(), extensions };
}

/** An error of ours, at a place of the document. */
export function located(error: TributaryError, node?: GraphQLError['nodes']): GraphQLFormattedError {
  return new GraphQLError(error.message, {
    ...(node && { nodes: node }),
    extensions: error.extensions,
  }).toJSON();
}
