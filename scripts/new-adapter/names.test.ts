import { describe, expect, test } from '@jest/globals';
import { checkName, namesOf, renamed } from './names.ts';
import { withRegistryLine } from './registry-line.ts';

describe('a name', () => {
  test('has a form for every place', () => {
    expect(namesOf('u2000-west')).toEqual({
      type: 'u2000-west',
      variable: 'u2000West',
      typeName: 'U2000West',
      environment: 'U2000_WEST',
      title: 'U2000 West',
    });
  });

  test('takes the place of the template’s in each of its forms', () => {
    const text = 'openAcmeView acmeView acme-view-server ACME_VIEW_TOKEN "Acme View"';
    expect(renamed(text, namesOf('nms'))).toBe('openNms nms nms-server NMS_TOKEN "Nms"');
  });

  test.each([
    ['Nokia', 'lower-case letters'],
    ['2nd', 'begin with a letter'],
    ['a--b', 'inner hyphens'],
    ['../x', 'inner hyphens'],
    ['x'.repeat(41), 'at most 40'],
    ['new', 'no word of the language'],
    ['zabbix', 'new under adapters/'],
  ])('%s is refused', (name, rule) => {
    expect(() => checkName(name, ['kit', 'zabbix'])).toThrow(rule);
  });
});

describe('the line in the registry', () => {
  const registry = [
    "import type { AdapterModule } from './kit/module.ts';",
    "import { sql } from './sql/module.ts';",
    "import { zabbix } from './zabbix/module.ts';",
    '',
    'const modules: readonly AdapterModule[] = [sql, zabbix];',
    '',
  ].join('\n');

  test.each([
    ['acme', 'acme, sql, zabbix', 1],
    ['u2000-west', 'sql, u2000West, zabbix', 2],
    ['zz', 'sql, zabbix, zz', 3],
  ])('of %s stands in its place', (name, list, line) => {
    const lines = withRegistryLine(registry, namesOf(name)).split('\n');
    expect(lines[line]).toBe(`import { ${namesOf(name).variable} } from './${name}/module.ts';`);
    expect(lines).toContain(`const modules: readonly AdapterModule[] = [${list}];`);
    expect(lines).toHaveLength(7);
  });

  test('is not guessed into a file that is another', () => {
    expect(() => withRegistryLine('export const adapters = [];', namesOf('x'))).toThrow(
      'add the line yourself',
    );
  });
});
