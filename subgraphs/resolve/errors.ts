/** Errors of one operation as a client may see them. */
import { GraphQLError } from 'graphql';
import type { Log } from '#adapters/kit/log.ts';
import type { Domain } from '#schema/domains.ts';
import { type ErrorCode, ERRORS, TributaryError } from '#schema/errors.ts';

/** Whose errors they are. */
export interface ErrorOrigin {
  readonly domain: Domain;
  readonly source: string;
  readonly log: Log;
}

/**
 * Gives every error its code, source and domain. What is not a TributaryError is a fault of ours: it is logged, once however
 * many fields met it, and told without its words. Every field that failed keeps its error: a null without one is an answer.
 */
export function presentErrors(errors: readonly GraphQLError[], origin: ErrorOrigin): GraphQLError[] {
  const logged = new Set<Error>();
  return errors.map((error) => {
    const failure = error.originalError ?? error;
    if (isOurFault(error) && !logged.has(failure)) {
      logged.add(failure);
      origin.log.error({ err: failure, path: error.path, domain: origin.domain }, 'A resolver failed.');
    }
    return present(error, origin);
  });
}

function present(error: GraphQLError, { domain, source }: ErrorOrigin): GraphQLError {
  const failure = error.originalError;
  if (failure instanceof TributaryError)
    return again(error, error.message, { ...failure.extensions, source: failure.source ?? source, domain });
  const [code, message]: [ErrorCode, string] = isOurFault(error)
    ? ['INTERNAL_ERROR', 'This could not be answered because of a fault in Tributary.']
    : ['BAD_USER_INPUT', error.message];
  return again(error, message, { ...coded(code), source, domain });
}

/** Without a path it is the request that was refused, before anybody was asked. */
function isOurFault(error: GraphQLError): boolean {
  return error.path !== undefined && !(error.originalError instanceof TributaryError);
}

/** `extensions` of an error that has nothing to say but its code. */
export function coded(code: ErrorCode): { readonly code: ErrorCode; readonly retryable: boolean } {
  return { code, retryable: ERRORS[code].retryable };
}

function again(error: GraphQLError, message: string, extensions: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    path: error.path ?? null,
    originalError: error.originalError ?? null,
    extensions,
  });
}
