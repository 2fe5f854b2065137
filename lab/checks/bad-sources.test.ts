/** Sources that are away, or answer what they must not, beside the estate's own: the others serve, and who is missing is named. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type RequestListener, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { parse, stringify } from 'yaml';
import { serveConfigured } from '#subgraphs/host/serve-configured.ts';
import { type Systems, startSystems } from '../estate/start-systems.ts';
import { type ZabbixEmulation, startZabbixEmulation } from '../estate/zabbix/start-zabbix-emulation.ts';
import { within } from '../real/testing/within.ts';
import { type Answer, type Readiness, ask, estateQuery, readiness } from './ask.ts';
import { type SourceEntry, type Stand, settled, startStand } from './stand.ts';

jest.setTimeout(90_000);

const TOKEN = 'a-token-that-nobody-may-see';
const folder = mkdtempSync(join(tmpdir(), 'tributary-checks-'));
const closers: (() => Promise<void>)[] = [];
let systems: Systems;
let stand: Stand;
let before: Answer;
let states: Readiness;
const lines: string[] = [];

/** Answers every request with the same bytes. */
async function always(status: number, type: string, body: string): Promise<string> {
  return serve((request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': type }).end(body);
  });
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function emulation(version: string, token = TOKEN): Promise<ZabbixEmulation> {
  const hosts = [{ host: 'dunder', name: 'dunder' }];
  const triggers = [{ hosts: ['dunder'], description: 'Proto problem', priority: 4 as const }];
  const problems = [{ trigger: 'Proto problem', clock: Math.floor(Date.now() / 1000) - 60 }];
  const started = await startZabbixEmulation({ version, token, hosts, triggers, problems });
  closers.push(() => started.close());
  return started;
}

/** A Zabbix each object of whose answers brings keys that reach for prototypes. */
async function poisoned(): Promise<string> {
  const { url } = await emulation('7.0.5');
  const poison = '"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}';
  return serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { authorization } = request.headers;
      fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json-rpc',
          ...(authorization !== undefined && { authorization }),
        },
        body: Buffer.concat(chunks),
      })
        .then((answer) => answer.text())
        .then(
          (text) =>
            response
              .writeHead(200, { 'content-type': 'application/json' })
              .end(text.replace(/\{(\})?/g, (_, end: string | undefined) => `{${poison}${end ?? ','}`)),
          () => response.destroy(),
        );
    });
  });
}

function database(name: string, content: string | null): string {
  const path = join(folder, name);
  if (content === null) return path;
  if (!content.startsWith('CREATE')) writeFileSync(path, content);
  else {
    const opened = new DatabaseSync(path);
    opened.exec(content);
    opened.close();
  }
  return path;
}

/** A source served by an adapter subgraph of its own. Gives its endpoint. */
async function hosted(source: string, entry: object): Promise<string> {
  const config = join(folder, `${source}.yaml`);
  writeFileSync(config, stringify({ version: 1, sources: [{ name: source, ...entry }] }));
  const host = await serveConfigured(
    { source, config, graph: null, state: folder, host: '127.0.0.1', port: 0, logLevel: 'silent' },
    { env: { TOKEN } },
  );
  closers.push(() => host.close());
  return host.url;
}

const nobody = 'http://127.0.0.1:1';
const LOGIN_PAGE = '<!DOCTYPE html><html><body>Please log in</body></html>';
const GARBAGE = '{"jsonrpc":"2.0","result":[{"eventid":"1';
const DUNDER_ONLY = '{"__proto__":{"result":"7.0.0","data":{"alarms":null}},"id":1}';

interface Bad {
  readonly name: string;
  readonly code: string;
  readonly message: RegExp;
  readonly source: () => Promise<object>;
}

const zabbix = (url: string) => ({ adapter: 'zabbix', options: { url, token: { env: 'TOKEN' } } });
const sql = (file: string) => ({ adapter: 'sql', options: { file, mapping: join(folder, 'mapping.yaml') } });
const elsewhere = (endpoint: string) => ({ ...zabbix(nobody), endpoint });

