/** JSON-RPC 2.0 as Zabbix speaks it: HTTP 200 whatever happened, the error in the body. */
import { TributaryError } from '#schema/errors.ts';

export interface RpcCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>> | readonly never[];
}

export interface RpcRequest extends RpcCall {
  readonly jsonrpc: '2.0';
  readonly id: number;
  readonly auth?: string;
}

/** The body of one call, or of several as a batch. `auth` only where the version wants it in the body. */
export function rpcBody(calls: readonly RpcCall[], auth: string | null): RpcRequest | RpcRequest[] {
  const requests = calls.map(({ method, params }, i): RpcRequest => ({
    jsonrpc: '2.0',
    method,
    params,
    id: i + 1,
    ...(auth !== null && { auth }),
  }));
  const [only] = requests;
  return requests.length === 1 && only ? only : requests;
}

/**
 * The results of the calls, in their order.
 * @throws TributaryError for the first call that was refused, SOURCE_BAD_RESPONSE where the answer is no JSON-RPC.
 */
export function rpcResults(source: string, calls: readonly RpcCall[], answer: unknown): unknown[] {
  const answers = new Map<unknown, Record<string, unknown>>();
  for (const one of Array.isArray(answer) ? (answer as unknown[]) : [answer]) {
    if (!isObject(one)) throw notRpc(source, answer);
    // an error before any call was read has id null
    if (isObject(one['error'])) throw rpcError(source, calls[Number(one['id']) - 1]?.method, one['error']);
    answers.set(one['id'], one);
  }
  return calls.map((_, i) => {
    const one = answers.get(i + 1) ?? answers.get(String(i + 1));
    if (!one || !('result' in one)) throw notRpc(source, answer);
    return one['result'];
  });
}

/** The session or token is not (or no longer) known. Zabbix has one code for it and for everything else, so its words decide. */
const UNKNOWN_SESSION = /re-login|^not authori[sz]ed|token expired/i;
const NO_SUCH_RIGHT = /^no permissions to call/i;
const OUT_OF_ORDER = /database|sql/i;

function rpcError(
  source: string,
  method: string | undefined,
  error: Record<string, unknown>,
): TributaryError {
  const data = typeof error['data'] === 'string' ? error['data'].trim() : '';
  const said = clip(data || String(error['message'] ?? 'no reason given'));
  const details = { source };
  const call = method ?? 'the request';
  if (UNKNOWN_SESSION.test(data) || method === 'user.login')
    return new TributaryError('SOURCE_AUTH_FAILED', `Zabbix refused our credentials: ${said}`, details);
  if (NO_SUCH_RIGHT.test(data))
    return new TributaryError('SOURCE_FORBIDDEN', `Zabbix refused ${call}: ${said}`, details);
  if (error['code'] === -32603 || OUT_OF_ORDER.test(data))
    return new TributaryError('SOURCE_UNAVAILABLE', `Zabbix cannot answer ${call}: ${said}`, details);
  return new TributaryError('SOURCE_REFUSED', `Zabbix refused ${call}: ${said}`, details);
}

function notRpc(source: string, answer: unknown): TributaryError {
  const begins = clip(JSON.stringify(answer) ?? 'nothing');
  return new TributaryError('SOURCE_BAD_RESPONSE', `Zabbix must answer JSON-RPC 2.0, but got: ${begins}.`, {
    source,
  });
}

function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
