/** What a test expects of a refused request. */
import type { GraphQLFormattedError } from 'graphql';
import { RequestError } from '../input/request-error.ts';

/** The errors that reading throws; none where it does not. */
export function errorsOf(read: () => unknown): readonly GraphQLFormattedError[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof RequestError) return error.errors;
    throw error;
  }
}

export function codesOf(errors: readonly GraphQLFormattedError[]): unknown[] {
  return errors.map((error) => error.extensions?.['code']);
}
