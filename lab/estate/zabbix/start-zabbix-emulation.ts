/** An emulated Zabbix: the true JSON-RPC protocol over HTTP, with its quirks, on data that are passed in. */
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Accounts, type Presented } from './accounts.ts';
import { acknowledge } from './acknowledge.ts';
import type { AccountData, HostData, ProblemData, TriggerData } from './data.ts';
import { eventGet, problemGet } from './event-methods.ts';
import { featuresOf } from './features.ts';
import { Gate } from '../gate.ts';
import { hostGet, triggerGet, userGet } from './object-methods.ts';
import type { Params } from './reading.ts';
import { RpcError, invalidParams } from './rpc-error.ts';
import { Store } from './store.ts';

export interface EmulationOptions {
  /** e.g. 6.0.14 */
  readonly version?: string;
  /** Of the account oss-adapter, unless `accounts` are given. */
  readonly token?: string;
  readonly accounts?: readonly AccountData[];
  readonly hosts?: readonly HostData[];
  readonly triggers?: readonly TriggerData[];
  readonly problems?: readonly ProblemData[];
  readonly host?: string;
  /** 0: any that is free. */
  readonly port?: number;
  /** How long the server takes to close a problem that a person closed. */
  readonly closeDelayMs?: number;
  readonly now?: () => number;
}

export interface SeenCall {
  readonly method: string;
  readonly params: Params;
}

export interface ZabbixEmulation {
  /** The address of the API. */
  readonly url: string;
  /** What its server and its operators do. */
  readonly control: Store;
  /** Every call so far. */
  readonly calls: readonly SeenCall[];
  /** How many requests came so far: one may carry several calls. */
  readonly requests: number;
  /** How many sessions are open. */
  readonly sessions: number;
  /** Accepts connections and requests, answers none. */
  pause(): void;
  /** Answers again, also what waits. */
  resume(): void;
  /** Takes no connections any more, and breaks those that are there. */
  unplug(): Promise<void>;
  /** Takes connections again, at the same address. */
  plug(): Promise<void>;
  /** Sessions that logins opened are known no more. */
  endSessions(): void;
  /** Carries the next call of this method out, and breaks the connection instead of answering. */
  breakAfter(method: string): void;
  /** Answers the next request with this, as it is. */
  answerNext(status: number, contentType: string, body: string): void;
  close(): Promise<void>;
}

const PATH = '/api_jsonrpc.php';
const CONTENT_TYPES = new Set(['application/json-rpc', 'application/json', 'application/jsonrequest']);
const MAX_BODY = 16 * 1024 * 1024;

