import { afterEach, expect, test } from '@jest/globals';
import { type ContractServer, startContractServer, testMember } from '../testing/contract-server.ts';
import { healthOfMembers } from './source-health.ts';

const servers: ContractServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

test('a source is asked when somebody wants to know, and not again soon', async () => {
  const server = await startContractServer('faults', 'zabbix-west', {});
  servers.push(server);
  const [health, ...more] = healthOfMembers([server.member]);
  expect(more).toEqual([]);
  expect(health?.source).toBe('zabbix-west');
  expect(health?.status().state).toBe('CONNECTING');
  await health?.probe?.();
  expect(health?.status().state).toBe('UP');
  await health?.probe?.();
  expect(server.requests()).toBe(1);
});

test('a source stands as the worst of its members', async () => {
  const server = await startContractServer('faults', 'zabbix-west', {});
  servers.push(server);
  const away = testMember('http://127.0.0.1:1/', { domain: 'inventory' });
  const [health] = healthOfMembers([server.member, away]);
  await health?.probe?.();
  expect(health?.status()).toMatchObject({ state: 'DOWN', error: { code: 'SOURCE_UNAVAILABLE' } });
  await away.close();
});
