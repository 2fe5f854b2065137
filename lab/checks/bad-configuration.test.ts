/** A configuration with faults starts nothing, and one message names all of them: where, which rule, what was found, what to do. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { startStand } from './stand.ts';

const folder = mkdtempSync(join(tmpdir(), 'tributary-checks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = 'hunter2-is-a-secret';

writeFileSync(
  join(folder, 'mapping.yaml'),
  `version: 1
timezone: Europe/Madird
resources:
  device:
    kind: DEVCE
    relation: DELETE FROM device
    key: { column: id, type: number }
    name: name
    ancestors: [{ type: sight, column: site_id }]
`,
);

const FILE = `version: 1
sources:
  - name: Zabbix West
    adapter: zabix
    options: { url: http://127.0.0.1:1/api_jsonrpc.php }
  - name: zabbix-east
    adapter: zabbix
    timeoutMs: soon
    options: { url: ftp://127.0.0.1/, token: ${SECRET} }
  - name: zabbix-east
    adapter: zabbix
    regoins: [east]
    options: { url: http://127.0.0.1:1/, token: { env: NOT_SET }, pollSeconds: -1 }
  - name: legacy
    adapter: sql
    options: { url: { env: DATABASE_URL }, file: legacy.sqlite, mapping: mapping.yaml }
  - name: legacy-two
    adapter: sql
    options: { file: legacy.sqlite, mapping: mapping.yaml }
members:
  - { source: zabbix-east, domain: faults, url: http://127.0.0.1:1/ }
  - { source: crm, domain: servces, url: http://127.0.0.1:1/ }
  - { source: pm, domain: inventory, url: http://127.0.0.1:1/, role: CONTRIBUTES, contributes: { Resource: [equipmnt] } }
`;

async function messageOf(text: string): Promise<string> {
  const configuration = join(folder, 'tributary.yaml');
  writeFileSync(configuration, text);
  const env = { DATABASE_URL: `postgres://oss:${SECRET}@127.0.0.1/legacy` };
  const error: unknown = await startStand({ configuration, stateRoot: join(folder, 'state'), env }).then(
    (stand) => stand.close(),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'TributaryError', code: 'CONFIGURATION_INVALID' });
  return (error as Error).message;
}

test('several faults: one message names them all, each with its line, and no secret', async () => {
  const message = await messageOf(FILE);
  const lines = message.split('\n');
  const expected = [
    /sources\[0\]\.name \(line 3\) must be a DNS label.*"Zabbix West"/,
    /sources\[0\]\.adapter \(line 4\) must be one of .*zabbix, but got: "zabix"\. Did you mean .*zabbix/,
    /sources\[1\]\.timeoutMs \(line 8\) must .*"soon"/,
    /sources\[1\]\.options\.url \(line 9\) must .*ftp/,
    /sources\[1\]\.options\.token \(line 9\) must .*\(not shown\)/,
    /sources\[2\]\.name \(line 10\) must be a name of its own, but got: "zabbix-east", as sources\[1\]/,
    /sources\[2\]\.regoins \(line 12\).*[Dd]id you mean .*regions/,
    /sources\[2\]\.options\.token.*\(line 13\).*NOT_SET/,
    /sources\[2\]\.options\.pollSeconds \(line 13\) must .*-1/,
    /sources\[3\]\.options\.url \(line 16\) must be given, or else file, and never both/,
    /sources\[4\]\.options\.mapping.*timezone.*Europe\/Madird/,
    /sources\[4\]\.options\.mapping.*kind.*DEVCE/,
    /sources\[4\]\.options\.mapping.*relation.*must begin with SELECT or WITH/,
    /members\[0\] \(line 21\) must serve a domain that nobody else serves.*zabbix-east faults/,
    /members\[1\]\.domain \(line 22\).*servces.*[Dd]id you mean .*services/,
    /members\[2\]\.contributes\.Resource\[0\] \(line 23\) must be a field of Resource, but got: "equipmnt"\. Did you mean .*equipment/,
  ];
  for (const fault of expected) expect(lines).toContainEqual(expect.stringMatching(fault));
  expect(message).not.toContain(SECRET);
  expect(readdirSync(folder)).not.toContain('state');
});

test.each([
  ['nothing', '', /must be a mapping, but got: nothing/],
  ['no sources', 'version: 1\n', /must name a source, or members a member/],
  ['another version', 'version: 2\nsources: []\n', /version \(line 1\).*2/],
  ['no YAML', 'version: 1\nsources: [\n', /line \d/],
  ['a key twice', 'version: 1\nversion: 1\nmembers: []\n', /must stand once/],
  ['prototypes', 'version: 1\n__proto__: { sources: [] }\nmembers: []\n', /__proto__/],
])('a file with %s says what is wrong', async (_, text, expected) => {
  expect(await messageOf(text)).toMatch(expected);
});
