/** An endpoint elsewhere: GraphQL over HTTP by undici, with a deadline, a size limit, and no trust in what comes back. */
import { Pool, type Dispatcher } from 'undici';
import { type ErrorCode, TributaryError } from '#schema/errors.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import { linkAbort } from '../linked-abort.ts';
import { memberResponse } from './response-shape.ts';
import { parseUntrusted } from './untrusted-json.ts';

export interface HttpEndpointOptions {
  /** Its name, for messages. */
  readonly source: string;
  readonly url: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

export interface HttpEndpoint {
  /** As the last answer has shown, of the source behind it too; CONNECTING before the first. */
  status(): SourceStatus;
  /** `body` is a GraphQL request as JSON. Rejects with TributaryError where no answer of GraphQL came. */
  send(body: string, call: Call): Promise<MemberResponse>;
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 32;
/** Failures of a source that is there. */
const STILL_UP: readonly ErrorCode[] = ['SOURCE_RATE_LIMITED', 'SOURCE_RESPONSE_TOO_LARGE'];
const GRAPHQL_TYPES = ['application/json', 'application/graphql-response+json'];

export function createHttpEndpoint(options: HttpEndpointOptions): HttpEndpoint {
  const { source } = options;
  const url = new URL(options.url);
  const pool = new Pool(url.origin, { connections: MAX_CONNECTIONS, connectTimeout: options.timeoutMs });
  let status: SourceStatus = { state: 'CONNECTING', version: null, asOf: null, stale: false, error: null };

  async function post(body: string, signal: AbortSignal): Promise<MemberResponse> {
    const answer = await pool.request({
      path: url.pathname + url.search,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json, application/json;q=0.9',
      },
      body,
      signal,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    const text = await readText(answer.body, options);
    return responseOf(source, answer.statusCode, answer.headers, text);
  }

  return {
    status: () => status,
    close: () => pool.destroy(),
    async send(body, call) {
      const linked = linkAbort(call.signal);
      const timer = setTimeout(() => linked.abort(new Error('too late')), options.timeoutMs);
      try {
        const response = await post(body, linked.signal);
        status = statusFrom(response);
        return response;
      } catch (cause) {
        const error = failure(options, call, linked.signal, cause);
        // Who leaves before the answer has learnt nothing about the source.
        if (!call.signal.aborted && !STILL_UP.includes(error.code))
          status = { ...status, state: 'DOWN', error: { code: error.code, message: error.message } };
        throw error;
      } finally {
        clearTimeout(timer);
        linked.unlink();
      }
    },
  };
}

/** What the member says of its source; else it answers, so it is there. */
function statusFrom({ extensions }: MemberResponse): SourceStatus {
  const {
    state = 'UP',
    version = null,
    asOf = null,
    stale = false,
    error = null,
  } = extensions?.tributary ?? {};
  return { state, version, asOf: asOf ?? new Date().toISOString(), stale, error };
}

async function readText(
  body: Dispatcher.ResponseData['body'],
  { source, maxResponseBytes }: HttpEndpointOptions,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early destroys the stream, and with it the connection.
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxResponseBytes)
      throw new TributaryError(
        'SOURCE_RESPONSE_TOO_LARGE',
        `An answer of \`${source}\` must not be larger than ${maxResponseBytes} bytes.`,
        { source },
      );
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function responseOf(
  source: string,
  status: number,
  headers: Dispatcher.ResponseData['headers'],
  text: string,
): MemberResponse {
  const refused = refusal(source, status, headers['retry-after']);
  if (refused) throw refused;
  const type =
    String(headers['content-type'] ?? '')
      .split(';', 1)[0]
      ?.trim()
      .toLowerCase() ?? '';
  const response = GRAPHQL_TYPES.includes(type) ? memberResponse(parsed(text)) : null;
  // A member that finds fault with the request says so with another status, and errors.
  if (response && (status === 200 || response.errors)) return response;
  const begins = JSON.stringify(text.slice(0, 80));
  throw new TributaryError(
    'SOURCE_BAD_RESPONSE',
    `\`${source}\` must answer GraphQL as JSON, but got: status ${status}, ${type || 'no content type'}, ${begins}.`,
    { source },
  );
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

function failure(
  { source, timeoutMs }: HttpEndpointOptions,
  call: Call,
  linked: AbortSignal,
  cause: unknown,
): TributaryError {
  if (cause instanceof TributaryError) return cause;
  if (call.signal.aborted) {
    return new TributaryError(
      'DEADLINE_EXCEEDED',
      `\`${source}\` did not answer before the operation ended.`,
      { source, cause },
    );
  }
  if (linked.aborted) {
    return new TributaryError('SOURCE_TIMEOUT', `\`${source}\` did not answer within ${timeoutMs} ms.`, {
      source,
      cause,
    });
  }
  const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new TributaryError('SOURCE_UNAVAILABLE', `\`${source}\` cannot be reached${reason}.`, {
    source,
    cause,
  });
}
