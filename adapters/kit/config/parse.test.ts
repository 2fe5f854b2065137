import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod';
import { TributaryError } from '#schema/errors.ts';
import type { AdapterModule } from '../module.ts';
import { loadConfiguration } from './load.ts';
import { parseConfiguration } from './parse.ts';
import { Secret } from './secret.ts';
import { secretOption } from './secret-option.ts';
import { httpUrlOption } from './url.ts';

const dir = mkdtempSync(join(tmpdir(), 'tributary-config-'));
afterAll(() => rmSync(dir, { recursive: true }));
writeFileSync(join(dir, 'token'), 'from-a-file\n');
writeFileSync(join(dir, 'empty'), '\n');

const options = z.strictObject({
  url: httpUrlOption.describe('Where the API is.'),
  token: secretOption.optional(),
  pollMs: z.int().min(100).default(1000).describe('How often to ask.'),
  mode: z.enum(['live', 'snapshot']).default('live'),
  auth: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('basic'), user: z.string(), password: secretOption }),
      z.strictObject({ type: z.literal('none') }),
    ])
    .default({ type: 'none' }),
});
const module: AdapterModule<z.output<typeof options>> = {
  manifest: {
    type: 'demo',
    title: 'Demo',
    domains: { faults: { role: 'ENUMERATES', capabilities: [] } },
    versions: { supported: 'any', run: [], recorded: [], documented: [] },
    quality: { tier: 'bronze', exemptions: {} },
  },
  options,
  open: () => {
    throw new Error('not opened here');
  },
};
const modules = new Map<string, AdapterModule>([['demo', module]]);
const TWO_DOMAINS = {
  inventory: { role: 'ENUMERATES', capabilities: [] },
  faults: { role: 'ENUMERATES', capabilities: [] },
} as const;
const env = { TOKEN: 'from-the-environment', EMPTY: '' };

function parse(text: string, opens?: () => boolean) {
  return parseConfiguration(text, { modules, env, configDir: dir, ...(opens && { opens }) });
}

function demoOptions(sources: readonly { readonly options?: unknown }[]): z.output<typeof options> {
  return sources[0]?.options as z.output<typeof options>;
}

function message(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof TributaryError)) throw error;
    expect(error.code).toBe('CONFIGURATION_INVALID');
    expect(error.retryable).toBe(false);
    return error.message;
  }
  throw new Error('It was accepted.');
}

const good = `
version: 1
sources:
  - name: demo-west
    adapter: demo
    regions: [west]
    options: { url: "http://127.0.0.1:1/api", token: { env: TOKEN } }
`;

