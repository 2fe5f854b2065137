import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readAliasFile } from './alias-file.ts';
import { aliasText, loadAliases } from './aliases.ts';
import { identityOptions } from './config.ts';
import { parseCsv } from './csv.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'tributary-alias-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('identityOptions', () => {
  test('has a default for everything', () => {
    expect(identityOptions.parse({})).toEqual({
      namespaces: [],
      names: { stripDomains: [], rewrite: [], interfaceNames: true },
      aliases: [],
      retrySeconds: 30,
      refreshSeconds: 3,
      reviewSeconds: 300,
    });
  });

  test.each<[string, unknown, string]>([
    ['an unknown key', { namespace: ['x'] }, 'Unrecognized key'],
    ['a source that cannot be', { namespaces: ['West 1'] }, 'must be the name of a source'],
    [
      'no regular expression',
      { names: { rewrite: [{ match: '(', replace: '' }] } },
      'must be a regular expression',
    ],
    [
      'a pattern without end',
      { names: { rewrite: [{ match: '(a+)+', replace: '' }] } },
      'must neither repeat a group',
    ],
    [
      'a pattern that refers back',
      { names: { rewrite: [{ match: '(a)\\1', replace: '' }] } },
      'nor refer back',
    ],
    ['an alias of nothing', { aliases: [{ type: 'NAME', value: 'x' }] }, 'either name or nativeId'],
    ['an alias to nothing', { aliases: [{ name: 'x' }] }, 'either type and value, or id'],
    ['half an alias', { aliases: [{ name: 'x', type: 'NAME' }] }, 'either type and value, or id'],
    [
      'an alias to two',
      { aliases: [{ name: 'x', id: 'a/b', type: 'NAME', value: 'y' }] },
      'either type and value',
    ],
    ['an alias to no id', { aliases: [{ name: 'x', id: 'nonsense' }] }, 'must be a resource id'],
    ['no time', { retrySeconds: 0 }, 'retrySeconds'],
  ])('refuses %s', (_, raw, message) => {
    const result = identityOptions.safeParse(raw);
    expect(JSON.stringify(result.error?.issues)).toContain(message);
  });

  test('takes an optional group, a class and an escaped bracket', () => {
    const rewrite = [{ match: '(rtr-)?([a-z]+)\\(x\\)+', replace: '$2' }];
    expect(identityOptions.safeParse({ names: { rewrite } }).success).toBe(true);
  });
});

describe('aliases', () => {
  test('are found by name, whatever its case, and by native id', () => {
    const { aliases } = identityOptions.parse({
      aliases: [
        { name: 'Core-1 ', type: 'NAME', value: 'PAR-CR1' },
        { nativeId: '10084', id: 'sql-west/d1' },
      ],
    });
    const table = loadAliases(aliases, dir);
    expect(table.find('1', ' core-1')).toEqual([{ type: 'NAME', value: 'PAR-CR1' }]);
    expect(table.find('10084', 'x')).toEqual([{ id: 'sql-west/d1' }]);
    expect(table.find('10084', 'core-1')).toHaveLength(2);
    expect(table.find('x', '10084')).toEqual([]);
    expect(aliasText(table.find('x', 'y'))).toBeNull();
  });

  test('come from a file, by name or native id', () => {
    writeFileSync(
      join(dir, 'a.csv'),
      '\ufeffnativeName,type,value\r\n"Router, old",SERIAL_NUMBER,X1\r\n\r\n10084,ID,sql-west/d1\r\n',
    );
    const table = loadAliases({ file: 'a.csv' }, dir);
    expect(table.find('7', 'router, old')).toEqual([{ type: 'SERIAL_NUMBER', value: 'X1' }]);
    expect(table.find('10084', 'whatever')).toEqual([{ id: 'sql-west/d1' }]);
  });

  test('every faulty line is named', () => {
    writeFileSync(
      join(dir, 'bad.csv'),
      'nativeName,type,value\nok,NAME,x\na,NOME,x\nb,ID,nonsense\nc,NAME\n,NAME,x\n',
    );
    expect(() => readAliasFile('bad.csv', dir)).toThrow(/line 3.*"NOME".*line 4.*line 5.*line 6/);
    writeFileSync(join(dir, 'head.csv'), 'name,type,value\n');
    expect(() => readAliasFile('head.csv', dir)).toThrow(/header must be nativeName,type,value/);
    expect(() => readAliasFile('none.csv', dir)).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION_INVALID',
        message: expect.stringContaining('none.csv'),
      }),
    );
  });
});

test.each<[string, string[][]]>([
  ['', []],
  ['a,b', [['a', 'b']]],
  [
    'a, b ,\n"c ""x"", y",d\n',
    [
      ['a', 'b', ''],
      ['c "x", y', 'd'],
    ],
  ],
  ['a,\n"b"', [['a', ''], ['b']]],
  ['"two\nlines",x\r\ny', [['two\nlines', 'x'], ['y']]],
  ['"open', [['"open']]],
  ['"a"junk\nb', [['a'], ['b']]],
])('parseCsv %j', (text, expected) => {
  expect(parseCsv(text).map(({ fields }) => fields)).toEqual(expected);
});

test('parseCsv numbers lines as an editor does', () => {
  expect(parseCsv('a\n\n"b\nc"\nd').map(({ line }) => line)).toEqual([1, 3, 5]);
});
