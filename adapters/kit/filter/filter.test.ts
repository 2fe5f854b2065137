import { describe, expect, test } from '@jest/globals';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { ResourceRecord } from '#schema/ports/inventory.ts';
import type { CustomerRecord, ServiceRecord } from '#schema/ports/services.ts';
import type { AlarmFilter } from '#schema/types/faults.ts';
import type { ResourceFilter, StringMatch } from '#schema/types/inventory.ts';
import type { CustomerFilter, ServiceFilter } from '#schema/types/services.ts';
import { alarmMatcher, dependsOnPlaces } from './alarms.ts';
import { matchesResource } from './resources.ts';
import { matchesCustomer, matchesService } from './services.ts';
import { matchesText } from './text.ts';

/** Per field of a filter: a value that admits the record, one that does not. */
type Cases<Filter> = { [Field in keyof Filter]-?: [admits: Filter[Field], refuses: Filter[Field]] };

function rows<Filter>(cases: Cases<Filter>): [string, Filter, Filter][] {
  return Object.entries<[unknown, unknown]>(cases).map(([field, [admits, refuses]]) => [
    field,
    { [field]: admits } as Filter,
    { [field]: refuses } as Filter,
  ]);
}

const port: ResourceRecord = {
  id: 'sql-west/p1',
  kind: 'PORT',
  resourceType: 'ge',
  name: 'Gi0/1',
  region: 'west',
  technology: ['IP', 'OPTICAL'],
  operationalState: 'ENABLED',
  lifecycleState: 'INSTALLED',
  ancestorIds: ['sql-west/d1', 'sql-west/s1'],
  equipment: { vendor: 'Acme', role: 'PE' },
};

describe('matchesResource', () => {
  test.each(
    rows<ResourceFilter>({
      kind: [['CARD', 'PORT'], ['CARD']],
      resourceType: [['ge'], ['GE']],
      name: [{ startsWith: 'Gi' }, { startsWith: 'gi' }],
      within: [['sql-west/x', 'sql-west/s1'], ['sql-west/p1']],
      region: [['west'], ['east']],
      technology: [['RAN', 'IP'], ['RAN']],
      operationalState: [['ENABLED'], ['DISABLED']],
      lifecycleState: [['INSTALLED'], ['PLANNED', 'REMOVED']],
      vendor: [['Acme'], ['acme']],
      role: [['PE'], ['P']],
    }),
  )('%s', (_, admits, refuses) => {
    expect(matchesResource(port, admits)).toBe(true);
    expect(matchesResource(port, refuses)).toBe(false);
    expect(matchesResource({ id: 'sql-west/x' }, admits)).toBe(false);
  });

  test('every condition must hold; none admits everything', () => {
    expect(matchesResource(port, { kind: ['PORT'], region: ['east'] })).toBe(false);
    expect(matchesResource(port, { kind: ['PORT'], region: ['west'], name: null })).toBe(true);
    expect(matchesResource(port, null)).toBe(true);
    expect(matchesResource(port, {})).toBe(true);
  });
});

test.each<[StringMatch, boolean]>([
  [{ equals: 'PAR-CR1' }, true],
  [{ equals: 'par-cr1' }, false],
  [{ in: ['x', 'PAR-CR1'] }, true],
  [{ in: ['x'] }, false],
  [{ startsWith: 'PAR' }, true],
  [{ startsWith: 'CR1' }, false],
  [{ contains: '-CR' }, true],
  [{ contains: 'cr' }, false],
  [{}, true],
])('matchesText %j', (match, expected) => {
  expect(matchesText('PAR-CR1', match)).toBe(expected);
  expect(matchesText(null, match)).toBe(false);
});

const service: ServiceRecord = {
  id: 'sql-west/c1',
  name: 'E-Line 1',
  region: 'west',
  category: 'CUSTOMER_FACING',
  serviceType: 'E-Line',
  state: 'ACTIVE',
  operatingStatus: 'RUNNING',
  customer: { id: 'sql-west/k1' },
};

describe('matchesService', () => {
  test.each(
    rows<ServiceFilter>({
      name: [{ contains: 'Line' }, { contains: 'LAN' }],
      region: [['west'], ['east']],
      category: [['CUSTOMER_FACING'], ['NETWORK_SLICE']],
      serviceType: [['E-Line'], ['FTTH']],
      state: [['ACTIVE'], ['DESIGNED']],
      operatingStatus: [['RUNNING'], ['FAILED']],
      customer: [['sql-west/k1'], ['sql-west/k2']],
    }),
  )('%s', (_, admits, refuses) => {
    expect(matchesService(service, admits)).toBe(true);
    expect(matchesService(service, refuses)).toBe(false);
    expect(matchesService({ id: 'sql-west/x' }, admits)).toBe(false);
  });
});

const customer: CustomerRecord = { id: 'sql-west/k1', name: 'Bank', region: 'west', tier: 'gold' };

