import { afterEach, expect, test } from '@jest/globals';
import { request } from 'undici';
import type { Member } from '#schema/ports/member.ts';
import type { SourceStatus } from '#schema/ports/adapter.ts';
import { MemberDirectory } from '../members/directory.ts';
import { testMember } from '../testing/contract-server.ts';
import { type TestGateway, startTestGateway } from '../testing/test-gateway.ts';
import type { SourceHealth } from './health.ts';

const opened: TestGateway[] = [];
const everyDomain: Member[] = [
  testMember('http://127.0.0.1:1/', { domain: 'inventory', source: 'legacy-west' }),
  testMember('http://127.0.0.1:1/', { domain: 'services', source: 'legacy-west' }),
  testMember('http://127.0.0.1:1/', { domain: 'faults', source: 'zabbix-west' }),
];
const up: SourceStatus = { state: 'UP', version: '6.0.14', asOf: null, stale: false, error: null };
const error = { code: 'SOURCE_UNAVAILABLE', message: '`zabbix-west` cannot be reached.' } as const;
const down: SourceStatus = { ...up, state: 'DOWN', version: null, error };

afterEach(async () => {
  for (const gateway of opened.splice(0)) await gateway.close();
});

async function ask(path: string, members: Member[], sources: SourceHealth[], stopping = false) {
  const gateway = await startTestGateway(members, {
    health: { members: new MemberDirectory(members), sources: () => sources, isStopping: () => stopping },
  });
  opened.push(gateway);
  const { statusCode, body } = await request(gateway.url + path);
  return { status: statusCode, body: (await body.json()) as Record<string, unknown> };
}

test('alive', async () => {
  expect(await ask('/health/live', [], [])).toEqual({ status: 200, body: { live: true } });
});

test('ready where every domain has a member, whoever is away; who is away is named', async () => {
  const sources = [
    { source: 'legacy-west', status: () => up },
    { source: 'zabbix-west', status: () => down },
  ];
  const { status, body } = await ask('/health/ready', everyDomain, sources);
  expect(status).toBe(200);
  expect(body).toEqual({
    ready: true,
    domains: { inventory: ['legacy-west'], faults: ['zabbix-west'], services: ['legacy-west'] },
    sources: [
      { source: 'legacy-west', ...up },
      { source: 'zabbix-west', ...down },
    ],
    missing: ['zabbix-west'],
  });
});

test('not ready where a domain has nobody', async () => {
  const { status, body } = await ask('/health/ready', everyDomain.slice(0, 2), []);
  expect(status).toBe(503);
  expect(body).toMatchObject({ ready: false, domains: { faults: [] } });
});

test('not ready while stopping', async () => {
  expect((await ask('/health/ready', everyDomain, [], true)).status).toBe(503);
});

test('a source elsewhere is asked first', async () => {
  let state = { ...up, state: 'CONNECTING' as SourceStatus['state'] };
  const elsewhere: SourceHealth = {
    source: 'zabbix-west',
    status: () => state,
    probe: () => {
      state = up;
      return Promise.resolve();
    },
  };
  expect((await ask('/health/ready', everyDomain, [elsewhere])).body).toMatchObject({ missing: [] });
});
