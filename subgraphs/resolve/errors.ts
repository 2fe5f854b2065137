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
 * Gives every error its code, source and domain. What is not a TributaryError is a fault of ours: it is logged, and told without
 * its words. One failure that many fields of a record met is told once for the record: a batch that fails would otherwise be
 * told as often as there are records times fields.
 */
export function presentErrors(errors: readonly GraphQLError[], origin: ErrorOrigin): GraphQLError[] {
  const told = new Map<unknown, Set<string>>();
  return errors.flatMap((error) => {
    const failure = error.originalError;
    if (failure) {
      const records = told.get(failure) ?? new Set();
      const record = JSON.stringify(error.path?.slice(0, -1));
      if (records.has(record)) return [];
      told.set(failure, records.add(record));
    }
    return [present(error, origin, !told.has(failure) || told.get(failure)?.size === 1)];
  });
}

function present(error: GraphQLError, { domain, source, log }: ErrorOrigin, first: boolean): GraphQLError {
  const failure = error.originalError;
  if (failure instanceof TributaryError)
    return again(error, error.message, { ...failure.extensions, source: failure.source ?? source, domain });
  // No path: the request itself was refused, before anybody was asked.
  if (!error.path) return again(error, error.message, { ...coded('BAD_USER_INPUT'), source, domain });
  if (first) log.error({ err: failure ?? error, path: error.path, domain }, 'A resolver failed.');
  return again(error, 'This could not be answered because of a fault in Tributary.', {
    ...coded('INTERNAL_ERROR'),
    source,
    domain,
  });
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
