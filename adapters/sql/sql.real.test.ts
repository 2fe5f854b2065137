/** Against the PostgreSQL and the MariaDB that lab/real starts: LEGACY_PG_URL, LEGACY_MARIADB_URL and their _RW_ ones. */
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { KeyValue } from '#schema/order.ts';
import { keysOf } from '#schema/order.ts';
import { contractRules } from '#schema/rules.ts';
import type { ResourceFilter } from '#schema/types/inventory.ts';
import { SqlClient } from './client.ts';
import type { DialectName } from './dialects/dialect.ts';
import { dialectOf } from './dialects/dialects.ts';
import { keyAfter } from './keys.ts';
import { selectRecords } from './query.ts';
import { type Sql, sql, trusted } from './sql.ts';
import { compiledForTest } from './testing/compiled.ts';
import { type TestSource, openForTest } from './testing/open-for-test.ts';

const MAPPING = 'adapters/sql/mappings/legacy-inventory.yaml';
const OPTIONS: Readonly<Record<'postgres' | 'mysql', Readonly<Record<string, unknown>>>> = {
  postgres: { url: { env: 'LEGACY_PG_URL' }, schema: 'inv', mapping: MAPPING, maxConnections: 2 },
  mysql: { url: { env: 'LEGACY_MARIADB_URL' }, mapping: MAPPING, maxConnections: 2 },
};
// An account that may write and has places enough: the client must keep it from writing by itself.
const URLS = { postgres: 'LEGACY_PG_RW_URL', mysql: 'LEGACY_MARIADB_RW_URL' } as const;
const ENGINES = ['postgres', 'mysql'] as const;
const call = { signal: new AbortController().signal };
const byId = contractRules('inventory').order('Query', 'resources', 'ID');
const byName = contractRules('inventory').order('Query', 'resources', 'NAME');
const page = { order: byId, first: 50, after: null, filter: null };
const sources: Record<string, TestSource> = {};

beforeAll(async () => {
  for (const engine of ENGINES) {
    const source = openForTest(OPTIONS[engine]);
    await source.adapter.start();
    sources[engine] = source;
  }
});
afterAll(async () => {
  for (const { adapter } of Object.values(sources)) await adapter.close();
});

function adapterOf(engine: string) {
  const source = sources[engine];
  if (!source) throw new TypeError(`${engine} must be open.`);
  return source.adapter;
}

function target(engine: 'postgres' | 'mysql'): string {
  const url = process.env[URLS[engine]];
  if (url === undefined)
    throw new TypeError(`${URLS[engine]} must be set; lab/real/legacysql.sh env prints it.`);
  return url;
}

test.each(ENGINES)('%s is up, and nothing is left out', (engine) => {
  expect(adapterOf(engine).status()).toMatchObject({ state: 'UP', error: null });
  expect(adapterOf(engine).skipped).toEqual({});
});

