/** Answers of the products, recorded or written from their serializers, and what the adapter makes of them. */
import { expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { netboxOptions } from './config.ts';
import { netboxDialect } from './dialects/netbox.ts';
import { NO_SUPPLEMENTS } from './map.ts';
import { RECORD_TYPES, type RecordTypeName } from './record-types.ts';

const VERSIONS = new URL('fixtures/', import.meta.url);
const options = netboxOptions.parse({
  url: 'https://netbox.example',
  token: { env: 'PATH' },
  uiUrl: 'https://netbox.example',
  clli: 'facility',
  identifiers: [{ on: 'device', field: 'cf.tid', type: 'TL1_TID' }],
});

/** Folders that are named by a version alone are NetBox's. */
const cases = readdirSync(VERSIONS)
  .filter((folder) => /^\d/.test(folder))
  .flatMap((version) =>
    readdirSync(new URL(`${version}/`, VERSIONS), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => [version, name] as const),
  );

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, VERSIONS), 'utf8'));
}

test.each(cases)('NetBox %s: %s', (version, name) => {
  const { row, map } = RECORD_TYPES[name as RecordTypeName];
  const { results } = read(`${version}/${name}/upstream.json`) as { readonly results: readonly unknown[] };
  const context = {
    source: 'netbox-north',
    dialect: netboxDialect(version),
    options,
    supplements: NO_SUPPLEMENTS,
    asOf: '2026-11-23T10:00:00.000Z',
  };
  const made = results.map((result) => map(row.parse(result), context));
  expect(JSON.parse(JSON.stringify(made))).toEqual(read(`${version}/${name}/expected.json`));
});
