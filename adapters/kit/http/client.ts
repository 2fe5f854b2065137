/** The one HTTP client of all adapters. */
import type { Limits } from '../module.ts';
import type { TokenStrategy } from './token.ts';

export interface HttpClientOptions {
  readonly source: string;
  /** Every request's path is resolved against it. */
  readonly baseUrl: string;
  readonly limits: Limits;
  /** How requests are authenticated; none without it. */
  readonly token?: TokenStrategy;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Shorter than the source's own. */
  readonly timeoutMs?: number;
  /** True where sending it twice does harm, so that an outcome may stay unknown. */
  readonly unsafe?: boolean;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body as JSON, with `__proto__`, `constructor` and `prototype` keys left out. Throws SOURCE_BAD_RESPONSE where it is none. */
  json(): unknown;
}

export interface HttpClient {
  /**
   * Gives 2xx answers; everything else becomes a TributaryError: 401 SOURCE_AUTH_FAILED (after one renewal of the token), 403
   * SOURCE_FORBIDDEN, 429 SOURCE_RATE_LIMITED with retryAfterMs, 4xx SOURCE_REFUSED, 5xx and broken connections SOURCE_UNAVAILABLE,
   * no answer in time SOURCE_TIMEOUT, too long a body SOURCE_RESPONSE_TOO_LARGE, not JSON where it was asked for SOURCE_BAD_RESPONSE.
   * An aborted call rejects with the signal's reason and leaves no socket in use.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}