const BAD: readonly Bad[] = [
  {
    name: 'zabbix-gone',
    code: 'SOURCE_UNAVAILABLE',
    message: /zabbix-gone/,
    source: async () => zabbix(nobody),
  },
  {
    name: 'zabbix-old',
    code: 'SOURCE_UNSUPPORTED_VERSION',
    message: /6\.0 to 7\.x, but got: "5\.4\.12"/,
    source: async () => zabbix((await emulation('5.4.12')).url),
  },
  {
    name: 'zabbix-future',
    code: 'SOURCE_UNSUPPORTED_VERSION',
    message: /6\.0 to 7\.x, but got: "8\.0\.0"/,
    source: async () => zabbix((await emulation('8.0.0')).url),
  },
  {
    name: 'zabbix-html',
    code: 'SOURCE_BAD_RESPONSE',
    message: /Please log in/,
    source: async () => zabbix(`${await always(200, 'text/html', LOGIN_PAGE)}/api_jsonrpc.php`),
  },
  {
    name: 'zabbix-garbage',
    code: 'SOURCE_BAD_RESPONSE',
    message: /eventid/,
    source: async () => zabbix(`${await always(200, 'application/json', GARBAGE)}/api_jsonrpc.php`),
  },
  {
    name: 'zabbix-dunder',
    code: 'SOURCE_BAD_RESPONSE',
    message: /must answer JSON-RPC 2\.0/,
    source: async () => zabbix(`${await always(200, 'application/json', DUNDER_ONLY)}/api_jsonrpc.php`),
  },
  {
    name: 'zabbix-locked',
    code: 'SOURCE_AUTH_FAILED',
    message: /credentials/,
    source: async () => zabbix((await emulation('7.0.5', 'another-token')).url),
  },
  {
    name: 'zabbix-hung',
    code: 'SOURCE_TIMEOUT',
    message: /zabbix-hung/,
    source: async () => {
      const hung = await emulation('7.0.5');
      hung.pause();
      return { ...zabbix(hung.url), timeoutMs: 300 };
    },
  },
  {
    name: 'sql-gone',
    code: 'SOURCE_UNAVAILABLE',
    message: /database file/,
    source: async () => sql(database('none.sqlite', null)),
  },
  {
    name: 'sql-garbage',
    code: 'SOURCE_REFUSED',
    message: /database/i,
    source: async () =>
      sql(database('garbage.sqlite', 'This is no database, whatever it is called.'.repeat(50))),
  },
  {
    name: 'sql-other',
    code: 'SOURCE_REFUSED',
    message: /resources\.device: .*no such column: t\.id/,
    source: async () => sql(database('other.sqlite', 'CREATE TABLE device (name TEXT)')),
  },
  {
    name: 'host-gone',
    code: 'SOURCE_UNAVAILABLE',
    message: /cannot be reached/,
    source: async () => elsewhere(nobody),
  },
  {
    name: 'host-old',
    code: 'SOURCE_UNSUPPORTED_VERSION',
    message: /6\.0 to 7\.x, but got: "5\.4\.12"/,
    source: async () => elsewhere(await hosted('host-old', zabbix((await emulation('5.4.12')).url))),
  },
  {
    name: 'host-html',
    code: 'SOURCE_BAD_RESPONSE',
    message: /must answer GraphQL as JSON, but got: status 200, text\/html, "<!DOCTYPE/,
    source: async () => elsewhere(await always(200, 'text/html', LOGIN_PAGE)),
  },
  {
    name: 'host-garbage',
    code: 'SOURCE_BAD_RESPONSE',
    message: /must answer GraphQL as JSON/,
    source: async () => elsewhere(await always(200, 'application/json', GARBAGE)),
  },
  {
    name: 'host-dunder',
    code: 'SOURCE_BAD_RESPONSE',
    message: /must answer GraphQL as JSON/,
    source: async () => elsewhere(await always(200, 'application/json', DUNDER_ONLY)),
  },
];
const NAMES = BAD.map(({ name }) => name);

