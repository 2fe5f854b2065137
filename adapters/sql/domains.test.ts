/** A database is asked only for what its mapping finds in it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { openForTest } from './testing/open-for-test.ts';

const folder = mkdtempSync(join(tmpdir(), 'domains-'));
afterAll(() => rmSync(folder, { recursive: true }));

const KEY = 'key: { column: id, type: number }';
const DEVICES = `resources: { device: { kind: DEVICE, relation: SELECT id FROM ne, ${KEY} } }`;
const CROSSINGS = `relationships:
  - relation: SELECT a, z FROM crossing
    type: CONNECTS
    from: { foreign: { name: a, type: NAME } }
    to: { foreign: { name: z, type: NAME } }`;
const CIRCUITS = `services: { circuit: { relation: SELECT id FROM circuit, ${KEY} } }`;
const BUYERS = `customers: { buyer: { relation: SELECT id FROM buyer, ${KEY} } }`;

test.each<[string, string[], string[]]>([
  ['resources and services', [DEVICES, CIRCUITS], ['inventory', 'services']],
  ['resources alone', [DEVICES], ['inventory']],
  ['how others’ resources are related', [CROSSINGS], ['inventory']],
  ['services alone', [CIRCUITS], ['services']],
  ['customers alone', [BUYERS], ['services']],
])('a mapping of %s', async (_, parts, domains) => {
  writeFileSync(join(folder, 'mapping.yaml'), ['version: 1', ...parts].join('\n'));
  const { adapter } = openForTest({ file: 'none.db', mapping: 'mapping.yaml' }, { configDir: folder });
  expect(adapter.domains).toEqual(domains);
  await adapter.close();
});
