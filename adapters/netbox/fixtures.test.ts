/** Answers of the products, recorded or written from their serializers, and what the adapter makes of them. */
import { expect, test } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { netboxOptions } from './config.ts';
import { nautobotDialect } from './dialects/nautobot.ts';
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

/** Folders are named by the version, after the product where it is recorded: one by its version alone is written. */
const cases = readdirSync(VERSIONS).flatMap((version) =>
  readdirSync(new URL(`${version}/`, VERSIONS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => [version, name] as const),
);

function read(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, VERSIONS), 'utf8'));
}

test.each(cases)('%s: %s', (version, name) => {
  const number = version.replace(/^[a-z]+-/, '');
  const dialect = version.startsWith('nautobot-') ? nautobotDialect(number) : netboxDialect(number);
  const { path, row, map } = RECORD_TYPES[name as RecordTypeName];
  const { results } = read(`${version}/${name}/upstream.json`) as { readonly results: readonly unknown[] };
  const context = {
    source: 'netbox-north',
    dialect,
    options,
    supplements: NO_SUPPLEMENTS,
    asOf: '2026-11-23T10:00:00.000Z',
  };
  const made = results.map((result) => map(row.parse(dialect.adapt(result, path)), context));
  expect(JSON.parse(JSON.stringify(made))).toEqual(read(`${version}/${name}/expected.json`));
});
