/** An endpoint elsewhere: GraphQL over HTTP by undici, with a deadline, a size limit, and no trust in what comes back. */
import { Pool } from 'undici';
import { type ErrorCode, TributaryError } from '#schema/errors.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';
import { type Call, OPEN_SCOPE } from '#schema/ports/call.ts';
import type { MemberResponse } from '#schema/ports/member.ts';
import { Coalescing, type Ended } from './coalescing.ts';
import { Deadlines } from './deadlines.ts';
import { type HttpResponse, responseOf } from './graphql-answer.ts';
import { AnswerTooLarge, type HttpAnswer, post } from './http-post.ts';
import { onAbort } from '../on-abort.ts';

export interface HttpEndpointOptions {
  /** Its name, for messages. */
  readonly source: string;
  readonly url: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** False: every request goes out by itself, also where one that asks the same is under way. */
  readonly coalesce?: boolean | undefined;
}

export interface HttpEndpoint {
  /** As the last answer has shown, of the source behind it too; CONNECTING before the first. */
  status(): SourceStatus;
  /**
   * `body` is a GraphQL request as JSON. What only reads may share the answer of a request that asks the same; each caller has an
   * answer of its own all the same. Rejects with TributaryError where no answer of GraphQL came, at once when the call is aborted.
   */
  send(body: string, call: Call, kind: 'query' | 'mutation'): Promise<HttpResponse>;
  close(): Promise<void>;
}

const MAX_CONNECTIONS = 32;
const HEADERS = [
  'content-type',
  'application/json',
  'accept',
  'application/graphql-response+json, application/json;q=0.9',
] as const;
/** Failures of a source that is there. */
const STILL_UP: readonly ErrorCode[] = ['SOURCE_RATE_LIMITED', 'SOURCE_RESPONSE_TOO_LARGE'];

/** What is known of the source, and when it was learnt. */
interface Known {
  readonly status: Omit<SourceStatus, 'asOf'>;
  /** As the source says it, or the time of its answer in milliseconds. */
  readonly asOf: string | number | null;
}

export function createHttpEndpoint(options: HttpEndpointOptions): HttpEndpoint {
  const { source, timeoutMs, maxResponseBytes, coalesce = true } = options;
  const url = new URL(options.url);
  const pool = new Pool(url.origin, { connections: MAX_CONNECTIONS, connectTimeout: timeoutMs });
  const target = { path: url.pathname + url.search, headers: HEADERS, maxResponseBytes };
  const start = (body: string, ended: Ended<HttpAnswer>) => post(pool, target, body, ended);
  const coalescing = new Coalescing(start);
  const deadlines = new Deadlines(timeoutMs);
  let known: Known = {
    status: { state: 'CONNECTING', version: null, stale: false, error: null },
    asOf: null,
  };

  function failed(error: TributaryError): TributaryError {
    const { code, message } = error;
    if (!STILL_UP.includes(code))
      known = { ...known, status: { ...known.status, state: 'DOWN', error: { code, message } } };
    return error;
  }

  return {
    status() {
      const { status, asOf } = known;
      return { ...status, asOf: typeof asOf === 'number' ? new Date(asOf).toISOString() : asOf };
    },
    close: () => pool.destroy(),
    send: (body, { signal, scope = OPEN_SCOPE }, kind) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(tooLateFor(source, signal.reason));
          return;
        }
        const ended: Ended<HttpAnswer> = (failure, answer) => {
          letGo();
          try {
            if (!answer) throw unreachable(options, failure);
            const answered = responseOf(source, answer);
            known = knownFrom(answered.response);
            resolve(answered);
          } catch (error) {
            reject(failed(error instanceof TributaryError ? error : unreachable(options, error)));
          }
        };
        const aborted = (): void => {
          letGo();
          leave();
          // Who leaves before the answer has learnt nothing about the source.
          reject(tooLateFor(source, signal.reason));
        };
        const keep = deadlines.set(() => {
          letGo();
          leave();
          reject(failed(timedOut(options)));
        });
        const letGo = (): void => {
          keep();
          forget();
          if (kind === 'mutation') coalescing.seal();
        };
        const forget = onAbort(signal, aborted);
        const leave = coalesce && kind === 'query' ? coalescing.join(scope, body, ended) : start(body, ended);
      }),
  };
}

/** What the member says of its source; else it answers, so it is there. */
function knownFrom({ extensions }: MemberResponse): Known {
  const { state = 'UP', version = null, asOf, stale = false, error = null } = extensions?.tributary ?? {};
  return { status: { state, version, stale, error }, asOf: asOf ?? Date.now() };
}

function tooLateFor(source: string, cause: unknown): TributaryError {
  return new TributaryError('DEADLINE_EXCEEDED', `\`${source}\` did not answer before the operation ended.`, {
    source,
    cause,
  });
}

function timedOut({ source, timeoutMs }: HttpEndpointOptions): TributaryError {
  return new TributaryError('SOURCE_TIMEOUT', `\`${source}\` did not answer within ${timeoutMs} ms.`, {
    source,
  });
}

function unreachable({ source, maxResponseBytes }: HttpEndpointOptions, cause: unknown): TributaryError {
  if (cause instanceof AnswerTooLarge)
    return new TributaryError(
      'SOURCE_RESPONSE_TOO_LARGE',
      `An answer of \`${source}\` must not be larger than ${maxResponseBytes} bytes.`,
      { source },
    );
  const reason = cause instanceof Error && 'code' in cause ? ` (${String(cause.code)})` : '';
  return new TributaryError('SOURCE_UNAVAILABLE', `\`${source}\` cannot be reached${reason}.`, {
    source,
    cause,
  });
}
