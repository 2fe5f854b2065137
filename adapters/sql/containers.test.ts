import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { contractRules } from '#schema/rules.ts';
import { makeLegacyDatabase } from './testing/legacy-database.ts';
import { type TestSource, openForTest } from './testing/open-for-test.ts';

/** From the container to the service, each end by itself; what has no card is still on its port. */
const CONTAINERS = (['a', 'z'] as const).flatMap((end) => [
  {
    relation: `SELECT h.circuit_id, p.card_id FROM circuit_hop h JOIN port p ON p.port_id = h.${end}_port_id`,
    inside: [{ type: 'card', column: 'card_id' }],
  },
  {
    relation: `SELECT h.circuit_id, n.ne_id, n.site_code FROM circuit_hop h JOIN port p ON p.port_id = h.${end}_port_id
      JOIN card c ON c.card_id = p.card_id JOIN ne n ON n.ne_id = c.ne_id`,
    inside: [
      { type: 'device', column: 'ne_id' },
      { type: 'site', column: 'site_code' },
    ],
  },
]);

interface Reference {
  readonly type: string;
}
interface MappingText {
  readonly supports: readonly { inside?: Reference[]; containers?: unknown }[];
}

const dir = mkdtempSync(join(tmpdir(), 'tributary-sql-'));
const call = { signal: new AbortController().signal };
let outer: TestSource;
let inner: TestSource;

beforeAll(() => {
  makeLegacyDatabase(join(dir, 'legacy.db'));
  const text = readFileSync(new URL('./mappings/legacy-inventory.yaml', import.meta.url), 'utf8');
  writeFileSync(join(dir, 'outer.yaml'), text);
  const mapping = parse(text) as MappingText;
  const [hops] = mapping.supports;
  if (!hops?.inside) throw new TypeError('The mapping has it.');
  hops.inside = hops.inside.filter(({ type }) => type === 'trail' || type === 'port');
  hops.containers = CONTAINERS;
  writeFileSync(join(dir, 'inner.yaml'), stringify(mapping));
  outer = openForTest({ file: 'legacy.db', mapping: 'outer.yaml' }, { configDir: dir });
  inner = openForTest({ file: 'legacy.db', mapping: 'inner.yaml' }, { configDir: dir });
});
afterAll(async () => {
  await outer.adapter.close();
  await inner.adapter.close();
  rmSync(dir, { recursive: true });
});

test('containers of relations of their own lead to the same services as those of the one relation', async () => {
  const order = contractRules('inventory').order('Query', 'resources');
  const { items } = await outer.adapter.inventory.resources(
    { order, first: 1000, after: null, filter: null },
    call,
  );
  const ids = items.map(({ id }) => id);
  const found = await Promise.all([outer, inner].map((source) => servicesOf(source, ids)));
  expect(found[1]).toEqual(found[0]);
  expect(found[0]?.filter(({ services }) => services.length > 0).length).toBeGreaterThan(100);
});

async function servicesOf({ adapter }: TestSource, ids: readonly string[]) {
  const order = contractRules('services').order('Query', 'services');
  const request = { order, first: 100, after: null, filter: null, scope: 'CONTAINED' } as const;
  const pages = await adapter.services.servicesOfResources(ids, request, call);
  return Promise.all(
    pages.map(async ({ items, totalCount }, i) => ({
      id: ids[i],
      services: items.map(({ id }) => id),
      total: await totalCount(),
    })),
  );
}

test('a relation without the columns of its containers is named with its path', async () => {
  const mapping = parse(readFileSync(join(dir, 'inner.yaml'), 'utf8')) as MappingText;
  const [hops] = mapping.supports;
  if (hops) hops.containers = [{ ...CONTAINERS[0], relation: 'SELECT circuit_id FROM circuit_hop' }];
  writeFileSync(join(dir, 'broken.yaml'), stringify(mapping));
  const { adapter } = openForTest({ file: 'legacy.db', mapping: 'broken.yaml' }, { configDir: dir });
  await adapter.start();
  const { error } = adapter.status();
  await adapter.close();
  expect(error?.message).toContain('supports[0].containers[0]: ');
});
