/** Fifty thousand ports, page by page: each once, in order, and the last page costs what the first does. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { overMariaDb, withoutZabbix } from './testing/configuration.ts';
import { type Graph, startGraph } from './testing/graph.ts';
import { legacyId } from './testing/ids.ts';
import { legacy } from './testing/legacy.ts';

const PAGE = 997;
const PORTS = 50_000;

interface Page {
  readonly complete: boolean;
  readonly edges: readonly {
    readonly cursor: string;
    readonly node: { readonly id: string; readonly name: string | null };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

describe.each([
  ['PostgreSQL', []],
  ['MariaDB', [overMariaDb]],
] as const)('over %s', (_, changes) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await startGraph({ changes: [withoutZabbix, ...changes], settled: false });
  });
  afterAll(() => graph?.close());

  async function page(after: string | null, first: number, orderBy: 'ID' | 'NAME' = 'ID'): Promise<Page> {
    const { resources } = await graph.data<{ resources: Page }>(
      `query ($first: Int, $after: String, $orderBy: ResourceOrder) {
        resources(filter: { kind: [PORT] }, first: $first, after: $after, orderBy: $orderBy) {
          complete edges { cursor node { id name } } pageInfo { hasNextPage endCursor }
        }
      }`,
      { first, after, orderBy },
    );
    return resources;
  }

  async function* pages(orderBy: 'ID' | 'NAME'): AsyncGenerator<Page> {
    for (let after: string | null = null; ;) {
      const next: Page = await page(after, PAGE, orderBy);
      expect(next.complete).toBe(true);
      yield next;
      if (!next.pageInfo.hasNextPage) return;
      expect(next.edges).toHaveLength(PAGE);
      after = next.pageInfo.endCursor;
    }
  }

  /** The adapter counts what it sends. */
  const statements = (): number =>
    (graph.opened.get('legacy') as unknown as { readonly statements: number }).statements;

  test('every port once, in order of its key, also those without a card', async () => {
    const rows = await legacy<{ port_id: number }>('SELECT port_id FROM port ORDER BY port_id');
    expect(rows).toHaveLength(PORTS);
    const ids: string[] = [];
    const costs: number[] = [];
    let before = statements();
    for await (const { edges } of pages('ID')) {
      ids.push(...edges.map(({ node }) => node.id));
      costs.push(statements() - before);
      before = statements();
    }
    expect(ids).toEqual(rows.map(({ port_id }) => legacyId('port', port_id)));
    // beside the first ones the adapter begins its own work
    expect(new Set(costs.slice(costs.length / 2))).toEqual(new Set([costs.at(-1)]));
    console.log(`${costs.length} pages, ${costs.at(-1)} statements each`);
  });

  test('every port once in order of its name, those without one last', async () => {
    const nodes: Page['edges'][number]['node'][] = [];
    for await (const { edges } of pages('NAME')) nodes.push(...edges.map(({ node }) => node));
    expect(nodes).toHaveLength(PORTS);
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(PORTS);
    const names = nodes.flatMap(({ name }) => name ?? []);
    expect(names).toEqual(names.toSorted());
    expect(names).toHaveLength(PORTS - 9);
    expect(nodes.slice(-9).every(({ name }) => name === null)).toBe(true);
  });

  test('the last fifty cost as many statements as the first fifty', async () => {
    const [edge] = (await page(null, 1)).edges;
    const [order] = JSON.parse(Buffer.from(String(edge?.cursor), 'base64url').toString()) as [string];
    const cursor = Buffer.from(JSON.stringify([order, legacyId('port', PORTS - 50)])).toString('base64url');
    const start = statements();
    await page(null, 50);
    const middle = statements();
    const last = await page(cursor, 50);
    expect(statements() - middle).toBe(middle - start);
    const expected = Array.from({ length: 50 }, (_, i) => legacyId('port', PORTS - 49 + i));
    expect(last.edges.map(({ node }) => node.id)).toEqual(expected);
    expect(last.pageInfo.hasNextPage).toBe(false);
  });
});
