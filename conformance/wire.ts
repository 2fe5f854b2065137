/** One HTTP request to the member: everything that the suite knows of transport. */
import { Agent } from 'undici';

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** With its question mark. */
  readonly search?: string;
  readonly contentType?: string;
  readonly body?: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** Rejects where no answer came. */
export type Wire = (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>;

export interface HttpWire {
  readonly send: Wire;
  close(): Promise<void>;
}

const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** `headers` go with every request, such as a token. */
export function httpWire(url: string, headers: Readonly<Record<string, string>>): HttpWire {
  const { origin, pathname } = new URL(url);
  const agent = new Agent({ connections: 2, maxResponseSize: MAX_RESPONSE_BYTES });
  return {
    async send({ method, search = '', contentType, body }, signal) {
      const answer = await agent.request({
        origin,
        path: pathname + search,
        method,
        headers: {
          accept: 'application/graphql-response+json, application/json',
          ...headers,
          ...(contentType !== undefined && { 'content-type': contentType }),
        },
        ...(body !== undefined && { body }),
        signal,
      });
      return {
        status: answer.statusCode,
        contentType: String(answer.headers['content-type'] ?? ''),
        text: await answer.body.text(),
      };
    },
    close: () => agent.destroy(),
  };
}