describe('A good configuration', () => {
  test('is typed, with every default in it', () => {
    const { sources, members, gateway, version, configDir } = parse(good);
    expect({ members, gateway, version, configDir }).toEqual({
      members: [],
      gateway: {
        coalesce: true,
        maxBodyBytes: 1048576,
        deadlineMs: 10000,
        limits: expect.objectContaining({ maxDepth: 30 }),
      },
      version: 1,
      configDir: dir,
    });
    expect(sources).toHaveLength(1);
    expect(sources[0]).toMatchObject({
      name: 'demo-west',
      adapter: 'demo',
      regions: ['west'],
      timeoutMs: 5000,
      concurrency: 4,
      maxResponseBytes: 33554432,
      options: { url: 'http://127.0.0.1:1/api', pollMs: 1000, mode: 'live', auth: { type: 'none' } },
    });
    const { token } = demoOptions(sources);
    expect(token).toBeInstanceOf(Secret);
    expect(token?.reveal()).toBe('from-the-environment');
  });

  test('takes a secret from a file beside it, without its last line break', () => {
    const { sources } = parse(good.replace('{ env: TOKEN }', '{ file: token }'));
    expect(demoOptions(sources).token?.reveal()).toBe('from-a-file');
  });

  test('does not need the secrets of sources that another process opens', () => {
    const remote = good
      .replace('regions: [west]', 'endpoint: http://adapter:4101/')
      .replace('TOKEN', 'UNSET');
    const { sources } = parse(remote);
    expect(sources[0]?.endpoint).toBe('http://adapter:4101');
    const { token } = demoOptions(sources);
    expect(() => token?.reveal()).toThrow(
      'A secret must be read by the process that opens its source, but this one did not read environment variable UNSET.',
    );
    expect(() => parse(remote, () => true)).toThrow('UNSET, which is not set');
    expect(() => parse(good.replace('TOKEN', 'UNSET'), () => false)).not.toThrow();
  });

  test('leaves the domains that a source is not asked for to others', () => {
    const two = new Map<string, AdapterModule>([
      ['demo', { ...module, manifest: { ...module.manifest, domains: TWO_DOMAINS } }],
    ]);
    const text = `${good.replace('regions', 'domains: [faults]\n    regions')}
members: [{ source: demo-west, domain: inventory, url: "http://x" }]`;
    const { sources, members } = parseConfiguration(text, { modules: two, env, configDir: dir });
    expect([sources[0]?.domains, members[0]?.domain]).toEqual([['faults'], 'inventory']);
  });

  test('names members of others', () => {
    const { members } = parse(`
version: 1
members:
  - { source: alarms-north, domain: faults, url: "http://north/graphql/", regions: [north] }
  - { source: cmdb, domain: inventory, url: "http://cmdb/graphql", role: CONTRIBUTES, contributes: { Resource: [technology] } }
`);
    expect(members).toEqual([
      {
        source: 'alarms-north',
        domain: 'faults',
        url: 'http://north/graphql/',
        role: 'ENUMERATES',
        regions: ['north'],
        contributes: {},
      },
      {
        source: 'cmdb',
        domain: 'inventory',
        url: 'http://cmdb/graphql',
        role: 'CONTRIBUTES',
        regions: [],
        contributes: { Resource: ['technology'] },
      },
    ]);
  });
});

function source(lines: string): string {
  return `version: 1\nsources:\n  - name: a\n    adapter: demo\n    ${lines.replaceAll('\n', '\n    ')}\n`;
}
function withOptions(text: string): string {
  return source(`options: ${text}`);
}

