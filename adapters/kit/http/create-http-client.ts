/** The one HTTP client of all adapters, on a pool of connections of its own. */
import { type Dispatcher, Pool } from 'undici';
import { TributaryError } from '#schema/errors.ts';
import { brokenError } from './broken-error.ts';
import type { HttpClient, HttpClientOptions, HttpRequest, HttpResponse } from './client.ts';
import { type Deadline, openDeadline } from './deadline.ts';
import { excerpt } from './excerpt.ts';
import { readBody } from './read-body.ts';
import { Slots } from './slots.ts';
import { statusError } from './status-error.ts';
import { noToken } from './token.ts';
import { parseUntrustedJson } from './untrusted-json.ts';

/** Enough of a refusal to keep its connection in most cases. */
const REFUSAL_BYTES = 64 * 1024;

type Headers = Readonly<Record<string, string>>;

/** What a request is on its way. */
interface Exchange {
  readonly request: HttpRequest;
  readonly method: NonNullable<HttpRequest['method']>;
  readonly path: string;
  /** Names source, method and path, without the query. */
  readonly who: string;
  readonly deadline: Deadline;
  /** True from when the first byte may have left. */
  sent: boolean;
}

interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Opens no connection before the first request. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { source, limits, token = noToken } = options;
  const base = baseOf(options);
  const pool = new Pool(base.origin, {
    connections: limits.concurrency,
    connectTimeout: limits.timeoutMs,
    // One deadline stands over the whole call instead.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Shorter than a server may keep one without saying so (gunicorn: two seconds): a question on a connection that ends is lost.
    keepAliveTimeout: 1000,
    allowH2: false,
  });
  const slots = new Slots(limits.concurrency);
  const underWay = new Set<Deadline>();
  let isClosed = false;

  async function request(request: HttpRequest): Promise<HttpResponse> {
    request.signal?.throwIfAborted();
    if (isClosed) throw closed(source);
    const method = request.method ?? 'GET';
    const { pathname, search } = resolved(base, request.path);
    const who = `${source}: ${method} ${pathname}`;
    const deadline = openDeadline(Math.min(limits.timeoutMs, request.timeoutMs ?? Infinity), request.signal);
    const exchange = { request, method, path: pathname + search, who, deadline, sent: false };
    underWay.add(deadline);
    try {
      return await authenticated(exchange);
    } catch (error) {
      throw failure(exchange, error);
    } finally {
      underWay.delete(deadline);
      deadline.close();
    }
  }

  /** A 401 costs one renewal and one repetition: what was refused was not carried out. */
  async function authenticated(exchange: Exchange): Promise<HttpResponse> {
    const strategy = exchange.request.anonymous ? noToken : token;
    let credentials = await strategy.headers(exchange.deadline.signal);
    let received = await queued(exchange, credentials);
    if (received.status === 401 && strategy.renew(credentials)) {
      exchange.sent = false;
      credentials = await strategy.headers(exchange.deadline.signal);
      received = await queued(exchange, credentials);
    }
    return response(exchange, received, secretsIn(credentials));
  }

  async function queued(exchange: Exchange, credentials: Headers): Promise<Received> {
    // Whoever asks has one signal for all that it asks.
    const release = await slots.acquire(exchange.deadline.signal, exchange.request.signal ?? slots);
    try {
      return await send(exchange, credentials);
    } finally {
      release();
    }
  }

  async function send(exchange: Exchange, credentials: Headers): Promise<Received> {
    const { request, method, path, deadline } = exchange;
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    options.sent?.();
    const answer = await pool.compose(marking(() => (exchange.sent = true))).request({
      method,
      path,
      body,
      signal: deadline.signal,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'gzip',
        'user-agent': 'tributary',
        ...(body !== null && { 'content-type': 'application/json' }),
        ...lowerCased(options.headers),
        ...lowerCased(request.headers),
        ...lowerCased(credentials),
      },
    });
    const headers = single(answer.headers);
    const status = answer.statusCode;
    if (isSuccess(status)) {
      const limit = { bytes: limits.maxResponseBytes, beyond: 'refuse' } as const;
      return { status, headers, text: await readBody(answer.body, { status, headers }, limit) };
    }
    // The status says what is wrong; where the rest cannot be read, it is not missed.
    const limit = { bytes: Math.min(REFUSAL_BYTES, limits.maxResponseBytes), beyond: 'cut' } as const;
    const text = await readBody(answer.body, { status, headers }, limit).catch(() => '');
    request.signal?.throwIfAborted();
    return { status, headers, text };
  }

  function response(exchange: Exchange, received: Received, secrets: readonly string[]): HttpResponse {
    const { status, headers, text } = received;
    const beginning = (): string => excerpt(text, secrets);
    if (!isSuccess(status))
      throw statusError(source, exchange.who, received, beginning(), exchange.request.unsafe ?? false);
    return {
      status,
      headers,
      text,
      json() {
        try {
          return parseUntrustedJson(text);
        } catch {
          const type = headers['content-type'] ?? 'no content type';
          throw new TributaryError(
            'SOURCE_BAD_RESPONSE',
            `${exchange.who} answered ${status} with ${type.slice(0, 80)} that is not JSON: ${beginning()}.`,
            { source },
          );
        }
      },
    };
  }

  function failure(exchange: Exchange, error: unknown): unknown {
    const { request, deadline, who, sent } = exchange;
    if (request.signal?.aborted) return request.signal.reason;
    if (isClosed) return closed(source);
    if (error instanceof TributaryError) return error;
    const outcomeUnknown = (request.unsafe ?? false) && sent;
    if (deadline.expired) {
      const unsure = outcomeUnknown ? ' It may have been carried out.' : '';
      return new TributaryError('SOURCE_TIMEOUT', `${who} had no answer within ${deadline.ms} ms.${unsure}`, {
        source,
        ...(outcomeUnknown && { outcomeUnknown }),
      });
    }
    return brokenError(error, { source, who, maxBytes: limits.maxResponseBytes, outcomeUnknown });
  }

  return {
    request,
    async close() {
      if (isClosed) return;
      isClosed = true;
      for (const deadline of underWay) deadline.abort(closed(source));
      await pool.destroy(null);
    },
  };
}

