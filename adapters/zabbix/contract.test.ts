import { expect } from '@jest/globals';
import { adapterContract } from '#adapters/kit/suite/adapter-contract.ts';
import { startZabbixEmulation } from '#lab/estate/zabbix/start-zabbix-emulation.ts';
import type { AlarmAction } from '#schema/types/faults.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import { zabbix } from './module.ts';
import { graphOf, request } from './test-bench.ts';

const ENV = { ZABBIX_TOKEN: 'token-of-the-contract', ZABBIX_PASSWORD: 'password-of-the-contract' };
const options = (url: string, more: object = {}) => ({
  options: { url, token: { env: 'ZABBIX_TOKEN' }, pollSeconds: 0.05, ...more },
  env: ENV,
});
const sample = options('http://zabbix.example:8080');
const bad = (name: string, given: Record<string, unknown>, ...mentions: string[]) => ({
  name,
  options: given,
  env: ENV,
  mentions,
});

/** Problem 1 is open and closable, 2 open, 3 and 4 are over. */
async function start() {
  const source = await startZabbixEmulation({
    token: ENV.ZABBIX_TOKEN,
    hosts: [{ host: 'par-cr1' }, { host: 'lyo-cr1', interfaces: [{ ip: '198.51.100.2' }] }],
    triggers: [
      {
        triggerid: '1',
        hosts: ['par-cr1'],
        description: 'Down',
        priority: 4,
        manualClose: true,
        tags: [{ tag: 'alarmType', value: 'equipmentAlarm' }],
      },
      { triggerid: '2', hosts: ['lyo-cr1'], description: 'Hot', priority: 2 },
    ],
  });
  const now = Math.floor(Date.now() / 1000);
  for (let n = 0; n < 24; n++) {
    source.control.raise(n % 2 === 0 ? '1' : '2', { clock: now - (n % 5) });
  }
  for (const eventid of ['3', '4']) source.control.resolve(eventid);
  const known = ['par-cr1', 'lyo-cr1'].map((value, n) => ({
    id: `inv/device.a${n + 1}`,
    keys: [{ type: 'NAME' as const, value }],
  }));
  return {
    options: (url = source.url) => options(url),
    graph: graphOf(known),
    ids: {
      Alarm: ['suite/a1', 'suite/a3', 'suite/a2', 'suite/a4'],
      Resource: ['inv/device.a1', 'inv/device.a2'],
    },
    connections: () => source.calls.length,
    close: () => source.close(),
  };
}

function acts(action: AlarmAction, comment: string | null) {
  return async (adapter: Adapter, _: object, call: Call): Promise<void> => {
    const [outcome] = (await adapter.faults?.act(action, ['suite/a1'], comment, call)) ?? [];
    expect([outcome?.status, outcome?.alarm?.id]).toEqual(['APPLIED', 'suite/a1']);
  };
}

adapterContract({
  module: zabbix,
  sample,
  bad: [
    bad('no address', { token: { env: 'ZABBIX_TOKEN' } }, 'url'),
    bad('no credentials', { url: 'http://h' }, 'username and password'),
    bad('half of them', { url: 'http://h', username: 'x' }, 'username and password'),
    bad(
      'too many',
      { ...options('http://h').options, username: 'x', password: { env: 'ZABBIX_PASSWORD' } },
      'stand alone',
    ),
    bad('a secret in the file', { url: 'http://h', token: ENV.ZABBIX_TOKEN }, 'token', 'env'),
    bad(
      'several at once',
      { ...options('ftp://h').options, pollSeconds: 0, identifiers: [{ field: 'serial', type: 'NAME' }] },
      'url',
      'pollSeconds',
      'identifiers',
      'inventory.<field>',
    ),
    bad('a misspelt name', { ...options('http://h').options, polSeconds: 1 }, 'pollSeconds'),
    bad('no such severity', { ...options('http://h').options, severity: { 4: 'SEVERE' } }, 'severity'),
  ],
  start,
  ask: (adapter, call) => adapter.faults?.alarmsByIds(['suite/c999'], call) ?? Promise.resolve(),
  capabilities: {
    async 'alarms.open'(adapter, _, call) {
      expect((await adapter.faults?.alarms(request(), call))?.items.length).toBe(22);
    },
    async 'alarms.history'(adapter, _, call) {
      const page = await adapter.faults?.alarms(request({ state: ['CLEARED'] }), call);
      expect(page?.items.map(({ id }) => id).toSorted()).toEqual(['suite/a3', 'suite/a4']);
    },
    'alarms.acknowledge': acts('ACKNOWLEDGE', 'mine'),
    'alarms.unacknowledge': acts('UNACKNOWLEDGE', null),
    'alarms.comment': acts('COMMENT', 'noted'),
    'alarms.clear': acts('CLEAR', null),
  },
});
