/** The live set over real HTTP, against an emulation that speaks the protocol of each version. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ZabbixEmulation, startZabbixEmulation } from '#lab/estate/zabbix/start-zabbix-emulation.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import {
  type Bench,
  SOURCE,
  TOKEN,
  call,
  graphOf,
  openAlarms,
  openBench,
  request,
  until,
} from './test-bench.ts';

const CLOCK = 1_795_400_000;
const HOSTS = [
  { host: 'par-cr1', name: 'Paris core 1', interfaces: [{ ip: '198.51.100.1' }], groups: ['Sites/Paris'] },
  { host: 'lyo-cr1', name: 'Lyon core 1', interfaces: [{ ip: '198.51.100.2' }] },
];
const TRIGGERS = [
  {
    triggerid: '23001',
    hosts: ['par-cr1'],
    description: 'Interface down on {HOST.NAME}',
    priority: 4,
    tags: [
      { tag: 'alarmType', value: 'communicationsAlarm' },
      { tag: 'probableCause', value: 'lossOfSignal' },
      { tag: 'interface', value: '0/0/0' },
    ],
  },
  {
    triggerid: '23002',
    hosts: ['lyo-cr1'],
    description: 'High CPU on {HOST.NAME}',
    priority: 2,
    manualClose: true,
  },
  {
    triggerid: '23003',
    hosts: ['par-cr1', 'lyo-cr1'],
    description: 'No path between the cores',
    priority: 5,
  },
] as const;
const PORT_OF_PARIS = { type: 'PORT_NAME', scope: 'inv/device.a1', value: '0/0/0' } as const;
const GRAPH = graphOf([
  { id: 'inv/device.a1', keys: [{ type: 'NAME', value: 'PAR-CR1' }], ancestorIds: ['inv/site.a1'] },
  { id: 'inv/port.a7', keys: [PORT_OF_PARIS], ancestorIds: ['inv/device.a1', 'inv/site.a1'] },
  { id: 'inv/device.a2', keys: [{ type: 'MANAGEMENT_ADDRESS', value: '198.51.100.2' }], region: 'east' },
]);
const OBJECTS = [{ tag: 'interface', type: 'PORT_NAME', within: 'host' }];

describe.each(['6.0.14', '6.4.2', '7.0.5', '7.4.1'])('the live set over Zabbix %s', (version) => {
  let source: ZabbixEmulation;
  let bench: Bench;
  const names = async (): Promise<string[]> =>
    (await openAlarms(bench.faults)).map((alarm) => alarm.specificProblem ?? '').toSorted();
  const alarm = async (eventid: string): Promise<AlarmRecord | undefined> =>
    (await openAlarms(bench.faults)).find((one) => one.sourceRecord?.nativeId === eventid);

  beforeEach(async () => {
    source = await startZabbixEmulation({ version, token: TOKEN, hosts: HOSTS, triggers: TRIGGERS });
    bench = openBench(source.url, { objects: OBJECTS }, GRAPH, { timeoutMs: 1500 });
  });
  afterEach(async () => {
    await bench.close();
    await source.close();
  });

  test('nothing is known before the first synchronisation, everything after it', async () => {
    expect(bench.adapter.status()).toMatchObject({ state: 'CONNECTING', version: null });
    await expect(bench.faults.alarms(request(), call())).rejects.toMatchObject({ code: 'NOT_SYNCHRONISED' });
    const { eventid } = source.control.raise('23001', { clock: CLOCK, ns: 250_000_000 });
    source.control.raise('23002', { clock: CLOCK - 500 });
    await bench.adapter.start();
    expect(bench.adapter.status()).toMatchObject({ state: 'UP', version, stale: false, error: null });
    expect(bench.faults.faultSource()).toMatchObject({ source: SOURCE, syncState: 'IN_SYNC', openAlarms: 2 });
    await until(async () => Boolean((await alarm(eventid))?.alarmedObject));
    expect(await alarm(eventid)).toMatchObject({
      id: 'suite/a1',
      alarmKey: 'suite/trigger.e23001',
      state: 'RAISED',
      perceivedSeverity: 'MAJOR',
      alarmType: 'COMMUNICATIONS_ALARM',
      probableCause: 'lossOfSignal',
      specificProblem: 'Interface down on Paris core 1',
      alarmReportingTime: '2026-11-23T02:13:20.250Z',
      ackState: 'UNACKNOWLEDGED',
      alarmedObject: { id: 'inv/port.a7' },
      managedElement: { id: 'inv/device.a1' },
      alarmedObjectName: 'par-cr1 0/0/0',
      region: 'west',
      actions: ['ACKNOWLEDGE', 'COMMENT'],
    });
    expect((await openAlarms(bench.faults)).map(({ id }) => id)).toEqual(['suite/a1', 'suite/a2']);
  });

  test('a new problem comes, an ended one goes', async () => {
    await bench.adapter.start();
    expect(await names()).toEqual([]);
    const problem = source.control.raise('23002');
    await until(async () => (await names()).length === 1);
    source.control.resolve(problem.eventid);
    await until(async () => (await names()).length === 0);
  });

  test('what operators and maintenances do to a problem is seen', async () => {
    const { eventid } = source.control.raise('23002');
    await bench.adapter.start();
    expect(await alarm(eventid)).toMatchObject({ perceivedSeverity: 'WARNING', suppressed: false });
    source.control.setSeverity(eventid, 5);
    source.control.suppress(eventid);
    await until(async () => (await alarm(eventid))?.perceivedSeverity === 'CRITICAL');
    expect(await alarm(eventid)).toMatchObject({ suppressed: true, plannedOutage: true });
    source.control.suppress(eventid, '0');
    await until(async () => (await alarm(eventid))?.plannedOutage === false);
    expect(await alarm(eventid)).toMatchObject({ suppressed: true });
    source.control.unsuppress(eventid);
    await until(async () => (await alarm(eventid))?.suppressed === false);
    source.control.note(eventid, {
      userid: '1',
      message: 'mine',
      action: 6,
      old_severity: 0,
      new_severity: 0,
    });
    source.control.event(eventid).acknowledged = true;
    await until(async () => (await alarm(eventid))?.ackState === 'ACKNOWLEDGED');
    expect(await alarm(eventid)).toMatchObject({
      ackUser: '1',
      comments: [{ text: 'mine', user: '1' }],
      actions: ['UNACKNOWLEDGE', 'COMMENT', 'CLEAR'],
    });
  });

  test('a host that is switched off hides its problems, a trigger that is gone takes them along', async () => {
    const { eventid } = source.control.raise('23001');
    await bench.adapter.start();
    source.control.updateHost('par-cr1', { disabled: true });
    await until(async () => (await alarm(eventid))?.suppressed === true);
    source.control.triggers.delete('23001');
    await until(async () => (await names()).length === 0);
    expect(await bench.faults.alarmsByIds(['suite/a1'], call())).toEqual([null]);
  });

  test('a host that comes up later has its first alarm on the right element', async () => {
    const slow = { objects: OBJECTS, hostRefreshSeconds: 3600 };
    const own = openBench(
      source.url,
      slow,
      graphOf([{ id: 'inv/device.b12', keys: [{ type: 'NAME', value: 'nce-cr1' }] }]),
    );
    await own.adapter.start();
    source.control.addHost({ host: 'nce-cr1' });
    source.control.addTrigger({
      triggerid: '23009',
      hosts: ['nce-cr1'],
      description: 'Fan failed',
      priority: 3,
    });
    source.control.raise('23009');
    await until(async () => (await openAlarms(own.faults))[0]?.alarmedObject?.id === 'inv/device.b12');
    await own.close();
  });

  test('a problem of several hosts is on none of them', async () => {
    const { eventid } = source.control.raise('23003');
    await bench.adapter.start();
    expect(await alarm(eventid)).toMatchObject({
      alarmedObject: null,
      managedElement: null,
      alarmedObjectName: 'par-cr1, lyo-cr1',
    });
  });

  test('a source that falls silent is lost, and back without a ghost', async () => {
    const stays = source.control.raise('23001');
    const ends = source.control.raise('23002');
    await bench.adapter.start();
    const before = bench.adapter.status().asOf ?? '';
    source.pause();
    await until(() => bench.faults.faultSource().syncState === 'LOST');
    expect(bench.adapter.status()).toMatchObject({
      state: 'DOWN',
      stale: true,
      error: { code: 'SOURCE_TIMEOUT' },
    });
    const page = await bench.faults.alarms(request(), call());
    expect([page.items.length, page.complete]).toEqual([2, false]);
    source.control.resolve(ends.eventid);
    const comes = source.control.raise('23003');
    source.resume();
    await until(() => bench.faults.faultSource().syncState === 'IN_SYNC');
    const back = await bench.faults.alarms(request(), call());
    expect(back.items.map((one) => one.sourceRecord?.nativeId).toSorted()).toEqual(
      [stays.eventid, comes.eventid].toSorted(),
    );
    expect(back.complete).toBe(true);
    expect((bench.adapter.status().asOf ?? '') >= before).toBe(true);
  });

  test('what a list says of itself and what is told of the source agree at every moment', async () => {
    source.control.raise('23001');
    await bench.adapter.start();
    // read in one moment; answered later
    const isComplete = async (): Promise<boolean> => {
      const list = bench.faults.alarms(request(), call());
      const { state, stale, error } = bench.adapter.status();
      const { complete } = await list;
      expect([state, stale, error === null]).toEqual(complete ? ['UP', false, true] : ['DOWN', true, false]);
      return complete;
    };
    const whenComplete = async (wanted: boolean): Promise<void> => {
      const end = Date.now() + 20_000;
      while ((await isComplete()) !== wanted) {
        if (Date.now() > end) throw new Error(`It must be ${wanted ? '' : 'in'}complete within 20 s.`);
        await new Promise(setImmediate);
      }
    };
    for (let outage = 0; outage < 3; outage++) {
      // several: the first may meet a question that nothing hangs on
      for (let n = 0; n < 5; n++) source.answerNext(500, 'text/plain', 'out of order');
      await whenComplete(false);
      await whenComplete(true);
    }
  });
});

describe('event ids', () => {
  test('one that is committed late, below others, is not lost', async () => {
    const source = await startZabbixEmulation({ token: TOKEN, hosts: HOSTS, triggers: TRIGGERS });
    const bench = openBench(source.url, { reconcileSeconds: 3600 });
    await bench.adapter.start();
    const reserved = source.control.reserveEventId();
    source.control.raise('23001');
    await until(async () => (await openAlarms(bench.faults)).length === 1);
    source.control.raise('23002', { eventid: reserved });
    await until(async () => (await openAlarms(bench.faults)).length === 2);
    await bench.close();
    await source.close();
  });

  test('are paged through, however many problems there are', async () => {
    const source = await startZabbixEmulation({
      version: '7.0.5',
      token: TOKEN,
      hosts: HOSTS,
      triggers: TRIGGERS,
    });
    for (let n = 0; n < 1203; n++) source.control.raise('23001', { clock: CLOCK - (n % 7) });
    const bench = openBench(source.url);
    await bench.adapter.start();
    expect(bench.faults.faultSource()).toMatchObject({ syncState: 'IN_SYNC', openAlarms: 1203 });
    for (let n = 1; n <= 1000; n++) source.control.resolve(String(n));
    await until(() => bench.faults.faultSource().openAlarms === 203);
    for (let n = 0; n < 2100; n++) source.control.raise('23002');
    await until(() => bench.faults.faultSource().openAlarms === 2303);
    await bench.close();
    await source.close();
  });
});

test('causes and symptoms, from 6.4', async () => {
  const source = await startZabbixEmulation({
    version: '6.4.2',
    token: TOKEN,
    hosts: HOSTS,
    triggers: TRIGGERS,
  });
  const cause = source.control.raise('23001');
  const symptom = source.control.raise('23002');
  const bench = openBench(source.url);
  await bench.adapter.start();
  const [first, second] = await bench.faults.alarmsByIds(['suite/a1', 'suite/a2'], call());
  expect([first?.isRootCause, first?.parentAlarm, second?.parentAlarm]).toEqual([false, null, null]);
  source.control.setCause(symptom.eventid, cause.eventid);
  const isCause = async (): Promise<unknown> =>
    (await bench.faults.alarmsByIds(['suite/a1'], call()))[0]?.isRootCause;
  await until(async () => (await isCause()) === true);
  expect((await bench.faults.alarmsByIds(['suite/a2'], call()))[0]).toMatchObject({
    parentAlarm: { id: 'suite/a1' },
  });
  source.control.resolve(symptom.eventid);
  await until(async () => (await isCause()) === false);
  await bench.close();
  await source.close();
});
