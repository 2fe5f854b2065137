/** The graph over HTTP: what an adapter subgraph in a process of its own asks to bind identities. */
import { Agent, type Dispatcher } from 'undici';
import { parseUntrustedJson } from '#adapters/kit/http/untrusted-json.ts';
import { TributaryError } from '#schema/errors.ts';
import type { Call } from '#schema/ports/call.ts';
import type { Graph } from '#schema/ports/graph.ts';

export interface HttpGraph extends Graph {
  close(): Promise<void>;
}

export interface HttpGraphOptions {
  readonly timeoutMs?: number;
  readonly maxResponseBytes?: number;
}

const CONNECTIONS = 4;

/** `url` is the gateway's /graphql. */
export function createHttpGraph(url: string, options: HttpGraphOptions = {}): HttpGraph {
  const { timeoutMs = 10_000, maxResponseBytes = 32 * 1024 * 1024 } = options;
  const { origin, pathname, search } = new URL(url);
  /** Where it is, for messages: without a password. */
  const graph = `The graph at ${origin}${pathname}`;
  const agent = new Agent({ connections: CONNECTIONS, maxResponseSize: maxResponseBytes });
  return {
    async query(document, variables, call) {
      const timeout = AbortSignal.timeout(timeoutMs);
      const request: Dispatcher.RequestOptions = {
        origin,
        path: pathname + search,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json, application/json',
        },
        body: JSON.stringify({ query: document, variables }),
        signal: AbortSignal.any([call.signal, timeout]),
      };
      try {
        const { statusCode, headers, body } = await agent.request(request);
        return dataOf(await body.text(), graph, `${statusCode}, ${String(headers['content-type'])}`);
      } catch (error) {
        throw failure(error, graph, call, timeout);
      }
    },
    close: () => agent.destroy(),
  };
}

/** The `data` of an answer. Without any there is nothing to be told, whatever the reason. */
function dataOf(text: string, graph: string, status: string): Readonly<Record<string, unknown>> {
  const { data, errors } = parsed(text);
  if (isRecord(data)) return data;
  const [first] = Array.isArray(errors) ? (errors as readonly unknown[]) : [];
  const extensions = isRecord(first) && isRecord(first['extensions']) ? first['extensions'] : {};
  const { code, source } = extensions;
  if (code === 'UNKNOWN_SOURCE' && typeof source === 'string')
    throw new TributaryError('UNKNOWN_SOURCE', `${graph} has no source ${JSON.stringify(source)}.`, {
      source,
    });
  const reason =
    isRecord(first) && typeof first['message'] === 'string' ? `: ${first['message'].slice(0, 200)}` : '.';
  throw new TributaryError(
    'SOURCE_UNAVAILABLE',
    `${graph} must answer with data, but got: status ${status}${reason}`,
  );
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = parseUntrustedJson(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function failure(error: unknown, graph: string, call: Call, timeout: AbortSignal): unknown {
  if (call.signal.aborted) return call.signal.reason;
  if (error instanceof TributaryError) return error;
  if (timeout.aborted)
    return new TributaryError('SOURCE_TIMEOUT', `${graph} did not answer in time.`, { cause: error });
  const code = (error as { readonly code?: unknown } | null)?.code;
  const reason = typeof code === 'string' ? code : 'a broken connection';
  return new TributaryError('SOURCE_UNAVAILABLE', `${graph} could not be asked: ${reason}.`, {
    cause: error,
  });
}
