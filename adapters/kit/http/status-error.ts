/** What an answer other than 2xx means. */
import { STATUS_CODES } from 'node:http';
import { type ErrorCode, TributaryError } from '#schema/errors.ts';
import { redactUrl } from '../config/url.ts';
import { retryAfterMs } from './retry-after.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** `who` names source, method and path; `beginning` is how the answer begins. */
export function statusError(
  source: string,
  who: string,
  answer: Answer,
  beginning: string,
  unsafe: boolean,
): TributaryError {
  const { status, headers } = answer;
  const wait = retryAfterMs(headers['retry-after'], Date.now());
  const location = headers['location'] === undefined ? '' : ` to ${target(headers['location'])}`;
  return new TributaryError(
    codeOf(status),
    `${who} answered ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd() + `${location}: ${beginning}.`,
    {
      source,
      ...(wait !== null && { retryAfterMs: wait }),
      // 501 and 503 say that nothing was done; of the others nobody can tell, least of all behind a proxy.
      ...(unsafe && status >= 500 && status !== 501 && status !== 503 && { outcomeUnknown: true }),
    },
  );
}

function codeOf(status: number): ErrorCode {
  if (status === 401) return 'SOURCE_AUTH_FAILED';
  if (status === 403) return 'SOURCE_FORBIDDEN';
  if (status === 429) return 'SOURCE_RATE_LIMITED';
  if (status >= 500) return 'SOURCE_UNAVAILABLE';
  return status >= 400 ? 'SOURCE_REFUSED' : 'SOURCE_BAD_RESPONSE';
}

/** Where a redirect leads; its query may carry a ticket. */
function target(location: string): string {
  return redactUrl(location.replace(/[?#].*$/s, '')).slice(0, 200);
}
