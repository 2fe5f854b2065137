/** A large legacy database paged to its end, and one whose rows lack what a record must have. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { stringify } from 'yaml';
import { adapters } from '#adapters/registry.ts';
import { SqlAdapter } from '#adapters/sql/adapter.ts';
import { SqliteSession } from '#adapters/sql/dialects/sqlite-session.ts';
import { encodeCursor } from '#schema/cursor.ts';
import { numberToken } from '#schema/ids.ts';
import { contractRules } from '#schema/rules.ts';
import { dataOf } from './ask.ts';
import { type Stand, startStand } from './stand.ts';

jest.setTimeout(90_000);

const PORTS = 50_000;
const DEVICES = 50;
const PAGE = 997;

const folder = mkdtempSync(join(tmpdir(), 'tributary-checks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MAPPING = {
  version: 1,
  timezone: 'Europe/Madrid',
  resources: {
    device: {
      kind: 'DEVICE',
      relation: 'SELECT * FROM device',
      key: { column: 'id', type: 'number' },
      name: { column: 'name', required: true },
      identifiers: [{ type: 'NAME', column: 'name' }],
    },
    port: {
      kind: 'PORT',
      relation: 'SELECT * FROM port',
      key: { column: 'id', type: 'number' },
      name: { column: 'name', required: true },
      ancestors: [{ type: 'device', column: 'device_id' }],
      identifiers: [{ type: 'PORT_NAME', column: 'name', scope: 'device' }],
    },
  },
};

const SCHEMA = `
  CREATE TABLE device (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE port (id INTEGER, device_id INTEGER, name TEXT);
`;

interface LegacyStand extends Stand {
  /** How many statements the database was sent. */
  statements(): number;
  /** How many rows were left out, by type and reason. */
  skipped(): Readonly<Record<string, number>>;
  readonly lines: readonly Record<string, unknown>[];
}

/** One source named legacy over a database file that is there. */
async function startLegacy(name: string): Promise<LegacyStand> {
  const configuration = join(folder, name, 'tributary.yaml');
  writeFileSync(join(folder, name, 'mapping.yaml'), stringify(MAPPING));
  const options = { file: 'legacy.sqlite', mapping: 'mapping.yaml' };
  writeFileSync(
    configuration,
    stringify({
      version: 1,
      sources: [{ name: 'legacy', adapter: 'sql', options }],
      members: [{ source: 'nobody', domain: 'faults', url: 'http://127.0.0.1:1/' }],
    }),
  );
  let adapter: SqlAdapter | undefined;
  const modules = new Map(
    [...adapters].map(([type, module]) => [
      type,
      {
        ...module,
        open(given: unknown, tools: Parameters<typeof module.open>[1]) {
          const opened = module.open(given, tools);
          if (opened instanceof SqlAdapter) adapter = opened;
          return opened;
        },
      },
    ]),
  );
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'info' },
    { write: (line) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const stand = await startStand({
    configuration,
    stateRoot: join(folder, name, 'state'),
    modules,
    log,
  });
  return {
    url: stand.url,
    close: () => stand.close(),
    statements: () => adapter?.statements ?? NaN,
    skipped: () => adapter?.skipped ?? {},
    lines,
  };
}

function writeLegacy(name: string, fill: (database: DatabaseSync) => void): void {
  mkdirSync(join(folder, name));
  const database = new DatabaseSync(join(folder, name, 'legacy.sqlite'));
  database.exec(`${SCHEMA} BEGIN`);
  fill(database);
  database.exec('COMMIT');
  database.close();
}