describe('both engines give the same answers', () => {
  type Ask = (adapter: ReturnType<typeof adapterOf>) => Promise<unknown>;
  const list =
    (filter: ResourceFilter | null, more: object = {}): Ask =>
    async ({ inventory }) => {
      const found = await inventory.resources({ ...page, filter, ...more }, call);
      return { items: found.items, next: found.hasNextPage, total: await found.totalCount() };
    };
  const services = {
    ...page,
    order: contractRules('services').order('Query', 'services'),
    scope: 'CONTAINED' as const,
  };
  const sites = ['legacy/site.MAD01', 'legacy/site.BIO08', 'legacy/site.XXX'];
  const asked: Record<string, Ask> = {
    'every device': list({ kind: ['DEVICE'] }, { first: 1000 }),
    'every site': list({ kind: ['SITE'] }, { first: 1000 }),
    'a page of everything by name': list(null, { order: byName, first: 200 }),
    'a page after a name of another source': list(null, { order: byName, after: ['Peñón', 'zz/x'] }),
    'a page after a name that the databases cannot write': list(null, {
      order: byName,
      after: ['東京', 'zz/x'],
    }),
    'ports that do not work in sites': list({
      kind: ['PORT'],
      within: sites,
      operationalState: ['DISABLED'],
    }),
    'a maker under all its names': list({ vendor: ['Nokia'], lifecycleState: ['INSTALLED'] }),
    'names with a part': list({ name: { contains: 'ñón' } }),
    'names that begin': list({ name: { startsWith: 'MAD01-' } }),
    'names that no database can write': list({ name: { in: ['東京', '\u0000', 'MAD01-RTR-41'] } }),
    'what sites, devices and cards contain': async ({ inventory }) =>
      (
        await inventory.contained(
          [...sites, 'legacy/device.c283', 'legacy/card.d6250'],
          { ...page, order: byName },
          call,
        )
      ).map(({ items, hasNextPage }) => [items, hasNextPage]),
    'who is known by identifiers': ({ inventory }) =>
      inventory.resolve(
        [
          { type: 'NAME', value: ' mad01-rtr-41' },
          { type: 'NAME', value: 'CENTRAL MADRID PEÑÓN' },
          { type: 'MANAGEMENT_ADDRESS', value: '10.20.1.10' },
          { type: 'PORT_NAME', scope: 'legacy/device.c283', value: '0/3/1' },
          { type: 'CIRCUIT_ID', value: 'eth/000003/vlc' },
          { type: 'NATIVE_ID', scope: 'legacy', value: 'link.3/1' },
          { type: 'NAME', value: '東京' },
        ],
        call,
      ),
    'services of sites': async (adapter) =>
      Promise.all(
        (await adapter.services.servicesOfResources(sites, services, call)).map(
          async ({ items, totalCount }) => [items, await totalCount()],
        ),
      ),
    'services of many ports': async (adapter) =>
      (
        await adapter.services.servicesOfResources(
          Array.from({ length: 500 }, (_, i) => `legacy/port.d${1000 + i}`),
          { ...services, filter: { state: ['ACTIVE'] } },
          call,
        )
      ).map(({ items }) => items),
    'what services stand on': async (adapter) =>
      (
        await adapter.services.supportingResources(
          ['legacy/circuit.a4', 'legacy/circuit.a5'],
          { ...page, order: contractRules('services').order('Service', 'supportingResources') },
          call,
        )
      ).map(({ items }) => items),
    'customers and their services': async (adapter) => [
      (await adapter.services.customers({ ...services, first: 300 }, call)).items,
      (
        await adapter.services.servicesOfCustomers(
          ['legacy/customer.a1', 'legacy/customer.c211'],
          services,
          call,
        )
      ).map(({ items }) => items),
    ],
    'keys out of every range': ({ inventory }) =>
      inventory.resourcesByIds(
        ['legacy/port.s9223372036854775807', 'legacy/port.j9999999999', 'legacy/site.-e6-9d'],
        call,
      ),
  };
  test.each(Object.keys(asked))('%s', async (name) => {
    const ask = asked[name] ?? (async () => null);
    const [first, second] = await Promise.all(ENGINES.map((engine) => ask(adapterOf(engine))));
    expect(first).toEqual(second);
    expect(JSON.stringify(first).length).toBeGreaterThan(10);
  });
});

