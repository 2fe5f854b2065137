import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { alarmKey, instant, mapAlarm, nativeSeverities, severityOf } from './map.ts';
import { type TriggerRow, eventRow } from './types.ts';

const HOST = { hostid: '10084', host: 'par-cr1', name: 'Paris core 1', status: '0' };
const TRIGGER: TriggerRow = { triggerid: '23133', manual_close: true, status: '0', hosts: [HOST] };
const ROW = {
  eventid: '10233',
  objectid: '23133',
  clock: '1795400000',
  ns: '250999999',
  name: 'Interface down',
  severity: '4',
  acknowledged: '0',
  suppressed: '0',
  r_eventid: '0',
  acknowledges: [],
  suppression_data: [],
  tags: [],
};
const OPTIONS = {
  objects: [
    { tag: 'interface', type: 'PORT_NAME', within: 'host' },
    { tag: 'circuit', type: 'CIRCUIT_ID' },
  ],
  tags: { alarmType: 'alarmType', probableCause: 'probableCause' },
  severity: {},
  uiUrl: undefined,
} as const;

interface Around {
  readonly trigger?: TriggerRow | null;
  readonly editable?: boolean;
  readonly recovery?: { clock: string; ns: string; userid: string };
  readonly isCause?: boolean;
  readonly options?: Partial<Record<keyof typeof OPTIONS, unknown>>;
}

function map(row: Readonly<Record<string, unknown>>, around: Around = {}) {
  return mapAlarm(eventRow.parse({ ...ROW, ...row }), {
    source: 'zabbix-west',
    options: { ...OPTIONS, ...around.options } as unknown as Parameters<typeof mapAlarm>[1]['options'],
    trigger: around.trigger === undefined ? TRIGGER : around.trigger,
    editable: around.editable ?? true,
    recovery: around.recovery ?? null,
    isCause: around.isCause ?? null,
    userName: (userid) => `user-${userid}`,
    asOf: '2026-11-23T03:00:00.000Z',
  });
}

const ack = (action: number, clock = '1795400100', message = '', userid = '7') => ({
  acknowledgeid: clock,
  userid,
  clock,
  message,
  action: String(action),
});
const tag = (name: string, value: string) => ({ tags: [{ tag: name, value }] });
const closed = { r_eventid: '10300' };
const recovery = { clock: '1795400600', ns: '0', userid: '0' };

type Case = [rule: string, row: object, around: Around, expected: object];

