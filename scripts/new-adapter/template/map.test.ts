import { describe, expect, test } from '@jest/globals';
import { mapAlarm, nativeIdOf, nodeOf, severityOf } from './map.ts';
import { alarmRow } from './types.ts';

const AS_OF = '2026-03-01T12:00:00.000Z';
const ROW = {
  id: 17,
  condition: 'ne-1:los',
  node: { id: 'ne-1', name: 'par-cr1', address: '192.0.2.11' },
  severity: 'critical',
  category: 'communications',
  cause: 'lossOfSignal',
  text: 'Loss of signal on 1/1/1',
  raisedAt: '2026-03-01T09:30:00.5+01:00',
};

const map = (more: object = {}) => mapAlarm(alarmRow.parse({ ...ROW, ...more }), 'acme', AS_OF);

/** A row per rule of the mapping. */
describe('an alarm', () => {
  test.each([
    ['has an id of its key, so that ids stand in the order of keys', {}, { id: 'acme/b17' }],
    ['has the condition for its key', {}, { alarmKey: 'ne-1:los' }],
    ['is open', {}, { state: 'RAISED', alarmClearedTime: null, actions: ['ACKNOWLEDGE'] }],
    [
      'is over',
      { clearedAt: '2026-03-01T10:00:00+01:00' },
      { state: 'CLEARED', alarmClearedTime: '2026-03-01T09:00:00.000Z', actions: [] },
    ],
    ['has its type', {}, { alarmType: 'COMMUNICATIONS_ALARM', probableCause: 'lossOfSignal' }],
    ['of a type that nobody knows', { category: 'odd' }, { alarmType: 'UNKNOWN' }],
    ['has its times in UTC', {}, { alarmRaisedTime: '2026-03-01T08:30:00.500Z' }],
    ['says nothing that the source does not say', { text: '' }, { specificProblem: null, ackUser: null }],
    ['is nobody’s', {}, { ackState: 'UNACKNOWLEDGED', ackTime: null }],
    [
      'is somebody’s',
      { acknowledgedBy: 'noc1', acknowledgedAt: '2026-03-01T09:40:00Z' },
      { ackState: 'ACKNOWLEDGED', ackUser: 'noc1', ackTime: '2026-03-01T09:40:00.000Z', actions: [] },
    ],
    [
      'keeps the vendor’s key',
      {},
      { sourceRecord: { source: 'acme', nativeId: '17', asOf: AS_OF, href: null } },
    ],
  ])('%s', (_, more, expected) => {
    expect(map(more).record).toMatchObject(expected);
  });

  test('is on its node, by the key of the node', () => {
    expect(map()).toMatchObject({ object: 'node.ne-1', element: 'node.ne-1' });
    expect(map({ node: null })).toMatchObject({ object: null, element: null });
  });
});

test.each([
  ['critical', 'CRITICAL'],
  [' Major ', 'MAJOR'],
  ['minor', 'MINOR'],
  ['warning', 'WARNING'],
  ['catastrophic', 'INDETERMINATE'],
  [null, 'INDETERMINATE'],
])('severity %s is %s', (severity, expected) => {
  expect(severityOf(severity)).toBe(expected);
});

test('a node is known by its name and its address, as far as it has them', () => {
  expect(nodeOf(alarmRow.parse(ROW))?.identifiers).toEqual([
    { type: 'NAME', value: 'par-cr1' },
    { type: 'MANAGEMENT_ADDRESS', value: '192.0.2.11' },
  ]);
  expect(nodeOf(alarmRow.parse({ ...ROW, node: { id: 'ne-1', name: '' } }))?.identifiers).toEqual([]);
  expect(nodeOf(alarmRow.parse({ ...ROW, node: null }))).toBeNull();
});

test('only ids of this source have a key of the vendor', () => {
  expect(nativeIdOf('acme', 'acme/b17')).toBe('17');
  expect(nativeIdOf('acme', 'other/b17')).toBeNull();
  expect(nativeIdOf('acme', 'acme/x')).toBeNull();
});
