import { describe, expect, test } from '@jest/globals';
import { allBreaches, breaches } from './arrows.ts';
import { importsOf } from './imports.ts';

const root = new URL('../../', import.meta.url);

test('every import of the project follows the arrows', () => {
  expect(allBreaches(root)).toEqual([]);
});

describe('an arrow', () => {
  test.each<[path: string, specifier: string]>([
    ['adapters/zabbix/map.ts', '#schema/types/faults.ts'],
    ['subgraphs/host/main.ts', '#adapters/registry.ts'],
    ['gateway/start-configured.ts', '#subgraphs/host/host.ts'],
    ['gateway/execute/step.ts', '#schema/rules.ts'],
    ['gateway/execute/step.test.ts', '#lab/zabbix/server.ts'],
    ['lab/estate/main.ts', '#gateway/main.ts'],
    ['lab/estate/estate.test.ts', '#gateway/main.ts'],
    ['scripts/check.ts', '#lab/estate/main.ts'],
    ['schema/compose/check.ts', '../rules.ts'],
    ['adapters/zabbix/map.ts', '#adapters/kit/log.ts'],
    ['adapters/registry.ts', './zabbix/adapter.ts'],
    ['schema/ids.ts', 'node:fs'],
    ['gateway/http/server.ts', 'fastify'],
  ])('lets %s import %s', (path, specifier) => {
    expect(breaches(path, `import { x } from '${specifier}';`)).toEqual([]);
  });

  test.each<[path: string, specifier: string, rule: string]>([
    ['schema/ids.ts', '#adapters/kit/log.ts', 'must import no other room'],
    ['adapters/zabbix/map.ts', '#subgraphs/host/host.ts', 'must import schema only'],
    ['subgraphs/host/host.ts', '#gateway/main.ts', 'must import schema, adapters only'],
    ['gateway/execute/step.ts', '#subgraphs/host/host.ts', 'must import schema only'],
    ['gateway/execute/step.ts', '#adapters/kit/log.ts', 'must import schema only'],
    ['gateway/execute/step.test.ts', '#subgraphs/host/host.ts', 'must import schema, lab only'],
    ['lab/zabbix/server.ts', '#gateway/main.ts', 'must import schema only'],
    ['lab/zabbix/server.ts', '#schema/ids.ts', 'must import types only from another room'],
    ['gateway/execute/step.ts', '../../schema/ids.ts', 'must import another room as #schema/...'],
    ['adapters/kit/paging.ts', '../zabbix/map.ts', 'must import the kit and its own folder only'],
  ])('keeps %s from importing %s', (path, specifier, rule) => {
    const [breach] = breaches(path, `import { x } from '${specifier}';`);
    expect(breach).toContain(`${path} ${rule}`);
  });

  test('lets the lab import types', () => {
    expect(breaches('lab/zabbix/server.ts', "import type { Alarm } from '#schema/types/faults.ts';")).toEqual(
      [],
    );
  });
});

test('an import is found in each of its forms', () => {
  const code = `
    import a, { b } from 'one';
    import { type c } from 'two';
    import type d from 'three';
    export { e } from 'four';
    export type * from 'five';
    import 'six';
    const f = await import('seven');
    type G = import('eight').G;
    const h: string = \`import '\${a}nine'\`; // import 'ten'
    export { b };
  `;
  expect(importsOf(code).map(({ specifier, typesOnly }) => [specifier, typesOnly])).toEqual([
    ['one', false],
    ['two', true],
    ['three', true],
    ['four', false],
    ['five', true],
    ['six', false],
    ['seven', false],
    ['eight', true],
  ]);
});