beforeAll(async () => {
  systems = await startSystems(join(folder, 'estate'));
  const { configuration } = systems;
  const stateRoot = join(folder, 'state');
  const alone = await startStand({ configuration, stateRoot });
  await settled(alone);
  before = await ask(alone.url, estateQuery('noc'));
  await alone.close();

  writeFileSync(
    join(folder, 'mapping.yaml'),
    stringify({
      version: 1,
      timezone: 'UTC',
      resources: {
        device: {
          kind: 'DEVICE',
          relation: 'SELECT * FROM device',
          key: { column: 'id', type: 'number' },
          name: 'name',
        },
      },
    }),
  );
  const good = parse(readFileSync(configuration, 'utf8')) as { sources: SourceEntry[] };
  const bad = [];
  for (const { name, source } of BAD) bad.push({ name, regions: ['north'], ...(await source()) });
  const serving = { name: 'zabbix-proto', ...zabbix(`${await poisoned()}/api_jsonrpc.php`) };
  const path = join(folder, 'estate', 'with-bad-ones.yaml');
  writeFileSync(path, stringify({ ...good, sources: [...bad, ...good.sources, serving] }));
  const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  // Nothing is bound yet: that others are away must not keep these from being bound.
  stand = await startStand({ configuration: path, stateRoot: join(folder, 'fresh'), log, env: { TOKEN } });
  states = await within(10_000, 'The states of all sources', async () => {
    const now = await readiness(stand.url);
    const waiting = now.sources.filter(({ state }) => state === 'CONNECTING');
    const serves = now.sources
      .filter(({ source }) => !NAMES.includes(source))
      .every(({ state }) => state === 'UP');
    return waiting.length === 0 && serves && now;
  });
});

afterAll(async () => {
  await stand.close();
  await systems.close();
  for (const close of closers) await close();
  rmSync(folder, { recursive: true, force: true });
});

describe('readiness', () => {
  test('stays, and names who is missing and nobody else', () => {
    expect(states.ready).toBe(true);
    expect(states.missing.toSorted()).toEqual(NAMES.toSorted());
  });

  test.each(BAD)('says why: $name', ({ name, code, message }) => {
    const found = states.sources.find(({ source }) => source === name);
    expect(found).toMatchObject({ state: 'DOWN', error: { code, message: expect.stringMatching(message) } });
  });
});

describe('the others', () => {
  test('answer as before', async () => {
    const query = estateQuery('noc').replace('filter: {', 'filter: { source: ["zabbix-west", "zabbix-east"]');
    const withoutFlags = (answer: Answer): unknown =>
      JSON.parse(
        JSON.stringify(answer.data)
          .replaceAll('"complete":false', '"complete":true')
          .replace(/"totalCount":(null|\d+)/g, '"totalCount":0'),
      );
    await within(30_000, 'What is bound', async () =>
      isDeepStrictEqual(withoutFlags(await ask(stand.url, query)), withoutFlags(before)),
    );
  });

  test('are told apart from those that are missing, each of which is named', async () => {
    const {
      data,
      errors = [],
      extensions,
    } = await ask<{
      alarms: { complete: boolean };
      resources: { complete: boolean };
    }>(stand.url, '{ alarms(first: 1) { complete } resources(first: 1) { complete } }');
    expect(data).toEqual({ alarms: { complete: false }, resources: { complete: false } });
    const named = errors.map((error) => error.extensions.source);
    expect(new Set(named)).toEqual(new Set(NAMES));
    const asked = extensions?.sources ?? [];
    for (const { source, status } of asked)
      expect([source, status === 'OK']).toEqual([source, !NAMES.includes(source)]);
  });

  test('are not touched by keys that reach for prototypes', async () => {
    const { data } = await ask<{ alarms: { edges: { node: Record<string, unknown> }[] } }>(
      stand.url,
      '{ alarms(filter: { source: ["zabbix-proto"] }) { edges { node { specificProblem alarmedObjectName sourceRecord { nativeId } } } } }',
    );
    expect(JSON.stringify(data)).toContain('"specificProblem":"Proto problem","alarmedObjectName":"dunder"');
    expect(JSON.stringify(data)).not.toContain('polluted');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('a secret is in no message and no line of the log', async () => {
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('')).not.toContain(TOKEN);
    expect(JSON.stringify(states)).not.toContain(TOKEN);
    expect(JSON.stringify(await ask(stand.url, '{ alarms { complete } }'))).not.toContain(TOKEN);
  });

  test('each failure is logged by name, and not again and again', () => {
    const here = NAMES.filter((name) => !name.startsWith('host-'));
    for (const name of here) {
      const own = lines.filter((line) => line.includes(`"source":"${name}"`));
      expect([name, own.length > 0, own.length < 4]).toEqual([name, true, true]);
    }
  });
});