function baseOf({ source, baseUrl }: HttpClientOptions): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '') return url;
  throw new TributaryError(
    'CONFIGURATION_INVALID',
    `The URL of ${source} must be an http or https URL without credentials.`,
    { source },
  );
}

/** `path` behind the path of the base: "/b" on http://host/a is /a/b. An empty one is the base itself. */
function resolved(base: URL, path: string): URL {
  const prefix = base.pathname.replace(/\/+$/, '');
  const joined = path === '' ? base.pathname : `${prefix}/${path.replace(/^\//, '')}`;
  const url = new URL(base.origin + joined);
  if (prefix === '' || url.pathname === prefix || url.pathname.startsWith(`${prefix}/`)) return url;
  throw new TypeError(`A path must stay below ${prefix}, but got: ${JSON.stringify(path)}.`);
}

function marking(mark: () => void): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart(controller, context) {
        mark();
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
      onResponseStart: (...args) => handler.onResponseStart?.(...args),
      onResponseData: (...args) => handler.onResponseData?.(...args),
      onResponseEnd: (...args) => handler.onResponseEnd?.(...args),
      onResponseError: (...args) => handler.onResponseError?.(...args),
    });
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function closed(source: string): TributaryError {
  return new TributaryError('SOURCE_UNAVAILABLE', `${source}: the client has been closed.`, { source });
}

function lowerCased(headers: Headers = {}): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function single(headers: Readonly<Record<string, string | string[] | undefined>>): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** What must not be repeated in a message: the values of the headers, with and without their scheme. */
function secretsIn(credentials: Headers): readonly string[] {
  return Object.values(credentials).flatMap((value) => [value, value.replace(/^\S+ /, '')]);
}