describe('the record', () => {
  test.each<Case>([
    ['id by event', {}, {}, { id: 'zabbix-west/e10233' }],
    ['key by trigger', {}, {}, { alarmKey: 'zabbix-west/trigger.e23133' }],
    ['open', {}, {}, { state: 'RAISED', alarmClearedTime: null, clearUser: null }],
    [
      'over',
      closed,
      { recovery },
      { state: 'CLEARED', alarmClearedTime: '2026-11-23T02:23:20.000Z', clearUser: null },
    ],
    ['closed by hand', closed, { recovery: { ...recovery, userid: '3' } }, { clearUser: 'user-3' }],
    ['over, nobody knows when', closed, {}, { state: 'CLEARED', alarmClearedTime: null }],
    ['severity 0', { severity: '0' }, {}, { perceivedSeverity: 'INDETERMINATE' }],
    ['severity 1', { severity: '1' }, {}, { perceivedSeverity: 'INDETERMINATE' }],
    ['severity 2', { severity: '2' }, {}, { perceivedSeverity: 'WARNING' }],
    ['severity 3', { severity: '3' }, {}, { perceivedSeverity: 'MINOR' }],
    ['severity 4', { severity: '4' }, {}, { perceivedSeverity: 'MAJOR' }],
    ['severity 5', { severity: 5 }, {}, { perceivedSeverity: 'CRITICAL' }],
    ['severity unheard of', { severity: 'constructor' }, {}, { perceivedSeverity: 'INDETERMINATE' }],
    [
      'severity overridden',
      {},
      { options: { severity: { '4': 'CRITICAL' } } },
      { perceivedSeverity: 'CRITICAL' },
    ],
    ['time, to the millisecond', {}, {}, { alarmReportingTime: '2026-11-23T02:13:20.250Z' }],
    ['time at the element', {}, {}, { alarmRaisedTime: '2026-11-23T02:13:20.250Z' }],
    ['type by tag', tag('alarmType', 'Equipment alarm'), {}, { alarmType: 'EQUIPMENT_ALARM' }],
    ['type unsaid', {}, {}, { alarmType: 'UNKNOWN' }],
    ['cause by tag', tag('probableCause', 'LOSS OF SIGNAL'), {}, { probableCause: 'lossOfSignal' }],
    ['cause of no standard', tag('probableCause', 'gremlins'), {}, { probableCause: 'UNKNOWN' }],
    ['words', {}, {}, { specificProblem: 'Interface down' }],
    ['no words', { name: '' }, {}, { specificProblem: null }],
    ['uncounted', {}, {}, { occurrences: null, serviceAffecting: null }],
    ['nobody has it', {}, {}, { ackState: 'UNACKNOWLEDGED', ackUser: null, ackTime: null, comments: [] }],
    [
      'somebody has it',
      { acknowledged: '1', acknowledges: [ack(6, '1795400100', 'mine')] },
      {},
      {
        ackState: 'ACKNOWLEDGED',
        ackUser: 'user-7',
        ackTime: '2026-11-23T02:15:00.000Z',
        comments: [{ text: 'mine', user: 'user-7', time: '2026-11-23T02:15:00.000Z' }],
        alarmChangedTime: '2026-11-23T02:15:00.000Z',
      },
    ],
    [
      'the last one has it',
      {
        acknowledged: '1',
        acknowledges: [ack(2, '1795400300', '', '9'), ack(2, '1795400100'), ack(16, '1795400200')],
      },
      {},
      { ackUser: 'user-9', ackTime: '2026-11-23T02:18:20.000Z' },
    ],
    [
      'given back',
      { acknowledges: [ack(2), ack(16, '1795400200')] },
      {},
      { ackState: 'UNACKNOWLEDGED', ackUser: null },
    ],
    [
      'held, nobody says by whom',
      { acknowledged: '1' },
      {},
      { ackState: 'ACKNOWLEDGED', ackUser: null, ackTime: null },
    ],
    [
      'a user that Zabbix names',
      { acknowledged: '1', acknowledges: [{ ...ack(2), username: 'anna' }] },
      {},
      { ackUser: 'anna' },
    ],
    ['changed by its end', closed, { recovery }, { alarmChangedTime: '2026-11-23T02:23:20.000Z' }],
    ['not suppressed', {}, {}, { suppressed: false, plannedOutage: false }],
    [
      'suppressed by a maintenance',
      { suppressed: '1', suppression_data: [{ maintenanceid: '5', suppress_until: '1' }] },
      {},
      { suppressed: true, plannedOutage: true },
    ],
    [
      'suppressed by a person',
      { suppressed: '1', suppression_data: [{ maintenanceid: '0' }] },
      {},
      { suppressed: true, plannedOutage: false },
    ],
    ['trigger off', {}, { trigger: { ...TRIGGER, status: '1' } }, { suppressed: true }],
    ['host off', {}, { trigger: { ...TRIGGER, hosts: [{ ...HOST, status: '1' }] } }, { suppressed: true }],
    ['no cause known', {}, {}, { parentAlarm: null, isRootCause: null }],
    [
      'a symptom',
      { cause_eventid: '42' },
      { isCause: false },
      { parentAlarm: { id: 'zabbix-west/b42' }, isRootCause: false },
    ],
    ['a cause', {}, { isCause: true }, { isRootCause: true }],
    ['can be closed', {}, {}, { actions: ['ACKNOWLEDGE', 'COMMENT', 'CLEAR'] }],
    ['is held', { acknowledged: '1' }, {}, { actions: ['UNACKNOWLEDGE', 'COMMENT', 'CLEAR'] }],
    [
      'closing forbidden',
      {},
      { trigger: { ...TRIGGER, manual_close: false } },
      { actions: ['ACKNOWLEDGE', 'COMMENT'] },
    ],
    ['account may only read', {}, { editable: false }, { actions: ['ACKNOWLEDGE', 'COMMENT'] }],
    ['being closed', { acknowledges: [ack(1)] }, {}, { actions: ['ACKNOWLEDGE', 'COMMENT'] }],
    ['closed', closed, {}, { actions: ['ACKNOWLEDGE', 'COMMENT'] }],
    [
      'trigger unknown',
      {},
      { trigger: null },
      { actions: ['ACKNOWLEDGE', 'COMMENT'], alarmedObjectName: null },
    ],
    [
      'where it came from',
      {},
      { options: { uiUrl: 'https://noc.example/zabbix/' } },
      {
        sourceRecord: {
          source: 'zabbix-west',
          nativeId: '10233',
          asOf: '2026-11-23T03:00:00.000Z',
          href: 'https://noc.example/zabbix/tr_events.php?triggerid=23133&eventid=10233',
        },
      },
    ],
    ['no link without an address', {}, {}, { sourceRecord: { href: null } }],
  ])('%s', (_, row, around, expected) => {
    expect(map({ ...row }, around).record).toMatchObject(expected);
  });
});

