/**
 * Against the real Zabbix that lab/real/zabbix.sh starts (its `env` in the environment): what an element reports is an open
 * alarm within seconds, what people do is seen both ways, and a Zabbix that stops answering is back without a ghost.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { AlarmFilter } from '#schema/types/faults.ts';
import { type Bench, SOURCE, call, graphOf, openBench, request, until } from './test-bench.ts';

const SCRIPT = fileURLToPath(new URL('../../lab/real/zabbix.sh', import.meta.url));
/** Hosts of lab/real/hosts.mjs, with items of lab/real/zabbix-model.mjs: [host, key, healthy, faulty]. */
const CPU = ['bcn02-rtr-327.net.example', 'cpu.util', 34.5, 97.5] as const;
const PORT = ['bcn02-rtr-47.net.example', 'if.oper[xe-0/0/0]', 1, 2] as const;
const BGP = ['bcn02-rtr-327.net.example', 'bgp.state[AS65010]', 6, 1] as const;
const OBJECTS = [
  { tag: 'interface', type: 'PORT_NAME', within: 'host' },
  { tag: 'circuit', type: 'CIRCUIT_ID' },
];
const GRAPH = graphOf([
  { id: 'inv/device.b47', keys: [{ type: 'NAME', value: PORT[0] }] },
  {
    id: 'inv/port.b47',
    keys: [{ type: 'PORT_NAME', scope: 'inv/device.b47', value: '0/0/0' }],
    ancestorIds: ['inv/device.b47'],
  },
]);

function lab(...words: (string | number)[]): void {
  const done = spawnSync(SCRIPT, words.map(String), { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`zabbix.sh ${words.join(' ')}: ${done.stdout}${done.stderr}`);
}

const { ZABBIX_API_URL = '', ZABBIX_TOKEN = '' } = process.env;

async function zabbix(method: string, params: object, token = ZABBIX_TOKEN): Promise<unknown> {
  const response = await fetch(ZABBIX_API_URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json-rpc' },
    body: JSON.stringify({ jsonrpc: '2.0', method, params, auth: token, id: 1 }),
  });
  return ((await response.json()) as { result: unknown }).result;
}

