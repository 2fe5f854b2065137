import { expect, test } from '@jest/globals';
import type { IdentifierInput } from '#schema/types/inventory.ts';
import { sqlite } from './dialects/sqlite.ts';
import { resolveKeys } from './resolve.ts';
import { render } from './sql.ts';
import { compiledForTest } from './testing/compiled.ts';

const CATALOG = compiledForTest(
  `
version: 1
resources:
  device:
    kind: DEVICE
    relation: SELECT id FROM device
    key: { column: id, type: number }
  port:
    kind: PORT
    relation: SELECT id, device, label FROM port
    key: { column: id, type: number }
    ancestors: [{ type: device, column: device }]
    identifiers: [{ type: PORT_NAME, column: label, scope: device, plain: true }]
`,
  'sqlite',
);

const port = (device: number, value: string): IdentifierInput => ({
  type: 'PORT_NAME',
  scope: `legacy/device.a${device}`,
  value,
});

test('names within devices are looked for in each device its own, not each in all', async () => {
  const asked: [string, unknown][] = [];
  const keys = [port(1, '0/1'), port(2, '0/2'), port(1, '0/3')];
  const answers = await resolveKeys(keys, CATALOG, 'legacy', {
    dialect: sqlite,
    rows: async (statement) => {
      asked.push([render(statement, sqlite.placeholder), sqlite.parameters(statement.values)]);
      return Promise.resolve([]);
    },
    counts: async () => Promise.resolve([]),
  });
  expect(answers).toEqual([[], [], []]);
  expect(asked).toEqual([
    [
      expect.stringMatching(
        /WHERE .* AND t\.device IN \(\?, \?\) AND \(t\.device, t\.label\) IN \(VALUES (\(\?, \?\)(, )?){4}\)$/,
      ),
      // Filled up to a power of two.
      [1n, 2n, 1n, '0/1', 2n, '0/2', 1n, '0/3', 1n, '0/3'],
    ],
  ]);
});
