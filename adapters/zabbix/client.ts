/** Zabbix's API: where it is, how one is let in, how its answers are read. Gives vendor rows. */
import type { ZodType } from 'zod';
import type { HttpClient } from '#adapters/kit/http/client.ts';
import type { Log } from '#adapters/kit/log.ts';
import { TributaryError } from '#schema/errors.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import { type RpcCall, rpcBody, rpcResults } from './rpc.ts';
import { type Credentials, createSession } from './session.ts';

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** True where sending it twice does harm. */
  readonly unsafe?: boolean;
}

export interface Rows<Row> {
  readonly rows: Row[];
  /** How many came, malformed ones among them: what a limit is compared with. */
  readonly received: number;
}

export interface ZabbixClient {
  /** The version of the source; null before the first answer. */
  readonly dialect: Dialect | null;
  /** Asks for the version, without credentials, and goes by it from now on. */
  probe(options?: CallOptions): Promise<Dialect>;
  call(method: string, params: RpcCall['params'], options?: CallOptions): Promise<unknown>;
  /** Several calls in one request. */
  batch(calls: readonly RpcCall[], options?: CallOptions): Promise<unknown[]>;
  /** The rows of a get call; malformed ones are left out, counted, logged once. */
  rows<Row>(
    row: ZodType<Row>,
    method: string,
    params: RpcCall['params'],
    options?: CallOptions,
  ): Promise<Rows<Row>>;
  /** The rows in a result that batch() gave. */
  read<Row>(row: ZodType<Row>, method: string, result: unknown): Rows<Row>;
  /** How many malformed rows have been left out so far. */
  readonly skipped: number;
  /** Ends the session, if a login opened one. */
  close(): Promise<void>;
}

export interface ClientSetup {
  readonly source: string;
  readonly http: HttpClient;
  readonly path: string;
  readonly credentials: Credentials;
  readonly log: Log;
}

const LOGOUT_MS = 1000;

export function createZabbixClient({ source, http, path, credentials, log }: ClientSetup): ZabbixClient {
  let dialect: Dialect | null = null;
  let probing: Promise<Dialect> | null = null;
  let skipped = 0;
  const session = createSession(credentials, logIn);

  async function send(
    calls: readonly RpcCall[],
    key: string | null,
    options: CallOptions,
  ): Promise<unknown[]> {
    try {
      return await exchange(calls, key, options);
    } catch (error) {
      throw withoutKey(error, key);
    }
  }

  async function exchange(
    calls: readonly RpcCall[],
    key: string | null,
    options: CallOptions,
  ): Promise<unknown[]> {
    const inHeader = dialect?.tokenInHeader === true;
    const response = await http.request({
      method: 'POST',
      path,
      body: rpcBody(calls, inHeader ? null : key),
      ...(inHeader && key !== null && { headers: { authorization: `Bearer ${key}` } }),
      ...(options.signal && { signal: options.signal }),
      ...(options.timeoutMs !== undefined && { timeoutMs: options.timeoutMs }),
      ...(options.unsafe === true && { unsafe: true }),
    });
    return rpcResults(source, calls, response.json());
  }

  async function probe(options: CallOptions = {}): Promise<Dialect> {
    const [version] = await send([{ method: 'apiinfo.version', params: [] }], null, options);
    dialect = dialectOf(source, typeof version === 'string' ? version : JSON.stringify(version));
    return dialect;
  }

  async function known(options: CallOptions): Promise<Dialect> {
    if (dialect) return dialect;
    probing ??= probe().finally(() => {
      probing = null;
    });
    return abortable(probing, options.signal);
  }

  async function logIn(username: string, password: string): Promise<string> {
    const [key] = await send([{ method: 'user.login', params: { username, password } }], null, {});
    if (typeof key === 'string' && key !== '') return key;
    throw new TributaryError(
      'SOURCE_BAD_RESPONSE',
      'Zabbix must answer a login with a session, but did not.',
      { source },
    );
  }

  async function batch(calls: readonly RpcCall[], options: CallOptions = {}): Promise<unknown[]> {
    if (calls.length === 0) return [];
    await known(options);
    const key = await abortable(session.key(), options.signal);
    try {
      return await send(calls, key, options);
    } catch (error) {
      // the call was not carried out: once more with a new session, where one can be had
      const over = error instanceof TributaryError && error.code === 'SOURCE_AUTH_FAILED';
      if (!over || !session.forget(key)) throw error;
      return send(calls, await abortable(session.key(), options.signal), options);
    }
  }

  function read<Row>(row: ZodType<Row>, method: string, result: unknown): Rows<Row> {
    if (!Array.isArray(result)) {
      throw new TributaryError(
        'SOURCE_BAD_RESPONSE',
        `Zabbix must answer ${method} with a list, but did not.`,
        { source },
      );
    }
    const rows: Row[] = [];
    for (const raw of result as unknown[]) {
      const parsed = row.safeParse(raw);
      if (parsed.success) rows.push(parsed.data);
      else {
        if (skipped === 0)
          log.warn(
            { source, method, fields: parsed.error.issues.map((issue) => issue.path.join('.')) },
            'Zabbix sent rows without what they must have; they are left out',
          );
        skipped += 1;
      }
    }
    return { rows, received: result.length };
  }

  const call = async (method: string, params: RpcCall['params'], options?: CallOptions): Promise<unknown> =>
    (await batch([{ method, params }], options))[0];

  return {
    get dialect() {
      return dialect;
    },
    get skipped() {
      return skipped;
    },
    probe,
    call,
    batch,
    rows: async (row, method, params, options) => read(row, method, await call(method, params, options)),
    read,
    async close() {
      const key = session.take();
      if (key === null) return;
      await send([{ method: 'user.logout', params: [] }], key, { timeoutMs: LOGOUT_MS }).catch(
        () => undefined,
      );
    },
  };
}

/** A proxy's page may repeat what it was sent: the key is not repeated once more. */
function withoutKey(error: unknown, key: string | null): unknown {
  if (key === null || !(error instanceof TributaryError) || !error.message.includes(key)) return error;
  const { source, retryAfterMs, retryable, outcomeUnknown } = error;
  return new TributaryError(error.code, error.message.replaceAll(key, '[secret]'), {
    retryable,
    outcomeUnknown,
    ...(source !== undefined && { source }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Waits for what others wait for too: an abort ends the waiting, not the work. */
async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