describe('the real Zabbix', () => {
  let bench: Bench;
  const alarms = async (filter: AlarmFilter | null = null): Promise<readonly AlarmRecord[]> =>
    (await bench.faults.alarms(request(filter), call())).items;
  const found = async (words: string, filter: AlarmFilter | null = null): Promise<AlarmRecord | undefined> =>
    (await alarms(filter)).find((alarm) =>
      `${alarm.specificProblem} ${alarm.alarmedObjectName}`.includes(words),
    );
  const eventOf = (alarm: AlarmRecord | undefined): string => alarm?.sourceRecord?.nativeId ?? '';

  beforeAll(async () => {
    expect(ZABBIX_API_URL).not.toBe('');
    for (const [host, key, healthy] of [CPU, PORT, BGP]) lab('send', host, key, healthy);
    bench = openBench(ZABBIX_API_URL, { pollSeconds: 1, reconcileSeconds: 2, objects: OBJECTS }, GRAPH, {
      token: ZABBIX_TOKEN,
      timeoutMs: 5000,
    });
    await bench.adapter.start();
    await until(async () => !(await found(CPU[0])) && !(await found(`${PORT[0]} 0/0/0`)), 10_000);
  });
  afterAll(async () => {
    for (const [host, key, healthy] of [CPU, PORT, BGP]) lab('send', host, key, healthy);
    await bench.close();
  });

  test('is spoken to in its version, and its open problems are the alarms', async () => {
    expect(bench.adapter.status()).toMatchObject({ state: 'UP', version: expect.stringMatching(/^6\.0\./) });
    const problems = (await zabbix('problem.get', { output: ['eventid'] })) as { eventid: string }[];
    await until(
      async () =>
        (await alarms()).map(eventOf).toSorted().join() ===
        problems
          .map(({ eventid }) => eventid)
          .toSorted()
          .join(),
      5000,
    );
    expect((await alarms()).some((alarm) => alarm.suppressed && alarm.plannedOutage)).toBe(true);
    expect(
      (await alarms()).some(
        (alarm) => alarm.perceivedSeverity === 'CRITICAL' && alarm.comments?.length === 1,
      ),
    ).toBe(true);
  });

  test('a problem is there within five seconds, on its port, and gone when it is over', async () => {
    lab('send', PORT[0], PORT[1], PORT[3]);
    await until(async () => (await found(`${PORT[0]} 0/0/0`)) !== undefined, 5000);
    await until(async () => (await found(`${PORT[0]} 0/0/0`))?.alarmedObject?.id === 'inv/port.b47', 5000);
    expect(await found(`${PORT[0]} 0/0/0`)).toMatchObject({
      perceivedSeverity: 'MAJOR',
      alarmType: 'COMMUNICATIONS_ALARM',
      probableCause: 'lossOfSignal',
      managedElement: { id: 'inv/device.b47' },
    });
    const id = (await found(`${PORT[0]} 0/0/0`))?.id ?? '';
    lab('send', PORT[0], PORT[1], PORT[2]);
    await until(async () => !(await found(`${PORT[0]} 0/0/0`)), 5000);
    const [over] = await bench.faults.alarmsByIds([id], call());
    expect(over).toMatchObject({
      id,
      state: 'CLEARED',
      clearUser: null,
      alarmClearedTime: expect.any(String),
    });
    const history = await alarms({ state: ['CLEARED'], alarmKey: [over?.alarmKey ?? ''] });
    expect(history[0]?.id).toBe(id);
    const [onPort] = await bench.faults.alarmsOf(
      ['inv/port.b47'],
      { ...request({ state: ['CLEARED'] }), scope: 'SELF' },
      call(),
    );
    expect(onPort?.items[0]?.id).toBe(id);
  });

  test('taken, commented, given back, closed: in Zabbix at once, and in the answer', async () => {
    lab('send', CPU[0], CPU[1], CPU[3]);
    await until(async () => (await found(CPU[0])) !== undefined, 5000);
    const { id = '' } = (await found(CPU[0])) ?? {};
    const eventid = eventOf(await found(CPU[0]));
    const [taken] = await bench.faults.act('ACKNOWLEDGE', [id, `${SOURCE}/i999999999`], 'on it', call());
    expect(taken).toMatchObject({
      status: 'APPLIED',
      alarm: { id, ackState: 'ACKNOWLEDGED', ackUser: 'oss-adapter', comments: [{ text: 'on it' }] },
    });
    const read = async () =>
      (
        (await zabbix('event.get', { eventids: [eventid], select_acknowledges: 'extend' })) as {
          acknowledged: string;
          acknowledges: unknown[];
        }[]
      )[0];
    expect(await read()).toMatchObject({ acknowledged: '1', acknowledges: { length: 1 } });
    await bench.faults.act('ACKNOWLEDGE', [id], 'on it', call());
    expect((await read())?.acknowledges.length).toBe(1);
    expect(await bench.faults.act('UNACKNOWLEDGE', [id], null, call())).toMatchObject([
      { status: 'APPLIED', alarm: { ackState: 'UNACKNOWLEDGED' } },
    ]);
    expect(await read()).toMatchObject({ acknowledged: '0' });

    await zabbix('event.acknowledge', { eventids: [eventid], action: 8, severity: 4 });
    await until(async () => (await found(CPU[0]))?.perceivedSeverity === 'MAJOR', 10_000);

    const [cleared] = await bench.faults.act('CLEAR', [id], 'known', call());
    expect(['APPLIED', 'PENDING']).toContain(cleared?.status);
    await until(async () => !(await found(CPU[0])), 15_000);
    expect((await bench.faults.alarmsByIds([id], call()))[0]).toMatchObject({
      state: 'CLEARED',
      clearUser: 'oss-adapter',
    });
  });

  test('what a trigger or a right forbids is said', async () => {
    lab('send', BGP[0], BGP[1], BGP[3]);
    await until(
      async () => (await found('BGP session AS65010 not established on Barcelona PE 2')) !== undefined,
      5000,
    );
    const alarm = await found('BGP session AS65010 not established on Barcelona PE 2');
    expect(alarm?.actions).toEqual(['ACKNOWLEDGE', 'COMMENT']);
    expect(await bench.faults.act('CLEAR', [alarm?.id ?? ''], null, call())).toMatchObject([
      { status: 'FAILED', alarm: { state: 'RAISED' }, error: { code: 'NOT_SUPPORTED_BY_SOURCE' } },
    ]);
  });

  test('silent, it is lost; back, it is in sync within ten seconds, with what happened meanwhile', async () => {
    lab('send', PORT[0], PORT[1], PORT[3]);
    await until(async () => (await found(`${PORT[0]} 0/0/0`)) !== undefined, 5000);
    const before = (await alarms()).length;
    lab('pause');
    try {
      await until(() => bench.faults.faultSource().syncState === 'LOST', 10_000);
      const page = await bench.faults.alarms(request(), call());
      expect([page.items.length, page.complete, bench.adapter.status().stale]).toEqual([before, false, true]);
    } finally {
      lab('resume');
    }
    await until(() => bench.faults.faultSource().syncState === 'IN_SYNC', 10_000);
    const ids = (await alarms()).map(({ id }) => id);
    expect([ids.length, new Set(ids).size]).toEqual([before, before]);
    lab('send', PORT[0], PORT[1], PORT[2]);
    await until(async () => !(await found(`${PORT[0]} 0/0/0`)), 10_000);
  });

  test('a login by password serves as well as a token, and is ended', async () => {
    const { ZABBIX_USER = '', ZABBIX_PASSWORD = '' } = process.env;
    const own = openBench(
      ZABBIX_API_URL,
      { token: undefined, username: ZABBIX_USER, password: { env: 'ZABBIX_PASSWORD' }, pollSeconds: 1 },
      graphOf([]),
      { password: ZABBIX_PASSWORD, timeoutMs: 5000 },
    );
    await own.adapter.start();
    expect(own.faults.faultSource().syncState).toBe('IN_SYNC');
    await own.close();
  });
});
