import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { faultText } from '../kit/config/fault.ts';
import { parseMapping } from './mapping-load.ts';

const GOOD = readFileSync(new URL('./mappings/legacy-inventory.yaml', import.meta.url), 'utf8');

function faults(text: string): string[] {
  return (parseMapping(text, 'postgres').faults ?? []).map(faultText);
}

test('the shipped mapping is good for every dialect', () => {
  for (const dialect of ['postgres', 'mysql', 'sqlite'] as const)
    expect(parseMapping(GOOD, dialect).faults).toBeUndefined();
});

const device = 'kind: DEVICE, relation: SELECT 1, key: { column: id, type: number }';

test.each<[string, string, string]>([
  ['an unknown key', `{ version: 1, resorces: {} }`, 'Did you mean "resources"?'],
  [
    'an unknown zone',
    `{ version: 1, timezone: Europe/Madird }`,
    'timezone (line 1) must be a zone of the IANA database',
  ],
  ['a type’s bad name', `{ version: 1, resources: { Port-1: { ${device} } } }`, 'must have keys that fit'],
  [
    'no key',
    `{ version: 1, resources: { port: { kind: PORT, relation: SELECT 1 } } }`,
    'resources.port.key (line 1) must be given',
  ],
  [
    'two statements',
    `{ version: 1, resources: { d: { kind: DEVICE, relation: SELECT 1; DELETE FROM ne, key: { column: id, type: number } } } }`,
    'must be one statement',
  ],
  [
    'an unknown word',
    `{ version: 1, resources: { d: { ${device}, lifecycleState: { column: s, map: { IS: INSTALED } } } } }`,
    'Did you mean "INSTALLED"?',
  ],
  [
    'column and value',
    `{ version: 1, resources: { d: { ${device}, name: { column: a, value: b } } } }`,
    'must have exactly one of column and value',
  ],
  [
    'a name that is computed',
    `{ version: 1, resources: { d: { ${device}, name: { column: a, map: { x: y } } } } }`,
    'resources.d.name (line 1) must be a column as it is',
  ],
  [
    'an unknown type',
    `{ version: 1, resources: { d: { ${device}, ancestors: [{ type: sites, column: s }] }, site: { ${device} } } }`,
    'ancestors[0].type (line 1) must be a type under resources, but got: "sites". Did you mean "site"?',
  ],
  [
    'too many columns of a former key',
    `{ version: 1, resources: { d: { ${device}, formerKeys: { relation: SELECT 1, former: [a, b], current: c } } } }`,
    'resources.d.formerKeys.former (line 1) must name the 1 column(s) of a key, but got: "a, b"',
  ],
  [
    'former keys without a SELECT for this database',
    `{ version: 1, resources: { d: { ${device}, formerKeys: { relation: { sqlite: SELECT 1 }, former: a, current: c } } } }`,
    'resources.d.formerKeys.relation (line 1) must have a SELECT for postgres',
  ],
  [
    'too few columns',
    `{ version: 1, resources: { d: { ${device}, ancestors: [{ type: d, column: [a, b] }] } } }`,
    'must name the 1 column(s) of the key of d',
  ],
  [
    'a scope that is no ancestor',
    `{ version: 1, resources: { d: { ${device}, identifiers: [{ type: NAME, column: n, scope: site }] } } }`,
    'must name one of the ancestors',
  ],
  [
    'a port’s name in nothing',
    `{ version: 1, resources: { d: { ${device}, identifiers: [{ type: PORT_NAME, column: n }] } } }`,
    'must name the device that a PORT_NAME is unique in',
  ],
  [
    'links of no links',
    `{ version: 1, resources: { d: { ${device}, port: { linkOf: d } } } }`,
    'must name a type with a link facet',
  ],
  [
    'one name twice',
    `{ version: 1, resources: { d: { ${device} } }, customers: { d: { relation: SELECT 1, key: { column: id, type: number } } } }`,
    'must have another name than the type under resources',
  ],
  [
    'a foreign customer',
    `{ version: 1, services: { s: { relation: SELECT 1, key: { column: id, type: number }, customer: { foreign: { name: n, type: NAME } } } } }`,
    'must be of this source',
  ],
  [
    'a date that is no instant',
    `{ version: 1, services: { s: { relation: SELECT 1, key: { column: id, type: number }, startDate: { column: d, as: date } } } }`,
    'services.s.startDate.as (line 1) must be time',
  ],
  [
    'no SELECT for this database',
    `{ version: 1, resources: { d: { kind: DEVICE, relation: { sqlite: SELECT 1 }, key: { column: id, type: number } } } }`,
    'must have a SELECT for postgres',
  ],
])('%s', (_, text, message) => {
  expect(faults(text).join('\n')).toContain(message);
});

test('every fault is named at once', () => {
  const text = `{ version: 1, timezone: x, resources: { d: { kind: DEVIC, relation: UPDATE, key: { column: 'a;b', type: int } } } }`;
  expect(faults(text)).toHaveLength(5);
});
