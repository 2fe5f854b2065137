import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { type InventoryPort, enumeratesInventory } from '#schema/ports/inventory.ts';
import { contractRules } from '#schema/rules.ts';
import { adapterContract } from '../kit/suite/adapter-contract.ts';
import { sql } from './module.ts';
import { COUNTS, makeLegacyDatabase } from './testing/legacy-database.ts';

const MAPPING = 'adapters/sql/mappings/legacy-inventory.yaml';
const PG = { LEGACY_DB: 'postgres://reader:hunter2@127.0.0.1:1/inventory' };
const order = (field: string, type = 'Query') => contractRules('inventory').order(type, field);
const serviceOrder = (field: string, type = 'Query') => contractRules('services').order(type, field);
const page = { first: 50, after: null, filter: null };

function enumerator(port: InventoryPort | undefined) {
  if (!port || !enumeratesInventory(port)) throw new TypeError('It enumerates.');
  return port;
}

const broken = join(mkdtempSync(join(tmpdir(), 'tributary-sql-')), 'broken.yaml');
writeFileSync(
  broken,
  'version: 1\nresources: { port: { kind: PRT, relation: DROP TABLE port, key: { column: a b } } }\n',
);

adapterContract({
  module: sql,
  sample: {
    options: { url: { env: 'LEGACY_DB' }, schema: 'inv', mapping: MAPPING, maxConnections: 2 },
    env: PG,
  },
  bad: [
    {
      name: 'no database',
      options: { mapping: MAPPING },
      env: {},
      mentions: ['must be given, or else file'],
    },
    {
      name: 'two databases',
      options: { file: 'x', url: { env: 'LEGACY_DB' }, mapping: MAPPING },
      env: PG,
      mentions: ['never both'],
    },
    {
      name: 'an unknown product',
      options: { url: { env: 'LEGACY_DB' }, mapping: MAPPING },
      env: { LEGACY_DB: 'oracle://reader:hunter2@db/x' },
      mentions: ['must begin with postgres://'],
    },
    {
      name: 'a secret in the file',
      options: { url: 'postgres://x', mapping: MAPPING },
      env: {},
      mentions: ['{ env: NAME }'],
    },
    {
      name: 'a misspelt option',
      options: { fiel: 'x', mapping: MAPPING },
      env: {},
      mentions: ['Did you mean "file"?'],
    },
    {
      name: 'no such mapping',
      options: { file: 'x', mapping: 'nowhere.yaml' },
      env: {},
      mentions: ['must name a file that can be read', 'ENOENT'],
    },
    {
      name: 'a mapping with several faults',
      options: { file: 'x', mapping: broken },
      env: {},
      mentions: [
        'mapping.resources.port.kind',
        'must begin with SELECT or WITH',
        'must be a plain column name',
        'broken.yaml, line 2',
      ],
    },
  ],
  async start() {
    const dir = mkdtempSync(join(tmpdir(), 'tributary-sql-'));
    const file = join(dir, 'legacy.db');
    makeLegacyDatabase(file);
    return {
      options: () => ({ options: { file, mapping: MAPPING }, env: {} }),
      graph: { query: async () => ({}) },
      ids: {
        Resource: [
          'suite/device.a3',
          'suite/port.b50',
          'suite/link.a3+a2',
          'suite/site.MAD01',
          'suite/card.a2',
          'suite/trail.a3',
        ],
        Service: ['suite/circuit.a1', 'suite/circuit.b12'],
        Customer: ['suite/customer.a1', 'suite/customer.a3'],
      },
      close: async () => rmSync(dir, { recursive: true }),
    };
  },
  capabilities: {
    'resources.list': async ({ inventory }, _, call) => {
      const found = await enumerator(inventory).resources(
        { ...page, order: order('resources'), filter: { kind: ['PORT'] } },
        call,
      );
      expect([found.items.length, found.hasNextPage, await found.totalCount()]).toEqual([
        50,
        true,
        COUNTS.ports,
      ]);
    },
    'resources.contained': async ({ inventory }, _, call) => {
      const [site] = await enumerator(inventory).contained(
        ['suite/site.MAD01'],
        { ...page, order: order('contains', 'Resource') },
        call,
      );
      expect(site?.items.map(({ id }) => id)).toEqual(['suite/device.a1', 'suite/device.a7']);
    },
    'resources.relationships': async ({ inventory }, _, call) => {
      const request = {
        ...page,
        order: order('relationships', 'Resource'),
        type: null,
        direction: 'BOTH' as const,
      };
      const [link] = await enumerator(inventory).relationships(['suite/link.a3+a3'], request, call);
      expect(link?.items.map(({ type, id }) => `${type} ${id}`)).toEqual([
        'PROTECTS suite/link.a3+a1',
        'PROTECTS suite/link.a3+a2',
        'MEMBER_OF suite/trail.a3',
        'CONNECTS suite/port.b19',
        'CONNECTS suite/port.b27',
      ]);
    },
    'resources.resolve': async ({ inventory }, _, call) => {
      const [device] = await enumerator(inventory).resolve(
        [{ type: 'NAME', value: ' mad04-router-4 ' }],
        call,
      );
      expect(device?.map(({ id }) => id)).toEqual(['suite/device.a4']);
    },
    'services.list': async ({ services }, _, call) => {
      const found = await services?.services(
        { ...page, order: serviceOrder('services'), filter: { state: ['ACTIVE'] } },
        call,
      );
      expect(found?.items.map(({ id }) => id)).toEqual([
        'suite/circuit.a4',
        'suite/circuit.a8',
        'suite/circuit.b12',
      ]);
    },
    'services.ofResources': async ({ services }, _, call) => {
      const request = { ...page, order: serviceOrder('services', 'Resource'), scope: 'CONTAINED' as const };
      const found = await services?.servicesOfResources(['suite/site.MAD01', 'elsewhere/x'], request, call);
      expect(found?.map(({ items }) => items.map(({ id }) => id))).toEqual([
        ['suite/circuit.a1', 'suite/circuit.a6', 'suite/circuit.a7', 'suite/circuit.b12'],
        [],
      ]);
    },
    'services.supportingResources': async ({ services }, _, call) => {
      const request = { ...page, order: serviceOrder('supportingResources', 'Service') };
      const [found] = (await services?.supportingResources(['suite/circuit.a3'], request, call)) ?? [];
      expect(found?.items.map(({ role, id, protectionGroup }) => `${role} ${id} ${protectionGroup}`)).toEqual(
        [
          'WORKING suite/link.a3+a1 path',
          'WORKING suite/link.a3+a2 path',
          'PROTECTION suite/link.a3+a3 path',
          'ENDPOINT suite/port.b17 null',
          'ENDPOINT suite/port.b26 null',
        ],
      );
    },
    'customers.list': async ({ services }, _, call) => {
      const found = await services?.customers({ ...page, order: serviceOrder('customers') }, call);
      expect(found?.items.map(({ name }) => name)).toContain('Cliente 1 Peñíscola S.A.');
      expect(found?.items[2]).toMatchObject({ id: 'suite/customer.a3', name: null, tier: 'corporate' });
    },
  },
});
