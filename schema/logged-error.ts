/** What a log shows of an error: of an outage its sentence, of a fault of ours everything. */
import { TributaryError } from './errors.ts';

export interface LoggedError {
  readonly code: string;
  readonly message: string;
  readonly source?: string;
  /** What the library below has said. */
  readonly cause?: string;
}

/** Null where the stack is wanted: for any other error, and for an INTERNAL_ERROR. */
export function loggedError(error: unknown): LoggedError | null {
  if (!(error instanceof TributaryError) || error.code === 'INTERNAL_ERROR') return null;
  const { code, message, source, cause } = error;
  return {
    code,
    message,
    ...(source !== undefined && { source }),
    ...(cause instanceof Error && { cause: cause.message }),
  };
}
