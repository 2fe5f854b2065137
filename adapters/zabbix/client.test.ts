import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Secret } from '#adapters/kit/config/secret.ts';
import { createHttpClient } from '#adapters/kit/http/create-http-client.ts';
import { type ZabbixEmulation, startZabbixEmulation } from '#lab/estate/zabbix/start-zabbix-emulation.ts';
import { type ZabbixClient, createZabbixClient } from './client.ts';
import { dialectOf } from './dialect.ts';
import type { Credentials } from './session.ts';
import { hostRow } from './types.ts';

const TOKEN = 'token-of-the-tests';
const PASSWORD = 'password-of-the-tests';
const ACCOUNT = { userid: '3', username: 'oss-adapter', password: PASSWORD, token: TOKEN };
const BY_TOKEN: Credentials = { token: new Secret(TOKEN) };
const BY_PASSWORD: Credentials = { username: 'oss-adapter', password: new Secret(PASSWORD) };

interface Line {
  readonly message: string;
  readonly details: object;
}

let source: ZabbixEmulation;
let lines: Line[];
const closing: (() => Promise<void>)[] = [];

function clientOf(url: string, credentials: Credentials = BY_TOKEN): ZabbixClient {
  const limits = { timeoutMs: 1000, concurrency: 4, maxResponseBytes: 1e6 };
  const http = createHttpClient({ source: 'zabbix-west', baseUrl: url, limits });
  const keep = (details: object, message: string): void => void lines.push({ details, message });
  const log = { debug: keep, info: keep, warn: keep, error: keep };
  closing.push(() => http.close());
  return createZabbixClient({ source: 'zabbix-west', http, path: '', credentials, log });
}

async function start(version: string): Promise<ZabbixEmulation> {
  source = await startZabbixEmulation({ version, accounts: [ACCOUNT], hosts: [{ host: 'par-cr1' }] });
  return source;
}

beforeEach(() => {
  lines = [];
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await source?.close();
});

describe('the version', () => {
  test.each([
    [
      '6.0.14',
      {
        tokenInHeader: false,
        selectGroups: 'selectGroups',
        selectAcknowledges: 'select_acknowledges',
        causes: false,
      },
    ],
    ['6.2.0', { tokenInHeader: false, selectGroups: 'selectHostGroups', causes: false }],
    ['6.4.0rc1', { tokenInHeader: true, selectAcknowledges: 'select_acknowledges', causes: true }],
    ['7.0.5', { tokenInHeader: true, selectAcknowledges: 'selectAcknowledges', causes: true }],
    [
      '7.4.1',
      { tokenInHeader: true, selectGroups: 'selectHostGroups', selectAcknowledges: 'selectAcknowledges' },
    ],
  ])('%s decides how it is spoken to', (version, expected) => {
    expect(dialectOf('zabbix-west', version)).toMatchObject({ version, ...expected });
  });

  test.each(['5.4.12', '8.0.0', '', 'seven', '6', '10.1'])('%p is refused', (version) => {
    expect(() => dialectOf('zabbix-west', version)).toThrow(
      expect.objectContaining({ code: 'SOURCE_UNSUPPORTED_VERSION', source: 'zabbix-west' }),
    );
  });

  test.each(['5.4.12', '8.0.0'])('of a source with %s nothing else is asked', async (version) => {
    const client = clientOf((await start(version)).url);
    await expect(client.call('host.get', {})).rejects.toMatchObject({ code: 'SOURCE_UNSUPPORTED_VERSION' });
    expect(source.calls.map(({ method }) => method)).toEqual(['apiinfo.version']);
  });
});

describe.each(['6.0.14', '6.4.2', '7.0.5', '7.4.1'])('credentials, Zabbix %s', (version) => {
  test('a token', async () => {
    const client = clientOf((await start(version)).url);
    expect((await client.rows(hostRow, 'host.get', {})).rows).toMatchObject([{ host: 'par-cr1' }]);
    expect(source.calls.map(({ method }) => method)).toEqual(['apiinfo.version', 'host.get']);
  });

  test('a token that is not known', async () => {
    const client = clientOf((await start(version)).url, { token: new Secret('another') });
    await expect(client.call('host.get', {})).rejects.toMatchObject({
      code: 'SOURCE_AUTH_FAILED',
      retryable: false,
    });
  });

  test('a login, once for all that wait; again when the session is over; ended at the end', async () => {
    const client = clientOf((await start(version)).url, BY_PASSWORD);
    const logins = (): number => source.calls.filter(({ method }) => method === 'user.login').length;
    await Promise.all([
      client.call('host.get', {}),
      client.call('host.get', {}),
      client.call('host.get', {}),
    ]);
    expect([logins(), source.sessions]).toEqual([1, 1]);
    source.endSessions();
    await Promise.all([client.call('host.get', {}), client.call('host.get', {})]);
    expect([logins(), source.sessions]).toEqual([2, 1]);
    await client.close();
    await client.close();
    expect(source.sessions).toBe(0);
  });

  test('a password that is wrong', async () => {
    const wrong = { username: 'oss-adapter', password: new Secret('wrong') };
    const client = clientOf((await start(version)).url, wrong);
    await expect(client.call('host.get', {})).rejects.toMatchObject({
      code: 'SOURCE_AUTH_FAILED',
      message:
        'Zabbix refused our credentials: Incorrect user name or password or account is temporarily blocked.',
    });
  });

  test('several calls in one request', async () => {
    const client = clientOf((await start(version)).url);
    const count = { method: 'host.get', params: { countOutput: true } };
    expect(await client.batch([count, { method: 'trigger.get', params: {} }, count])).toEqual(['1', [], '1']);
    expect(await client.batch([])).toEqual([]);
    await expect(client.batch([count, { method: 'foo.bar', params: {} }])).rejects.toMatchObject({
      code: 'SOURCE_REFUSED',
      message: 'Zabbix refused foo.bar: Incorrect API "foo".',
    });
  });
});