describe.each(ENGINES)('%s', (engine) => {
  test('50 000 ports at 997 a page: each once, in order', async () => {
    const { inventory } = adapterOf(engine);
    const ids: string[] = [];
    for (let after: readonly KeyValue[] | null = null; ;) {
      const found = await inventory.resources(
        { ...page, first: 997, after, filter: { kind: ['PORT'] } },
        call,
      );
      ids.push(...found.items.map(({ id }) => id));
      if (!found.hasNextPage) break;
      after = keysOf(byId, found.items.at(-1) ?? {});
    }
    const expected = Array.from(
      { length: 50_000 },
      (_, i) => `legacy/port.${String.fromCharCode(96 + String(i + 1).length)}${i + 1}`,
    );
    expect(ids).toEqual(expected);
  });

  test.each(['port', 'card', 'link', 'trail', 'device'])(
    'the last page of %s is read as the first one is',
    async (name) => {
      const dialect = dialectOf(engine);
      const catalog = compiledForTest(readFileSync(MAPPING, 'utf8'), engine);
      const type = catalog.resources.find((one) => one.name === name);
      if (!type) throw new TypeError('The mapping has it.');
      const { inventory } = adapterOf(engine);
      const statements = async (after: readonly KeyValue[] | null): Promise<number> => {
        const before = adapterOf(engine).statements;
        await inventory.resources({ ...page, after, filter: { kind: [type.spec.kind] } }, call);
        return adapterOf(engine).statements - before;
      };
      const last = { port: 49_950n, card: 6200n, link: 7990n, trail: 7950n, device: 600n }[name] ?? 0n;
      const key = type.key.map((_, i) => ({ kind: 'number' as const, value: i === 0 ? last : 1n }));
      const read = (where: Sql[]) => selectRecords(type, { where, byName: false, limit: 51 }, dialect);
      const first = await plan(engine, read([]));
      expect(await plan(engine, read([keyAfter(type.key, key, dialect)]))).toEqual(first);
      expect(first.join('\n')).not.toMatch(/Seq Scan|Hash|Sort|ALL|filesort|temporary|DERIVED/);
      if (name === 'port') expect(await statements(['legacy/port.e49950'])).toBe(await statements(null));
    },
  );

  test('a call for 500 ids is one statement per type and batch', async () => {
    const adapter = adapterOf(engine);
    const before = adapter.statements;
    const ids = Array.from({ length: 500 }, (_, i) => `legacy/card.d${1000 + i}`);
    const found = await adapter.inventory.resourcesByIds(ids, call);
    expect(found.map((record) => record?.id)).toEqual(ids);
    expect(adapter.statements - before).toBe(1);
  });

  test('more calls than connections wait for their turn', async () => {
    const { inventory } = adapterOf(engine);
    const many = Array.from({ length: 30 }, () => inventory.resources({ ...page, first: 5 }, call));
    expect((await Promise.all(many)).every(({ items }) => items.length === 5)).toBe(true);
  });

  const SLEEP: Readonly<Record<string, Sql>> = {
    postgres: sql`SELECT pg_sleep(20)`,
    mysql: sql`SELECT SLEEP(20)`,
  };
  const WRITE = trusted('DELETE FROM port WHERE port_id = -1');

  test('a statement that takes too long is given up', async () => {
    const { client } = clientOf(engine, target(engine), 300);
    await expect(client.rows(SLEEP[engine] ?? WRITE, call.signal)).rejects.toMatchObject({
      code: 'SOURCE_TIMEOUT',
      retryable: true,
    });
    await client.close();
  });

  test('an aborted statement ends at once, here and there', async () => {
    const { client } = clientOf(engine, target(engine), 20_000);
    await client.rows(sql`SELECT 1`, call.signal);
    const abort = new AbortController();
    const started = performance.now();
    const asking = client.rows(SLEEP[engine] ?? WRITE, abort.signal);
    const running =
      engine === 'postgres'
        ? "FROM pg_stat_activity WHERE query LIKE '%pg_sl' || 'eep(20)%' AND state = 'active'"
        : "FROM information_schema.processlist WHERE info LIKE '%SLE' || 'EP(20)%' AND id <> CONNECTION_ID()";
    const count = async (): Promise<number> =>
      Number((await client.rows(trusted(`SELECT COUNT(*) ${running}`), call.signal))[0]?.[0]);
    while ((await count()) === 0) expect(performance.now() - started).toBeLessThan(5000);
    const gone = new Error('gone');
    abort.abort(gone);
    await expect(asking).rejects.toBe(gone);
    while ((await count()) > 0) expect(performance.now() - started).toBeLessThan(10_000);
    await client.close();
  });

  test('nothing can be written, even by an account that may', async () => {
    const { client } = clientOf(engine, target(engine), 5000);
    await expect(client.rows(WRITE, call.signal)).rejects.toMatchObject({ code: 'SOURCE_REFUSED' });
    await client.close();
  });

  test('what is wrong is told, without secrets', async () => {
    const url = new URL(target(engine));
    url.password = 'hunter2';
    const refused = clientOf(engine, url.href, 3000);
    const error = await refused.client.rows(sql`SELECT 1`, call.signal).catch((reason: Error) => reason);
    expect(error).toMatchObject({ code: 'SOURCE_AUTH_FAILED', retryable: false });
    expect(String(error)).not.toContain('hunter2');
    url.port = '1';
    const away = clientOf(engine, url.href, 3000);
    await expect(away.client.rows(sql`SELECT 1`, call.signal)).rejects.toMatchObject({
      code: 'SOURCE_UNAVAILABLE',
      retryable: true,
    });
    const bad = clientOf(engine, target(engine), 3000);
    await expect(bad.client.rows(sql`SELECT nothing FROM nowhere`, call.signal)).rejects.toMatchObject({
      code: 'SOURCE_REFUSED',
    });
    for (const { client } of [refused, away, bad]) await client.close();
  });

  test('a server that takes the call and says nothing is not waited for', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => {
      silent.listen(0, '127.0.0.1', resolve);
    });
    const address = silent.address();
    const url = new URL(target(engine));
    url.port = typeof address === 'object' ? String(address?.port) : '';
    const { client } = clientOf(engine, url.href, 300);
    await expect(client.rows(sql`SELECT 1`, call.signal)).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT' });
    await client.close();
    silent.close();
  });
});

function clientOf(engine: DialectName, url: string, statementTimeoutMs: number): { client: SqlClient } {
  const client = new SqlClient({
    source: 'legacy',
    dialect: dialectOf(engine),
    settings: { target: () => url, schema: engine === 'postgres' ? 'inv' : null, statementTimeoutMs },
    maxConnections: 2,
    sent: () => undefined,
    heard: () => undefined,
  });
  return { client };
}

/** How a statement is read: the kinds of steps and their indexes, without values and estimates. */
async function plan(engine: 'postgres' | 'mysql', statement: Sql): Promise<string[]> {
  const { client } = clientOf(engine, target(engine), 5000);
  const explain = trusted(engine === 'postgres' ? 'EXPLAIN (COSTS OFF)' : 'EXPLAIN');
  const rows = await client.rows(sql`${explain} ${statement}`, call.signal);
  await client.close();
  if (engine === 'mysql') return rows.map((row) => [row[2], row[3], row[5], row[9]].join(' '));
  return rows
    .map(([line]) => line ?? '')
    .filter((line) => /->/.test(line) && !line.includes('Result'))
    .map((line) => line.trim());
}