describe('A bad configuration is refused, with path, line, rule, value and remedy:', () => {
  test.each<[title: string, text: string, ...expected: string[]]>([
    [
      'precedence of what is not there, and of one field twice',
      `${good}
precedence:
  - { type: Resource, fields: [equipmnt, name], sources: [demo-wst] }
  - { type: Alarm, fields: [name], sources: [demo-west] }
  - { type: Resource, fields: [name], sources: [demo-west] }
`,
      'precedence[0].fields[0]',
      'Did you mean "equipment"?',
      'precedence[0].sources[0]',
      'Did you mean "demo-west"?',
      'precedence[1].type',
      'precedence[2].fields[0]',
      'Resource.name, as precedence[0]',
    ],
    ['empty', '', 'the file must be a mapping, but got: nothing. Begin with `version: 1` and `sources:`.'],
    ['only a comment', '# later\n', 'the file must be a mapping, but got: nothing.'],
    ['a list', '- 1', 'the file must be a mapping, but got: a list.'],
    ['a text', 'hello', 'the file must be a mapping, but got: a string.'],
    ['no version', good.replace('version: 1\n', ''), '`version` must be given, but got: nothing.'],
    [
      'another version',
      good.replace('version: 1', 'version: 2'),
      '`version` (line 2) must be 1, but got: 2.',
    ],
    ['a version in quotes', good.replace('version: 1', 'version: "1"'), 'must be 1, but got: "1".'],
    ['nothing configured', 'version: 1', '`sources` must name a source, or members a member, but got: none.'],
    ['sources no list', 'version: 1\nsources: {}', '`sources` (line 2) must be a list, but got: a mapping.'],
    [
      'a source no mapping',
      'version: 1\nsources: [x]',
      '`sources[0]` (line 2) must be a mapping, but got: "x".',
    ],
    [
      'an unknown top key',
      good + 'soruces: []',
      '`soruces` (line 8) must not be there: nothing of this name is known here. Did you mean "sources"?',
    ],
    [
      'an unknown key of a source',
      source('timeoutMS: 5'),
      '`sources[0].timeoutMS` (line 5)',
      'Did you mean "timeoutMs"?',
    ],
    [
      'an unknown key far from all',
      source('zzz: 5'),
      'Known are: name, adapter, regions, domains, endpoint,',
    ],
    [
      'an unknown adapter',
      source('options: {}').replace('demo', 'dmeo'),
      '`sources[0].adapter` (line 4) must be one of demo, but got: "dmeo". Did you mean "demo"?',
    ],
    [
      'a name that is no label',
      good.replace('demo-west', 'Demo_West'),
      '`sources[0].name` (line 4) must be a DNS label',
      'but got: "Demo_West".',
    ],
    [
      'two of one name',
      `${good}  - name: demo-west\n    adapter: demo\n    options: { url: "http://x" }\n`,
      '`sources[1].name` (line 8) must be a name of its own, but got: "demo-west", as sources[0].',
    ],
    [
      'a number as text',
      source('timeoutMs: 5s'),
      '`sources[0].timeoutMs` (line 5) must be a number, but got: "5s".',
    ],
    [
      'a number too small',
      source('concurrency: 0'),
      'must be at least 1, but got: 0.',
      'It is: How many calls',
    ],
    ['a number with a fraction', source('concurrency: 1.5'), 'must be a whole number, but got: 1.5.'],
    [
      'no options',
      source('regions: []'),
      '`sources[0].options.url` (line 3) must be given, but got: nothing. It is: Where the API is.',
    ],
    [
      'options no mapping',
      withOptions('[1]'),
      '`sources[0].options` (line 5) must be a mapping, but got: a list of 1.',
    ],
    [
      'an unknown option',
      withOptions('{ url: "http://x", polMs: 1 }'),
      '`sources[0].options.polMs`',
      'Did you mean "pollMs"?',
    ],
    [
      'a URL of another scheme',
      withOptions('{ url: "ftp://x" }'),
      '`sources[0].options.url` (line 5) must be an http or https URL, but got: "ftp://x". Write it as',
    ],
    [
      'a URL with credentials',
      withOptions('{ url: "http://u:hunter2@x" }'),
      'must be a URL without credentials, but got: "http://[secret]@x". Give them by { env: NAME } or { file: PATH }.',
    ],
    [
      'another word',
      withOptions('{ url: "http://x", mode: snapshto }'),
      'must be one of live, snapshot, but got: "snapshto". Did you mean "snapshot"?',
    ],
    [
      'a choice without its kind',
      withOptions('{ url: "http://x", auth: { type: bsaic } }'),
      '`sources[0].options.auth.type`',
      'must be one of basic, none, but got: "bsaic".',
    ],
    [
      'a choice with a key missing',
      withOptions('{ url: "http://x", auth: { type: basic, user: u } }'),
      '`sources[0].options.auth.password` (line 5) must be { env: NAME } or { file: PATH }, but got: nothing.',
    ],
    [
      'a secret in the file',
      withOptions('{ url: "http://x", token: hunter2 }'),
      '`sources[0].options.token` (line 5) must be { env: NAME } or { file: PATH }, but got: (not shown). Secrets never stand in the file itself.',
    ],
    [
      'a secret in place of what holds it',
      withOptions('{ url: "http://x", auth: hunter2 }'),
      '`sources[0].options.auth` (line 5) must be a mapping, but got: (not shown).',
    ],
    ['a secret for options', withOptions('hunter2'), 'must be a mapping, but got: (not shown).'],
    [
      'a secret by a wrong way',
      withOptions('{ url: "http://x", token: { vault: hunter2 } }'),
      'must be { env: NAME } or { file: PATH }, but got: (not shown).',
    ],
    [
      'a secret by two ways',
      withOptions('{ url: "http://x", token: { env: TOKEN, file: x } }'),
      'must be { env: NAME } or { file: PATH }',
    ],
    [
      'a secret in a wrong place',
      withOptions('{ url: "http://x", auth: { type: none, password: hunter2 } }'),
      '`sources[0].options.auth.password`',
    ],
    [
      'a secret that is not set',
      withOptions('{ url: "http://x", token: { env: UNSET } }'),
      '`sources[0].options.token` (line 5) must name an environment variable that is set, but got: UNSET, which is not set. Set UNSET before the start',
    ],
    [
      'a secret that is empty',
      withOptions('{ url: "http://x", token: { env: EMPTY } }'),
      'but got: EMPTY, which is empty.',
    ],
    [
      'a secret without its file',
      withOptions('{ url: "http://x", token: { file: nowhere } }'),
      'must name a readable file with a secret in it, but got: nowhere, which cannot be read (ENOENT).',
      join(dir, 'nowhere'),
    ],
    [
      'a secret in an empty file',
      withOptions('{ url: "http://x", token: { file: empty } }'),
      'but got: empty, which is empty.',
    ],
    ['a prototype for a key', `${good}__proto__: { a: 1 }\n`, '`__proto__` (line 8) must not be there'],
    [
      'an endpoint that is none',
      source('endpoint: adapter'),
      '`sources[0].endpoint` (line 5) must be an http or https URL, but got: "adapter".',
    ],
    [
      'a log level',
      `${good}gateway: { logLevel: verbose }\n`,
      '`gateway.logLevel` (line 8) must be one of fatal, error, warn',
    ],
    [
      'a domain that the adapter has nothing of',
      source('domains: [faults, services]\noptions: { url: "http://x" }'),
      '`sources[0].domains[1]` (line 5) must be a domain that the adapter demo serves: faults, but got: "services".',
    ],
    [
      'a domain that is none',
      source('domains: [alarms]\noptions: { url: "http://x" }'),
      '`sources[0].domains[0]` (line 5) must be one of inventory, faults, services, but got: "alarms".',
    ],
    [
      'a member of an unknown domain',
      'version: 1\nmembers: [{ source: a, domain: fault, url: "http://x" }]',
      '`members[0].domain` (line 2) must be one of inventory, faults, services, but got: "fault". Did you mean "faults"?',
    ],
    [
      'a member that a source serves already',
      `${good}members: [{ source: demo-west, domain: faults, url: "http://x" }]`,
      '`members[0]` (line 8) must serve a domain that nobody else serves for this source, but got: demo-west faults, as sources[0].',
    ],
    [
      'a member twice',
      'version: 1\nmembers:\n  - { source: a, domain: faults, url: "http://x" }\n  - { source: a, domain: faults, url: "http://y" }',
      '`members[1]` (line 4)',
      'as members[0].',
    ],
    [
      'a contributor of nothing',
      'version: 1\nmembers: [{ source: a, domain: faults, url: "http://x", role: CONTRIBUTES }]',
      '`members[0].contributes` (line 2) must name a field at least, but got: none.',
    ],
    [
      'an enumerator that contributes',
      'version: 1\nmembers: [{ source: a, domain: inventory, url: "http://x", contributes: { Resource: [technology] } }]',
      '`members[0].contributes` (line 2) must be left out unless role is CONTRIBUTES.',
    ],
    [
      'a contributor of an unknown field',
      'version: 1\nmembers: [{ source: a, domain: inventory, url: "http://x", role: CONTRIBUTES, contributes: { Resource: [tecnology], Resuorce: [name] } }]',
      '`members[0].contributes.Resource[0]` (line 2) must be a field of Resource, but got: "tecnology". Did you mean "technology"?',
      '`members[0].contributes.Resuorce` (line 2) must be an entity of inventory, but got: "Resuorce". Did you mean "Resource"?',
    ],
    [
      'a contributor of what only inventories list',
      'version: 1\nmembers: [{ source: a, domain: inventory, url: "http://x", role: CONTRIBUTES, contributes: { Query: [resolve, resources] } }]',
      '`members[0].contributes.Query[1]` (line 2) must be a field of Query, but got: "resources".',
    ],
    [
      'a key twice',
      good.replace('    regions', '    adapter: demo\n    regions'),
      '`sources[0].adapter` (line 6) must stand once. Remove one of the two.',
    ],
    [
      'a quote left open',
      'version: "hunter2',
      'the file (line 1): a bracket, quote, colon, comma or blank must not be missing; see column',
    ],
    ['a tab', 'version: 1\nsources:\n\t- name: x\n', '(line 3)'],
    ['two documents', 'version: 1\n---\nversion: 1\n', 'the file must hold one document only'],
    ['an unknown tag', 'version: !vault hunter2\n', 'a value must not have an unknown tag'],
    ['an alias of nothing', 'version: *hunter2\n', 'an alias (*name) must have an anchor'],
  ])('%s', (_, text, ...expected) => {
    const got = message(text);
    for (const part of expected) expect(got.replaceAll('`', '')).toContain(part.replaceAll('`', ''));
    expect(got).not.toContain('hunter2');
  });

  test('all faults at once, in the order of the file', () => {
    const text = `
version: 1
gateway: { deadlineMs: soon }
sources:
  - name: one
    adapter: demo
    timeout: 5
    options:
      url: nowhere
      token: { env: UNSET }
      pollMs: 1
  - name: one
    adapter: demmo
    adapter: demo
    options: { url: "http://x", token: plain-hunter2 }
  - name: Three
    adapter: snmp
members:
  - { source: x, domain: faults, url: "http://x", rol: ENUMERATES }
`;
    expect(
      message(text)
        .replaceAll('`', '')
        .split('\n')
        .map((line) => line.slice(0, 90)),
    ).toEqual([
      expect.stringContaining('has 11 faults:'),
      expect.stringContaining('gateway.deadlineMs (line 3)'),
      expect.stringContaining('sources[0].timeout (line 7)'),
      expect.stringContaining('sources[0].options.url (line 9)'),
      expect.stringContaining('sources[0].options.token (line 10)'),
      expect.stringContaining('sources[0].options.pollMs (line 11)'),
      expect.stringContaining('sources[1].name (line 12)'),
      expect.stringContaining('sources[1].adapter (line 14)'),
      expect.stringContaining('sources[1].options.token (line 15)'),
      expect.stringContaining('sources[2].name (line 16)'),
      expect.stringContaining('sources[2].adapter (line 17)'),
      expect.stringContaining('members[0].rol (line 19)'),
    ]);
  });

  test('aliases that multiply are not followed', () => {
    const levels = Array.from({ length: 12 }, (_, i) =>
      i === 0 ? 'l0: &l0 [x, x]' : `l${i}: &l${i} [${`*l${i - 1}, `.repeat(9)}*l${i - 1}]`,
    );
    expect(message(levels.join('\n'))).toContain('must not use its aliases so often');
  });
});

describe('From the disk', () => {
  test('paths start at the folder of the file', () => {
    writeFileSync(join(dir, 'tributary.yaml'), good.replace('{ env: TOKEN }', '{ file: ./token }'));
    const { sources, configDir } = loadConfiguration(join(dir, 'tributary.yaml'), modules, env);
    expect(configDir).toBe(dir);
    expect(demoOptions(sources).token?.reveal()).toBe('from-a-file');
  });

  test.each([
    ['none.yaml', 'no such file'],
    ['.', 'a folder'],
    ['latin1.yaml', 'bytes that are not UTF-8'],
  ])('%s cannot be read', (name, why) => {
    writeFileSync(join(dir, 'latin1.yaml'), Buffer.from([0x76, 0xe9, 0xff]));
    const path = join(dir, name);
    expect(() => loadConfiguration(path, modules, env)).toThrow(
      `must be a readable text, but got: ${why}. TRIBUTARY_CONFIG names the file;`,
    );
    expect(() => loadConfiguration(path, modules, env)).toThrow(path.replace(/\/\.$/, ''));
  });
});
