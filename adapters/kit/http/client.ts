/** The one HTTP client of all adapters; createHttpClient makes it. */
import type { Limits } from '../limits.ts';
import type { TokenStrategy } from './token.ts';

export interface HttpClientOptions {
  readonly source: string;
  /** An http or https URL without credentials. The path of every request is put behind its path. */
  readonly baseUrl: string;
  readonly limits: Limits;
  /** How requests are authenticated; none without it. */
  readonly token?: TokenStrategy;
  readonly headers?: Readonly<Record<string, string>>;
  /** Called for every request that leaves, logins and repetitions too. */
  readonly sent?: () => void;
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** "/b?c=1" on the base http://host/a is http://host/a/b?c=1; empty: the base itself. Never leads out of the base. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Shorter than the source's own; like that for the whole call, from waiting in line to the last byte. */
  readonly timeoutMs?: number;
  /** True where sending it twice does harm, so that an outcome may stay unknown. */
  readonly unsafe?: boolean;
  /** True where the token strategy is left out: the requests of a login. */
  readonly anonymous?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  /** By their names in lower case; several of one name are joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body as JSON, with `__proto__`, `constructor` and `prototype` keys left out. Throws SOURCE_BAD_RESPONSE where it is none. */
  json(): unknown;
}

export interface HttpClient {
  /**
   * Gives 2xx answers; everything else becomes a TributaryError: 401 SOURCE_AUTH_FAILED (after one renewal of the token), 403
   * SOURCE_FORBIDDEN, 429 SOURCE_RATE_LIMITED with retryAfterMs, 4xx SOURCE_REFUSED, 5xx and broken connections SOURCE_UNAVAILABLE,
   * no answer in time SOURCE_TIMEOUT, too long a body SOURCE_RESPONSE_TOO_LARGE; 3xx (redirects are not followed), what is not HTTP
   * or cannot be unpacked, not JSON where it was asked for SOURCE_BAD_RESPONSE. The message names source, method, path and status
   * and shows how the answer begins; never headers, never credentials. Of an `unsafe` request that may have been carried out the
   * error has `outcomeUnknown`. An aborted call rejects with the signal's reason and leaves no socket in use.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** Ends what is under way with SOURCE_UNAVAILABLE, and every connection. A second call does nothing. */
  close(): Promise<void>;
}