export async function startZabbixEmulation(options: EmulationOptions = {}): Promise<ZabbixEmulation> {
  const features = featuresOf(options.version ?? '6.0.14');
  const store = new Store(options.now ?? Date.now);
  const accounts = new Accounts(options.accounts ?? [accountOf(options.token)], features);
  const calls: SeenCall[] = [];
  let requests = 0;
  const timers = new Set<NodeJS.Timeout>();
  const breaks = new Set<string>();
  const canned: { status: number; contentType: string; body: string }[] = [];
  const gate = new Gate();

  for (const host of options.hosts ?? []) store.addHost(host);
  for (const trigger of options.triggers ?? []) store.addTrigger(trigger);
  for (const problem of options.problems ?? []) store.addProblem(problem);

  function closeLater(eventid: string, userid: string): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      store.resolve(eventid, { userid });
    }, options.closeDelayMs ?? 50);
    timers.add(timer);
  }

  function run(method: string, params: Params, presented: Presented): unknown {
    if (method === 'apiinfo.version') {
      accounts.refuseCredentials(method, presented);
      return features.version;
    }
    if (method === 'user.login') {
      accounts.refuseCredentials(method, presented);
      return accounts.login(params);
    }
    if (method === 'user.logout') return accounts.logout(presented);
    const [api = ''] = method.split('.');
    const account = accounts.account(presented);
    if (method === 'problem.get') return problemGet(store, features, params);
    if (method === 'event.get') return eventGet(store, features, params);
    if (method === 'host.get') return hostGet(store, features, params);
    if (method === 'trigger.get') return triggerGet(store, account, params);
    if (method === 'user.get') return userGet(account, params);
    if (method === 'event.acknowledge') return acknowledge(store, account, params, closeLater);
    if (['problem', 'event', 'host', 'trigger', 'user'].includes(api))
      throw invalidParams(`No permissions to call "${method}".`);
    throw new RpcError(-32601, 'Method not found.', `Incorrect API "${api}".`);
  }

  function answer(request: unknown, inHeader: string | undefined): unknown {
    const fields =
      typeof request === 'object' && request !== null ? (request as Record<string, unknown>) : {};
    const { method, id = null } = fields;
    const params =
      typeof fields['params'] === 'object' && fields['params'] !== null ? (fields['params'] as Params) : {};
    try {
      if (typeof method !== 'string' || fields['jsonrpc'] !== '2.0')
        throw new RpcError(-32600, 'Invalid Request.', 'JSON-rpc version is not specified.');
      calls.push({ method, params });
      return { jsonrpc: '2.0', result: run(method, params, { inBody: fields['auth'], inHeader }), id };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      return { jsonrpc: '2.0', error: error.body, id };
    }
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    requests += 1;
    const text = await bodyOf(request);
    await gate.passed();
    const prepared = canned.shift();
    if (prepared) return send(response, prepared.status, prepared.contentType, prepared.body);
    const { pathname } = new URL(request.url ?? '/', 'http://emulation');
    if (pathname !== PATH) return send(response, 404, 'text/html', '<html><body>Not Found</body></html>');
    if (request.method === 'OPTIONS') return send(response, 200, 'text/html; charset=UTF-8', '');
    const [type = ''] = (request.headers['content-type'] ?? '').split(';');
    if (request.method !== 'POST' || !CONTENT_TYPES.has(type.trim()))
      return send(response, 412, 'text/html; charset=UTF-8', '');

    let parsed: unknown;
    try {
      parsed = JSON.parse(text);
    } catch {
      const error = new RpcError(
        -32700,
        'Parse error',
        'Invalid JSON. An error occurred on the server while parsing the JSON text.',
      );
      return send(
        response,
        200,
        'application/json',
        JSON.stringify({ jsonrpc: '2.0', error: error.body, id: null }),
      );
    }
    const before = calls.length;
    const { authorization } = request.headers;
    const result = Array.isArray(parsed)
      ? parsed.map((one: unknown) => answer(one, authorization))
      : answer(parsed, authorization);
    const broken = calls.slice(before).find(({ method }) => breaks.delete(method));
    if (broken) request.socket.destroy();
    else send(response, 200, 'application/json', JSON.stringify(result));
  }

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 500, 'text/plain', String(error));
    });
  });
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const { address, port } = server.address() as AddressInfo;

  async function unplug(): Promise<void> {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }

  async function plug(): Promise<void> {
    if (server.listening) return;
    server.listen(port, address);
    await once(server, 'listening');
  }

  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${port}${PATH}`,
    control: store,
    calls,
    get requests() {
      return requests;
    },
    get sessions() {
      return accounts.sessions;
    },
    pause: () => gate.close(),
    resume: () => gate.open(),
    unplug,
    plug,
    endSessions: () => accounts.endSessions(),
    breakAfter: (method) => void breaks.add(method),
    answerNext: (status, contentType, body) => void canned.push({ status, contentType, body }),
    async close() {
      for (const timer of timers) clearTimeout(timer);
      server.close();
      server.closeAllConnections();
      gate.open();
      if (server.listening) await once(server, 'close');
    },
  };
}

function accountOf(token: string | undefined): AccountData {
  return { userid: '3', username: 'oss-adapter', ...(token !== undefined && { token }) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new RangeError('A request must not be larger than 16 MiB.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType, 'access-control-allow-origin': '*' });
  response.end(body);
}