describe('the place', () => {
  const two = { ...TRIGGER, hosts: [HOST, { ...HOST, hostid: '10085', host: 'lyo-cr1' }] };
  test.each<Case>([
    ['the host', {}, {}, ['host.10084', 'host.10084', 'par-cr1']],
    [
      'a port of it',
      tag('interface', ' 0/0/0 '),
      {},
      ['host.10084/interface.0/0/0', 'host.10084', 'par-cr1 0/0/0'],
    ],
    ['a circuit', tag('circuit', 'C-7'), {}, ['circuit.C-7', 'host.10084', 'C-7']],
    ['an empty tag', tag('interface', ' '), {}, ['host.10084', 'host.10084', 'par-cr1']],
    ['two hosts', {}, { trigger: two }, [null, null, 'par-cr1, lyo-cr1']],
    [
      'a port of one of two hosts',
      tag('interface', '0/0/0'),
      { trigger: two },
      [null, null, 'par-cr1, lyo-cr1'],
    ],
    ['a circuit between two hosts', tag('circuit', 'C-7'), { trigger: two }, ['circuit.C-7', null, 'C-7']],
    ['none', {}, { trigger: null }, [null, null, null]],
  ])('%s', (_, row, around, expected) => {
    const { object, element, record } = map({ ...row }, around);
    expect([object, element, record.alarmedObjectName]).toEqual(expected);
  });
});

describe('laws', () => {
  test('the mapping is total: whatever a row holds, it has an id, a time in UTC and a known severity', () => {
    const texts = fc.record({
      eventid: fc.bigInt({ min: 1n, max: 10n ** 19n }).map(String),
      clock: fc.integer({ min: 0, max: 2 ** 31 }).map(String),
      ns: fc.integer({ min: 0, max: 2 ** 31 }).map(String),
      name: fc.string(),
      severity: fc.string(),
      tags: fc.array(
        fc.record({
          tag: fc.constantFrom('alarmType', 'probableCause', 'interface', 'x'),
          value: fc.string(),
        }),
      ),
      acknowledges: fc.anything(),
      suppression_data: fc.anything(),
    });
    fc.assert(
      fc.property(texts, (row) => {
        const { record } = map(row);
        expect(record.id).toMatch(/^zabbix-west\/[a-z]\d+$/);
        expect(record.alarmReportingTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(record.perceivedSeverity).toBe(severityOf(row.severity, {}));
      }),
    );
  });

  test('later in Zabbix is later in the graph, and ids compare as their numbers do', () => {
    const moment = fc.tuple(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 999_999_999 }));
    fc.assert(
      fc.property(moment, moment, ([a, an], [b, bn]) => {
        const [x, y] = [instant(String(a), String(an)), instant(String(b), String(bn))];
        if (a < b) expect(x < y).toBe(true);
        if (a === b && an <= bn) expect(x <= y).toBe(true);
      }),
    );
    expect([alarmKey('s', '9') < alarmKey('s', '10'), alarmKey('s', '99') < alarmKey('s', '100')]).toEqual([
      true,
      true,
    ]);
  });

  test('the severities of Zabbix for one of X.733 are those that map to it', () => {
    expect(nativeSeverities(['INDETERMINATE', 'CRITICAL'], {})).toEqual([0, 1, 5]);
    expect(nativeSeverities(['CRITICAL'], { '4': 'CRITICAL' })).toEqual([4, 5]);
    expect(nativeSeverities(['MAJOR'], { '4': 'CRITICAL' })).toEqual([]);
  });
});