interface Connection {
  readonly complete: boolean;
  readonly totalCount?: number;
  readonly edges: readonly { readonly node: { readonly id: string; readonly name: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe(`${PORTS} ports`, () => {
  let stand: LegacyStand;
  const prepared: string[] = [];

  beforeAll(async () => {
    writeLegacy('large', (database) => {
      // Keys of several lengths with holes between them, and rows in another order than theirs.
      database.exec(`
        CREATE UNIQUE INDEX port_id ON port (id);
        CREATE INDEX port_device ON port (device_id, id);
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${DEVICES})
          INSERT INTO device SELECT i + 1, 'dev-' || i FROM n;
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ${PORTS})
          INSERT INTO port SELECT ((i * 7919) % ${PORTS}) * 3 + 1, i % ${DEVICES} + 1, 'ge-0/0/' || i FROM n;
      `);
    });
    const original = SqliteSession.prototype.query;
    jest.spyOn(SqliteSession.prototype, 'query').mockImplementation(function (
      this: SqliteSession,
      text,
      values,
    ) {
      prepared.push(text);
      return original.call(this, text, values);
    });
    stand = await startLegacy('large');
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await stand.close();
  });

  const LIST = `query ($first: Int!, $after: String) {
    resources(filter: { kind: [PORT] }, first: $first, after: $after) {
      complete edges { node { id name } } pageInfo { hasNextPage endCursor } } }`;

  async function page(first: number, after: string | null): Promise<Connection> {
    const data = await dataOf<{ resources: Connection }>(stand.url, LIST, { first, after });
    return data.resources;
  }

  test(`are each there once and in order, ${PAGE} at a time`, async () => {
    const ids: string[] = [];
    const names = new Set<string>();
    let after: string | null = null;
    let pages = 0;
    do {
      const { complete, edges, pageInfo }: Connection = await page(PAGE, after);
      expect(complete).toBe(true);
      for (const { node } of edges) {
        ids.push(node.id);
        names.add(node.name);
      }
      pages += 1;
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(pages).toBe(Math.ceil(PORTS / PAGE));
    expect(ids.length).toBe(PORTS);
    expect(names.size).toBe(PORTS);
    const disorder = ids.filter((id, i) => i > 0 && id <= (ids[i - 1] ?? ''));
    expect(disorder).toEqual([]);
  });

  /** By an index and in its order: no pass over the table, nothing sorted. */
  const IN_ORDER = /^(SEARCH|SCAN) \S+ USING (COVERING )?INDEX/;
  /** The children of many parents at once: numbered within each parent, still by an index. */
  const NUMBERED =
    /^((SEARCH|SCAN) \S+ USING (INTEGER PRIMARY KEY|INDEX)|CO-ROUTINE|SCAN (r|\(subquery-\d+\))$|USE TEMP B-TREE FOR ORDER BY)/;

  const SEVENTH = 'legacy/device.a7';
  const lists: { name: string; list: string; parent?: string; last: number; plan: RegExp }[] = [
    { name: 'all of them', list: 'resources(filter: { kind: [PORT] }', last: PORTS, plan: IN_ORDER },
    {
      name: 'those within a device',
      list: `resources(filter: { kind: [PORT], within: ["${SEVENTH}"] }`,
      last: PORTS / DEVICES,
      plan: IN_ORDER,
    },
    {
      name: 'what a device contains',
      list: 'contains(filter: { kind: [PORT] }',
      parent: `resource(id: "${SEVENTH}")`,
      last: PORTS / DEVICES,
      plan: NUMBERED,
    },
  ];

  test.each(lists)(
    'the last page costs what the first costs: $name',
    async ({ list, parent, last, plan }) => {
      const ask = async (first: number, after: string | null) => {
        const field = `list: ${list}, first: ${first}, after: $after) { edges { node { id name } } pageInfo { hasNextPage endCursor } }`;
        const query = `query ($after: String) { ${parent === undefined ? field : `parent: ${parent} { ${field} }`} }`;
        const before = stand.statements();
        prepared.length = 0;
        const data = await dataOf<{ list?: Connection; parent?: { list: Connection } }>(stand.url, query, {
          after,
        });
        const found = data.list ?? data.parent?.list;
        if (!found) throw new TypeError('There must be a list.');
        return { found, statements: stand.statements() - before, texts: [...prepared] };
      };
      const firstPage = await ask(50, null);
      // The keys of all, and of each device, lie at even distances.
      const rest = (PORTS / last) * 50;
      const order = contractRules('inventory').order('Query', 'resources', 'ID');
      const after = encodeCursor(order, [`legacy/port.${numberToken((PORTS - 1 - rest) * 3 + 1)}`]);
      const lastPage = await ask(50, after);
      expect(
        [firstPage, lastPage].map(({ found }) => [found.edges.length, found.pageInfo.hasNextPage]),
      ).toEqual([
        [50, true],
        [50, false],
      ]);
      expect(firstPage.statements).toBeGreaterThan(0);
      expect(lastPage.statements).toBe(firstPage.statements);
      expect(lastPage.texts.length).toBe(lastPage.statements);
      for (const text of [...firstPage.texts, ...lastPage.texts])
        expect({ text, steps: planOf(text).filter((step) => !plan.test(step)) }).toEqual({ text, steps: [] });
    },
  );

  function planOf(text: string): string[] {
    const database = new DatabaseSync(join(folder, 'large', 'legacy.sqlite'), { readOnly: true });
    const rows = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all();
    database.close();
    return rows.map(({ detail }) => String(detail));
  }
});

describe('rows without what a record must have', () => {
  let stand: LegacyStand;

  beforeAll(async () => {
    writeLegacy('lacking', (database) => {
      database.exec(`
        INSERT INTO device VALUES (1, 'dev-1'), (2, NULL), (3, '   '), (4, 'dev-4'), (5, '');
        INSERT INTO port VALUES (1, 1, 'ge-1'), (NULL, 1, 'ge-2'), (-7, 1, 'ge-3'), (4, 2, 'ge-4'), (5, NULL, 'ge-5'), (6, 4, NULL);
      `);
    });
    stand = await startLegacy('lacking');
  });
  afterAll(() => stand.close());

  const QUERY = `query ($first: Int!, $after: String) { resources(first: $first, after: $after) { complete totalCount
    edges { node { id name device { id } } } pageInfo { hasNextPage endCursor } } }`;

  test('are left out, and the others are all there, on whichever page', async () => {
    const whole = await dataOf<{ resources: Connection }>(stand.url, QUERY, { first: 100 });
    const found = whole.resources.edges.map(({ node }) => [node.id, node.name]);
    expect(found).toEqual([
      ['legacy/device.a1', 'dev-1'],
      ['legacy/device.a4', 'dev-4'],
      ['legacy/port.a1', 'ge-1'],
      ['legacy/port.a4', 'ge-4'],
      ['legacy/port.a5', 'ge-5'],
    ]);
    expect(whole.resources).toMatchObject({ complete: true, totalCount: found.length });
    const one: unknown[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { resources }: { resources: Connection } = await dataOf(stand.url, QUERY, { first: 1, after });
      one.push(...resources.edges.map(({ node }) => [node.id, node.name]));
      more = resources.pageInfo.hasNextPage;
      after = resources.pageInfo.endCursor;
    }
    expect(one).toEqual(found);
  });

  test('are null where they are asked for by id', async () => {
    const data = await dataOf<object>(
      stand.url,
      '{ without: resource(id: "legacy/device.a2") { name } with: resource(id: "legacy/device.a1") { name } }',
    );
    expect(data).toMatchObject({ with: { name: 'dev-1' } });
    expect(JSON.stringify(data)).toMatch(/"without":(null|\{"name":null\})/);
  });

  test('are counted, and logged once, however often they are met', () => {
    const counts = Object.entries(stand.skipped()).map(([why, count]) => [why.split(':')[0], count]);
    expect(counts.toSorted()).toEqual([
      ['device', 3],
      ['port', 1],
      ['port', 2],
    ]);
    const logged = stand.lines.filter(({ msg }) => String(msg).startsWith('Rows are left out'));
    expect(logged.map(({ level, source, type }) => [level, source, type]).toSorted()).toEqual([
      [40, 'legacy', 'device'],
      [40, 'legacy', 'port'],
      [40, 'legacy', 'port'],
    ]);
  });
});
