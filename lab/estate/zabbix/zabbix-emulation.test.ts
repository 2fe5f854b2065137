/** The emulation against what was recorded from the real product: the same calls, answers of the same shape. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { type ZabbixEmulation, startZabbixEmulation } from './start-zabbix-emulation.ts';

const RECORDED = new URL('../../../adapters/zabbix/fixtures/6.0.14/', import.meta.url);
const TOKEN = 'token-of-the-tests';

interface Answer {
  readonly result?: unknown;
  readonly error?: unknown;
  readonly id: unknown;
}

function recorded(name: string, file: 'call' | 'upstream'): unknown {
  return JSON.parse(readFileSync(new URL(`${name}/${file}.json`, RECORDED), 'utf8'));
}

/** Types of scalars and names of fields, not values; of a list, everything that its elements have. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shapes = [...new Set(value.map((one) => JSON.stringify(shape(one))))].toSorted();
    return shapes.map((text): unknown => JSON.parse(text));
  }
  if (typeof value !== 'object' || value === null) return typeof value;
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, shape(field)]));
}

async function post(
  source: ZabbixEmulation,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(source.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json-rpc', ...headers },
    body: text,
  });
}

async function ask(source: ZabbixEmulation, call: object, more: object = {}, headers = {}): Promise<Answer> {
  return (await (await post(source, { jsonrpc: '2.0', id: 1, ...call, ...more }, headers)).json()) as Answer;
}

interface RecordedHost {
  readonly hostid: string;
  readonly host: string;
  readonly name: string;
  readonly groups: readonly { readonly name: string }[];
  readonly tags: readonly { readonly tag: string; readonly value: string }[];
  readonly inventory: Readonly<Record<string, string>>;
  readonly interfaces: readonly { readonly ip: string; readonly dns: string }[];
}

describe('against the recordings of 6.0.14', () => {
  let source: ZabbixEmulation;

  beforeAll(async () => {
    const hosts = (recorded('host-get', 'upstream') as { result: RecordedHost[] }).result.map(
      ({ groups, interfaces, ...host }) => ({
        ...host,
        interfaces: interfaces.map(({ ip, dns }) => ({ ip, dns })),
        groups: groups.map(({ name }) => name),
      }),
    );
    const tags = [{ tag: 'alarmType', value: 'communicationsAlarm' }];
    source = await startZabbixEmulation({
      version: '6.0.14',
      token: TOKEN,
      hosts,
      triggers: ['1', '2', '3'].map((triggerid) => ({
        triggerid,
        hosts: [hosts[0]?.host ?? ''],
        description: `Fault ${triggerid}`,
        priority: 4 as const,
        manualClose: triggerid === '1',
        tags,
      })),
    });
    const { control } = source;
    for (const triggerid of ['1', '2', '3']) {
      const { eventid } = control.raise(triggerid);
      control.note(eventid, { userid: '1', message: 'seen', action: 6, old_severity: 0, new_severity: 0 });
      control.event(eventid).acknowledged = true;
      control.raise(triggerid);
    }
    control.suppress('6');
    control.resolve('2');
  });
  afterAll(() => source.close());

  test.each([
    'apiinfo-version',
    'problem-get',
    'problem-get-suppressed',
    'event-get-history',
    'trigger-get',
    'host-get',
    'acknowledge',
  ])('%s has the same fields', async (name) => {
    const call = recorded(name, 'call') as { method: string };
    const auth = call.method === 'apiinfo.version' ? {} : { auth: TOKEN };
    const given = shape(await ask(source, call, auth));
    const expected = shape(recorded(name, 'upstream'));
    if (!['problem-get', 'event-get-history'].includes(name)) expect(given).toEqual(expected);
    // rows differ in which lists are empty, and in the names of users that the account may see
    else expect(fieldsOf(given)).toEqual(fieldsOf(expected));
  });

  test.each([
    ['apiinfo-version-with-auth', { auth: TOKEN }],
    ['bad-token', { auth: 'deadbeef' }],
    ['user-login-refused', {}],
    ['host-create-without-right', { auth: TOKEN }],
    ['unknown-method', { auth: TOKEN }],
    ['acknowledge-unknown-id', { auth: TOKEN }],
  ])('%s is refused in the same words', async (name, more) => {
    expect(await ask(source, recorded(name, 'call') as object, more)).toEqual(recorded(name, 'upstream'));
  });

  test('a token in the header is not looked at', async () => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect(await ask(source, recorded('bearer-header', 'call') as object, {}, headers)).toEqual(
      recorded('bearer-header', 'upstream'),
    );
  });

  test('a batch is answered as a list, counts as texts', async () => {
    const calls = (recorded('batch', 'call') as object[]).map((call, i) => ({
      jsonrpc: '2.0',
      ...call,
      auth: TOKEN,
      id: i + 1,
    }));
    const answer: unknown = await (await post(source, calls)).json();
    expect(shape(answer)).toEqual(shape(recorded('batch', 'upstream')));
  });

  test('what is no JSON has id null, what is sent as something else 412', async () => {
    const malformed = await post(source, '{bad');
    expect([malformed.status, await malformed.json()]).toEqual([
      200,
      {
        jsonrpc: '2.0',
        error: {
          code: -32700,
          message: 'Parse error',
          data: 'Invalid JSON. An error occurred on the server while parsing the JSON text.',
        },
        id: null,
      },
    ]);
    const wrong = await post(source, '{}', { 'content-type': 'text/plain' });
    expect([wrong.status, await wrong.text()]).toEqual([412, '']);
  });

  test('a limit that is no number is ignored, an order of hosts there is none, only event ids sort problems', async () => {
    const get = (method: string, params: object) => ask(source, { method, params }, { auth: TOKEN });
    expect(await get('host.get', { output: ['host'], limit: 'ten' })).toMatchObject({
      result: { length: 2 },
    });
    expect(await get('problem.get', { unheardOf: 1, limit: 2 })).toMatchObject({ result: { length: 2 } });
    expect(await get('problem.get', { sortfield: 'clock' })).toMatchObject({ error: { code: -32602 } });
    expect(await get('host.get', { output: ['hostid'], hostids: ['1'] })).toMatchObject({ result: [] });
  });
});

describe('later versions', () => {
  const count = { method: 'host.get', params: { countOutput: true } };
  const bearer = { authorization: `Bearer ${TOKEN}` };
  const unexpectedAuth = {
    code: -32600,
    message: 'Invalid request.',
    data: 'Invalid parameter "/": unexpected parameter "auth".',
  };

  test.each([
    ['6.4.2', '0', '0'],
    ['7.0.5', '0', '0'],
    ['7.4.1', unexpectedAuth, '0'],
  ])('%s: the token in the body, and in the header', async (version, inBody, inHeader) => {
    const source = await startZabbixEmulation({ version, token: TOKEN });
    const byBody = await ask(source, count, { auth: TOKEN });
    expect(byBody.error ?? byBody.result).toEqual(inBody);
    expect((await ask(source, count, {}, bearer)).result).toEqual(inHeader);
    expect(await ask(source, { method: 'apiinfo.version', params: [] }, {}, bearer)).toMatchObject({
      error: { code: -32602 },
    });
    await source.close();
  });

  test('7.0 refuses parameters of events that it does not know, and has host groups under their new name', async () => {
    const source = await startZabbixEmulation({
      version: '7.0.5',
      token: TOKEN,
      hosts: [{ host: 'a', groups: ['Core'] }],
    });
    const get = (method: string, params: object) => ask(source, { method, params }, {}, bearer);
    expect(await get('problem.get', { selectHosts: ['host'] })).toMatchObject({
      error: { code: -32602, data: 'Invalid parameter "/": unexpected parameter "selectHosts".' },
    });
    expect(await get('event.get', { limit: 'ten' })).toMatchObject({ error: { code: -32602 } });
    expect(await get('host.get', { output: ['host'], selectHostGroups: ['name'] })).toMatchObject({
      result: [{ host: 'a', hostgroups: [{ name: 'Core' }] }],
    });
    await source.close();
  });
});

/** All names of fields, with where they stand. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value))
    return [...new Set(value.flatMap((one) => fieldsOf(one, `${path}[]`)))].toSorted();
  if (typeof value !== 'object' || value === null) return [`${path}: ${String(value)}`];
  return Object.entries(value)
    .filter(
      ([name]) =>
        !['username', 'surname'].includes(name) && !(path.endsWith('acknowledges[]') && name === 'name'),
    )
    .filter(([name]) => name !== 'suppression_data')
    .flatMap(([name, one]) => fieldsOf(one, `${path}.${name}`));
}
