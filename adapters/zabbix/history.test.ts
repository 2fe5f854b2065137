/** Cleared alarms: asked of Zabbix, paged by key, right across seconds that hold many. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type ZabbixEmulation, startZabbixEmulation } from '#lab/estate/zabbix/start-zabbix-emulation.ts';
import { type Order, compareKeys, keysOf } from '#schema/order.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import { contractRules } from '#schema/rules.ts';
import type { AlarmFilter, Scope } from '#schema/types/faults.ts';
import { type Bench, TOKEN, call, graphOf, openBench, request, until } from './test-bench.ts';

const NOW = Math.floor(Date.now() / 1000);
const HOSTS = [{ host: 'par-cr1' }, { host: 'lyo-cr1' }];
const CIRCUIT = [{ tag: 'circuit', value: 'C-7' }];
const PORT = [{ tag: 'interface', value: '0/0/0' }];
const TRIGGERS = [
  { triggerid: '23001', hosts: ['par-cr1'], description: 'Interface down', priority: 4, tags: PORT },
  { triggerid: '23002', hosts: ['lyo-cr1'], description: 'High CPU', priority: 2 },
  {
    triggerid: '23003',
    hosts: ['par-cr1', 'lyo-cr1'],
    description: 'Circuit down',
    priority: 5,
    tags: CIRCUIT,
  },
] as const;
const GRAPH = graphOf([
  { id: 'inv/device.a1', keys: [{ type: 'NAME', value: 'par-cr1' }], ancestorIds: ['inv/site.a1'] },
  {
    id: 'inv/port.a7',
    keys: [{ type: 'PORT_NAME', scope: 'inv/device.a1', value: '0/0/0' }],
    ancestorIds: ['inv/device.a1', 'inv/site.a1'],
  },
  {
    id: 'inv/device.a2',
    keys: [{ type: 'NAME', value: 'lyo-cr1' }],
    ancestorIds: ['inv/site.a2'],
    region: 'east',
  },
  { id: 'inv/link.a9', keys: [{ type: 'CIRCUIT_ID', value: 'C-7' }] },
]);
const OBJECTS = [
  { tag: 'interface', type: 'PORT_NAME', within: 'host' },
  { tag: 'circuit', type: 'CIRCUIT_ID' },
];
const orderOf = (by: string): Order => contractRules('faults').order('Query', 'alarms', by);

describe.each(['6.0.14', '7.0.5', '7.4.1'])('history, Zabbix %s', (version) => {
  let source: ZabbixEmulation;
  let bench: Bench;

  beforeAll(async () => {
    source = await startZabbixEmulation({ version, token: TOKEN, hosts: HOSTS, triggers: TRIGGERS });
    const { control } = source;
    // 150 in one second, the rest spread; every third stays open; the oldest is out of reach
    for (let n = 0; n < 330; n++) {
      const clock = n < 150 ? NOW - 500 : NOW - 1000 - Math.floor(n / 4);
      const { eventid } = control.raise(TRIGGERS[n % 3]?.triggerid ?? '', { clock, ns: (n % 5) * 1_000_000 });
      if (n % 10 === 0) control.setSeverity(eventid, 3);
      if (n % 7 === 0) control.event(eventid).acknowledged = true;
      if (n % 4 !== 0) control.resolve(eventid, { clock: clock + 60, ...(n % 5 === 0 && { userid: '3' }) });
    }
    const old = control.raise('23001', { clock: NOW - 40 * 86_400 });
    control.resolve(old.eventid, { clock: NOW - 39 * 86_400 });
    bench = openBench(source.url, { objects: OBJECTS, historyDays: 30 }, GRAPH);
    await bench.adapter.start();
    // history binds what it meets on its way
    await list({ state: ['CLEARED'] });
    await until(async () => (await bench.faults.alarms(request({ objectResolved: true }), call())).complete);
  });
  afterAll(async () => {
    await bench.close();
    await source.close();
  });

  async function list(
    filter: AlarmFilter,
    order = orderOf('REPORTING_TIME_DESC'),
    first = 1000,
  ): Promise<AlarmRecord[]> {
    const all: AlarmRecord[] = [];
    for (;;) {
      const last = all.at(-1);
      const after = last ? keysOf(order, last) : null;
      const page = await bench.faults.alarms({ order, first, after, filter }, call());
      expect(page.items.length).toBeLessThanOrEqual(first);
      all.push(...page.items);
      if (!page.hasNextPage) return all;
      expect(page.items.length).toBeGreaterThan(0);
    }
  }

  const cleared = () =>
    [...source.control.events.values()].filter(
      (event) => event.value === 1 && event.recovery && event.clock > NOW - 30 * 86_400,
    );
  const ids = (alarms: readonly AlarmRecord[]) => alarms.map((alarm) => alarm.sourceRecord?.nativeId);

  test.each(['REPORTING_TIME_DESC', 'SEVERITY_DESC'])(
    'every page size gives the same records, once, in order: %s',
    async (by) => {
      const order = orderOf(by);
      const all = await list({ state: ['CLEARED'] }, order);
      expect(ids(all).toSorted()).toEqual(
        cleared()
          .map(({ eventid }) => eventid)
          .toSorted(),
      );
      for (const [i, alarm] of all.entries()) {
        const next = all[i + 1];
        if (next) expect(compareKeys(order, keysOf(order, alarm), keysOf(order, next))).toBeLessThan(0);
      }
      for (const first of [7, 50, 149])
        expect(ids(await list({ state: ['CLEARED'] }, order, first))).toEqual(ids(all));
    },
  );

  test('open and cleared ones as one list', async () => {
    const both = await list({ state: ['RAISED', 'CLEARED'] }, undefined, 100);
    const open = await list({ state: ['RAISED'] });
    expect(new Set(ids(both)).size).toBe(both.length);
    expect(both.length).toBe(open.length + cleared().length);
    expect(both.filter(({ state }) => state === 'RAISED').length).toBe(open.length);
  });

  test('when, and by whom, they were cleared', async () => {
    const byHand = cleared().find((event) => event.recovery?.userid === '3');
    const [alarm] = await bench.faults.alarmsByIds(
      [`suite/${String.fromCharCode(96 + (byHand?.eventid.length ?? 0))}${byHand?.eventid}`],
      call(),
    );
    expect(alarm).toMatchObject({
      state: 'CLEARED',
      clearUser: 'oss-adapter',
      alarmClearedTime: new Date(
        ((byHand?.clock ?? 0) + 60) * 1000 + Math.floor((byHand?.recovery?.ns ?? 0) / 1e6),
      ).toISOString(),
    });
  });

  test('the total of a history is not counted', async () => {
    const page = await bench.faults.alarms(request({ state: ['CLEARED'] }), call());
    expect([await page.totalCount(), page.complete]).toEqual([null, true]);
  });

  test('where nobody counts nothing is read to say that none is flapping', async () => {
    const read = () => source.calls.filter(({ params }) => 'time_till' in params).length;
    const before = read();
    expect(await list({ state: ['CLEARED'], flapping: true })).toEqual([]);
    expect(read()).toBe(before);
  });

  type Filtered = [name: string, filter: AlarmFilter, expected: (alarm: AlarmRecord) => boolean];
  test.each<Filtered>([
    [
      'severity',
      { perceivedSeverity: ['CRITICAL', 'MINOR'] },
      (a) => a.perceivedSeverity === 'CRITICAL' || a.perceivedSeverity === 'MINOR',
    ],
    ['a severity that Zabbix has not', { perceivedSeverity: ['INDETERMINATE'] }, () => false],
    ['acknowledged', { ackState: 'ACKNOWLEDGED' }, (a) => a.ackState === 'ACKNOWLEDGED'],
    ['not acknowledged', { ackState: 'UNACKNOWLEDGED' }, (a) => a.ackState === 'UNACKNOWLEDGED'],
    [
      'the condition',
      { alarmKey: ['suite/trigger.e23002', 'suite/trigger.a9'] },
      (a) => a.alarmKey === 'suite/trigger.e23002',
    ],
    ['a condition of others', { alarmKey: ['elsewhere/trigger.e23002'] }, () => false],
    ['the source', { source: ['elsewhere'] }, () => false],
    ['flapping, where nobody counts', { flapping: true }, () => false],
    ['not flapping, where nobody counts', { flapping: false }, () => true],
    [
      'a device and all inside it',
      { within: ['inv/device.a1'] },
      (a) => a.specificProblem === 'Interface down',
    ],
    ['a site', { within: ['inv/site.a2'] }, (a) => a.specificProblem === 'High CPU'],
    ['a port', { alarmedObject: ['inv/port.a7'] }, (a) => a.specificProblem === 'Interface down'],
    ['a device itself', { alarmedObject: ['inv/device.a2'] }, (a) => a.specificProblem === 'High CPU'],
    ['a link', { alarmedObject: ['inv/link.a9'] }, (a) => a.specificProblem === 'Circuit down'],
    [
      'a link or a device',
      { alarmedObject: ['inv/link.a9', 'inv/device.a2'] },
      (a) => a.specificProblem !== 'Interface down',
    ],
    ['a stranger', { within: ['inv/site.a99'] }, () => false],
    ['a region', { region: ['east'] }, (a) => a.specificProblem === 'High CPU'],
    ['words', { text: 'CIRCUIT' }, (a) => a.specificProblem === 'Circuit down'],
    [
      'time',
      {
        reportedAfter: new Date((NOW - 500) * 1000 + 2).toISOString(),
        reportedBefore: new Date((NOW - 500) * 1000 + 4).toISOString(),
      },
      (a) =>
        /\.00[23]Z$/.test(a.alarmReportingTime ?? '') &&
        Date.parse(a.alarmReportingTime ?? '') > (NOW - 600) * 1000,
    ],
    ['service affecting, which Zabbix cannot tell', { serviceAffecting: true }, () => false],
  ])('filter by %s', async (_, filter, expected) => {
    const all = await list({ state: ['CLEARED'] });
    const kept = await list({ ...filter, state: ['CLEARED'] }, undefined, 40);
    expect(ids(kept)).toEqual(ids(all.filter(expected)));
  });

  test.each<[string, Scope, string[]]>([
    ['inv/device.a1', 'SELF', []],
    ['inv/device.a1', 'CONTAINED', ['Interface down']],
    ['inv/port.a7', 'SELF', ['Interface down']],
    ['inv/link.a9', 'CONTAINED', ['Circuit down']],
    ['inv/device.a2', 'SELF', ['High CPU']],
    ['inv/site.a99', 'CONTAINED', []],
  ])('those on %s, %s', async (id, scope, problems) => {
    const asked = { ...request({ state: ['RAISED', 'CLEARED'] }), scope };
    const [page] = await bench.faults.alarmsOf([id, 'elsewhere/x'], asked, call());
    expect([...new Set(page?.items.map((alarm) => alarm.specificProblem))]).toEqual(problems);
    if (problems.length > 0)
      expect(new Set(page?.items.map(({ state }) => state))).toEqual(new Set(['RAISED', 'CLEARED']));
  });

  test('time, severity, trigger and host are the work of Zabbix', async () => {
    const before = source.calls.length;
    const filter: AlarmFilter = {
      state: ['CLEARED'],
      perceivedSeverity: ['CRITICAL'],
      within: ['inv/site.a2'],
      reportedAfter: new Date((NOW - 700) * 1000).toISOString(),
    };
    await bench.faults.alarms(request(filter), call());
    const asked = source.calls
      .slice(before)
      .find(({ method, params }) => method === 'event.get' && 'time_from' in params);
    expect(asked?.params).toMatchObject({
      severities: [5],
      hostids: [source.control.hostNamed('lyo-cr1').hostid],
      time_from: NOW - 700,
    });
  });
});