describe('matchesCustomer', () => {
  test.each(
    rows<CustomerFilter>({
      name: [{ equals: 'Bank' }, { equals: 'bank' }],
      region: [['west'], ['east']],
      tier: [['gold'], ['silver']],
    }),
  )('%s', (_, admits, refuses) => {
    expect(matchesCustomer(customer, admits)).toBe(true);
    expect(matchesCustomer(customer, refuses)).toBe(false);
  });
});

const alarm: AlarmRecord = {
  id: 'zabbix-west/e1',
  alarmKey: 'zabbix-west/t7',
  state: 'RAISED',
  perceivedSeverity: 'MAJOR',
  alarmType: 'EQUIPMENT_ALARM',
  ackState: 'ACKNOWLEDGED',
  alarmedObject: { id: 'sql-west/p1' },
  managedElement: { id: 'sql-west/d9' },
  region: 'west',
  serviceAffecting: true,
  plannedOutage: true,
  suppressed: true,
  flapping: true,
  alarmReportingTime: '2026-03-01T07:30:00.000Z',
  specificProblem: 'Loss of signal',
  alarmedObjectName: 'PAR-CR1 Gi0/1',
};
const ancestorsOf = (id: string): readonly string[] =>
  id === 'sql-west/p1' ? ['sql-west/d1', 'sql-west/s1'] : id === 'sql-west/d9' ? ['sql-west/s9'] : [];
const matches = (record: AlarmRecord, filter: AlarmFilter | null): boolean =>
  alarmMatcher(filter, ancestorsOf)(record);

describe('alarmMatcher', () => {
  test.each(
    rows<AlarmFilter>({
      state: [['RAISED', 'CLEARED'], ['CLEARED']],
      perceivedSeverity: [['MAJOR'], ['CRITICAL']],
      alarmType: [['EQUIPMENT_ALARM'], ['UNKNOWN']],
      ackState: ['ACKNOWLEDGED', 'UNACKNOWLEDGED'],
      alarmKey: [['zabbix-west/t7'], ['zabbix-west/t8']],
      alarmedObject: [['sql-west/p1'], ['sql-west/d9']],
      within: [['sql-west/s1'], ['sql-west/s2']],
      region: [['west'], ['east']],
      source: [['zabbix-west'], ['zabbix-east']],
      serviceAffecting: [true, false],
      plannedOutage: [true, false],
      suppressed: [true, false],
      flapping: [true, false],
      objectResolved: [true, false],
      reportedAfter: ['2026-03-01T07:30:00Z', '2026-03-01T07:30:00.001Z'],
      reportedBefore: ['2026-03-01T08:30:00.001+01:00', '2026-03-01T07:30:00Z'],
      text: ['LOSS', 'gain'],
    }),
  )('%s', (_, admits, refuses) => {
    expect(matches(alarm, admits)).toBe(true);
    expect(matches(alarm, refuses)).toBe(false);
  });

  test('within holds for the object, the element and what contains either', () => {
    for (const id of ['sql-west/p1', 'sql-west/d1', 'sql-west/s1', 'sql-west/d9', 'sql-west/s9'])
      expect(matches(alarm, { within: [id] })).toBe(true);
  });

  test('text looks into the name of the object too', () => {
    expect(matches(alarm, { text: 'par-cr1' })).toBe(true);
  });

  test('what the source does not say is not hidden', () => {
    const bare: AlarmRecord = { id: 'zabbix-west/e2' };
    for (const filter of [
      null,
      { suppressed: false },
      { plannedOutage: false },
      { flapping: false },
      { ackState: 'UNACKNOWLEDGED' },
      { perceivedSeverity: ['INDETERMINATE'] },
      { alarmType: ['UNKNOWN'] },
      { objectResolved: false },
    ] satisfies (AlarmFilter | null)[])
      expect(matches(bare, filter)).toBe(true);
    expect(matches(bare, { serviceAffecting: false })).toBe(false);
    expect(matches(bare, { reportedAfter: '1970-01-01T00:00:00Z' })).toBe(false);
  });

  test('admits only raised alarms unless it is told otherwise', () => {
    const cleared: AlarmRecord = { ...alarm, state: 'CLEARED' };
    expect(matches(cleared, null)).toBe(false);
    expect(matches(cleared, { region: ['west'], state: null })).toBe(false);
    expect(matches(cleared, { state: ['CLEARED'] })).toBe(true);
  });

  test('names the field of a malformed instant', () => {
    expect(() => matches(alarm, { reportedAfter: 'yesterday' })).toThrow(/reportedAfter must be an instant/);
  });

  test('knows which filters depend on bindings', () => {
    expect(dependsOnPlaces(null)).toBe(false);
    expect(dependsOnPlaces({ text: 'x', within: null })).toBe(false);
    for (const filter of [
      { within: ['a/b'] },
      { region: ['w'] },
      { alarmedObject: ['a/b'] },
      { objectResolved: false },
    ])
      expect(dependsOnPlaces(filter)).toBe(true);
  });
});
