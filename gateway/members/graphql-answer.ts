/** What comes back over HTTP as a GraphQL response, or as what it says of the source where it is none. */
import { TributaryError } from '#schema/errors.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import type { HttpAnswer } from './http-post.ts';
import { memberResponse } from './response-shape.ts';
import { isPlain, parseUntrusted } from './untrusted-json.ts';

export interface HttpResponse {
  readonly response: MemberResponse;
  /** No text in it needs an escape when it is written as JSON. */
  readonly isPlain: boolean;
}

const GRAPHQL_TYPES = ['application/json', 'application/graphql-response+json'];

/** Each call parses anew: what it gives is the caller's alone. @throws TributaryError where it is no GraphQL. */
export function responseOf(source: string, { status, headers, text }: HttpAnswer): HttpResponse {
  const refused = refusal(source, status, headers['retry-after']);
  if (refused) throw refused;
  const type = mediaType(headers['content-type']);
  const response = GRAPHQL_TYPES.includes(type) ? memberResponse(parsed(text)) : null;
  // A member that finds fault with the request says so with another status, and errors.
  if (response && (status === 200 || response.errors)) return { response, isPlain: isPlain(text) };
  const begins = JSON.stringify(text.slice(0, 80));
  throw new TributaryError(
    'SOURCE_BAD_RESPONSE',
    `\`${source}\` must answer GraphQL as JSON, but got: status ${status}, ${type || 'no content type'}, ${begins}.`,
    { source },
  );
}

function mediaType(header: string | string[] | undefined): string {
  const text = String(header ?? '');
  if (GRAPHQL_TYPES.includes(text)) return text;
  return text.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function parsed(text: string): unknown {
  try {
    return parseUntrusted(text);
  } catch {
    return undefined;
  }
}

function refusal(
  source: string,
  status: number,
  retryAfter: string | string[] | undefined,
): TributaryError | null {
  if (status === 200) return null;
  const said = `\`${source}\` answered with status ${status}.`;
  if (status === 401) return new TributaryError('SOURCE_AUTH_FAILED', said, { source });
  if (status === 403) return new TributaryError('SOURCE_FORBIDDEN', said, { source });
  const seconds = Number(retryAfter);
  const wait = seconds > 0 ? { retryAfterMs: seconds * 1000 } : {};
  if (status === 429) return new TributaryError('SOURCE_RATE_LIMITED', said, { source, ...wait });
  if (status === 408 || status === 504) return new TributaryError('SOURCE_TIMEOUT', said, { source });
  if (status === 502 || status === 503)
    return new TributaryError('SOURCE_UNAVAILABLE', said, { source, ...wait });
  return null;
}
