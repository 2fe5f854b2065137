/** What went wrong before there was an operation: an HTTP status and an error of the table, in GraphQL's form. */
import type { GraphQLFormattedError } from 'graphql';
import { type ErrorCode, TributaryError } from '#schema/errors.ts';
import { located } from '../input/request-error.ts';

export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly error: GraphQLFormattedError;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    options: { readonly code?: ErrorCode; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.error = located(new TributaryError(options.code ?? 'BAD_USER_INPUT', message));
    this.headers = options.headers ?? {};
  }
}
