/** What became of an action on an alarm that did not go through. */
import { TributaryError } from '#schema/errors.ts';
import type { ActionOutcome } from '#schema/ports/faults.ts';
import type { ActionErrorCode } from '#schema/types/faults.ts';

export interface ActionFailure {
  readonly status: 'FAILED' | 'OUTCOME_UNKNOWN';
  readonly error: NonNullable<ActionOutcome['error']>;
}

/** It was not done. */
export function failed(code: ActionErrorCode, message: string): ActionFailure {
  return { status: 'FAILED', error: { code, message } };
}

/** Of what the HTTP client threw when the action was sent as `unsafe`: whether it was done may be unknown. */
export function failureOf(error: unknown): ActionFailure {
  if (!(error instanceof TributaryError))
    return {
      status: 'OUTCOME_UNKNOWN',
      error: { code: 'SOURCE_UNAVAILABLE', message: 'The caller left before the source answered.' },
    };
  const { code, message } = error;
  // An answer that cannot be read came after the request was read.
  if (error.outcomeUnknown || code === 'SOURCE_BAD_RESPONSE' || code === 'SOURCE_RESPONSE_TOO_LARGE')
    return { status: 'OUTCOME_UNKNOWN', error: { code: 'SOURCE_UNAVAILABLE', message } };
  const refused = code === 'SOURCE_REFUSED' || code === 'SOURCE_FORBIDDEN' || code === 'SOURCE_AUTH_FAILED';
  return failed(refused ? 'REFUSED_BY_SOURCE' : 'SOURCE_UNAVAILABLE', message);
}