describe('answers', () => {
  const answer = (result: unknown): string => JSON.stringify({ jsonrpc: '2.0', result, id: 1 });

  test.each([
    ['no JSON-RPC', '{"status":"ok"}', 'SOURCE_BAD_RESPONSE'],
    ['a list of something', '["ok"]', 'SOURCE_BAD_RESPONSE'],
    ['null', 'null', 'SOURCE_BAD_RESPONSE'],
    ['another answer', '{"jsonrpc":"2.0","result":[],"id":99}', 'SOURCE_BAD_RESPONSE'],
    ['no list', answer({ rows: [] }), 'SOURCE_BAD_RESPONSE'],
    ['HTML', '<html>Log in</html>', 'SOURCE_BAD_RESPONSE'],
    ['an error without words', '{"jsonrpc":"2.0","error":{},"id":1}', 'SOURCE_REFUSED'],
    [
      'a database that is away',
      '{"jsonrpc":"2.0","error":{"code":-32500,"message":"Application error.","data":"Error connecting to database: refused"},"id":1}',
      'SOURCE_UNAVAILABLE',
    ],
    [
      'what only versions from 7.0 say',
      '{"jsonrpc":"2.0","error":{"code":-32602,"message":"Invalid params.","data":"API token expired."},"id":1}',
      'SOURCE_AUTH_FAILED',
    ],
  ])('%s', async (_, body, code) => {
    const client = clientOf((await start('6.0.14')).url);
    await client.probe();
    source.answerNext(200, 'application/json', body);
    await expect(client.rows(hostRow, 'host.get', {})).rejects.toMatchObject({ code });
  });

  test('a row without what it must have is left out, counted, and logged once', async () => {
    const client = clientOf((await start('6.0.14')).url);
    await client.probe();
    const good = { hostid: '7', host: 'par-cr1' };
    const rows = [
      null,
      good,
      {},
      { hostid: '-1', host: 'x' },
      { hostid: '8' },
      { hostid: '9', host: '' },
      'text',
      [good],
    ];
    source.answerNext(200, 'application/json', answer(rows));
    const got = await client.rows(hostRow, 'host.get', {});
    expect([got.rows.length, got.received, client.skipped]).toEqual([1, 8, 7]);
    expect(got.rows[0]).toEqual({
      ...good,
      name: '',
      status: '0',
      interfaces: [],
      inventory: {},
      groups: [],
      hostgroups: [],
    });
    expect(lines.length).toBe(1);
  });

  test('names that are traps stay harmless', async () => {
    const client = clientOf((await start('6.0.14')).url);
    await client.probe();
    const trap =
      '{"hostid":"7","host":"par","inventory":{"__proto__":{"polluted":"1"},"vendor":"Nokia"},"__proto__":{"polluted":"1"}}';
    source.answerNext(200, 'application/json', `{"jsonrpc":"2.0","result":[${trap}],"id":1}`);
    const { rows } = await client.rows(hostRow, 'host.get', {});
    expect(rows[0]?.inventory).toEqual({ vendor: 'Nokia' });
    expect('polluted' in {}).toBe(false);
  });

  test('a page that repeats the token is not repeated', async () => {
    const mirror = createServer((request, response) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        if (body.includes('apiinfo')) response.end('{"jsonrpc":"2.0","result":"6.0.14","id":1}');
        else response.writeHead(502).end(`you sent ${body}`);
      });
    });
    await new Promise<void>((resolve) => mirror.listen(0, '127.0.0.1', resolve));
    const client = clientOf(`http://127.0.0.1:${(mirror.address() as AddressInfo).port}/api_jsonrpc.php`);
    const error = await client.call('host.get', {}).catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE', message: expect.stringContaining('[secret]') });
    expect((error as Error).message).not.toContain(TOKEN);
    mirror.closeAllConnections();
    mirror.close();
    await start('6.0.14');
  });
});
