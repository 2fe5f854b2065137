import { describe, expect, test } from '@jest/globals';
import { checkArguments } from './arguments.ts';
import { encodeCursor } from './cursor.ts';
import { contractRules } from './rules.ts';

const faults = contractRules('faults');
const inventory = contractRules('inventory');

describe('page size', () => {
  test.each([0, -1, 1001, 10_000_000, null])('%p is refused', (first) => {
    const error = checkArguments(faults, 'Query', 'alarms', { first });
    expect(error?.code).toBe('BAD_USER_INPUT');
    expect(error?.message).toBe(`\`alarms(first:)\` must be between 1 and 1000, but got: ${first}.`);
  });

  test.each([1, 50, 1000])('%p is taken', (first) => {
    expect(checkArguments(faults, 'Resource', 'alarms', { first })).toBeNull();
  });
});

describe('cursor', () => {
  const byTime = faults.order('Query', 'alarms');
  const after = encodeCursor(byTime, ['2026-03-01T07:30:00.000Z', 'zabbix-west/e1']);

  test('of the order of the list is taken, null too', () => {
    expect(checkArguments(faults, 'Query', 'alarms', { after })).toBeNull();
    expect(checkArguments(faults, 'Query', 'alarms', { after: null, orderBy: null })).toBeNull();
  });

  test('of another order is refused', () => {
    const error = checkArguments(faults, 'Query', 'alarms', { after, orderBy: 'SEVERITY_DESC' });
    expect(error?.code).toBe('INVALID_CURSOR');
    expect(error?.message).toMatch(/^`alarms\(after:\)`: A cursor belongs to the order it was made in/);
  });

  test('that is none is refused', () => {
    expect(checkArguments(faults, 'Query', 'alarms', { after: 'nonsense' })?.code).toBe('INVALID_CURSOR');
  });
});

describe('ids', () => {
  test('of one record', () => {
    expect(checkArguments(faults, 'Query', 'alarm', { id: 'zabbix-west/e1' })).toBeNull();
    const error = checkArguments(faults, 'Query', 'alarm', { id: '10233' });
    expect(error?.code).toBe('INVALID_ID');
    expect(error?.message).toBe(
      '`alarm(id:)` must be an id that this graph gave, <source>/<token>, but got: "10233".',
    );
  });

  test('inside a filter', () => {
    const filter = { within: ['netbox/device.1', 'PAR-CR1'] };
    const error = checkArguments(faults, 'Query', 'alarms', { filter });
    expect(error?.code).toBe('INVALID_ID');
    expect(error?.message).toContain('`alarms(filter.within:)`');
  });

  test('a scope of an identifier is none', () => {
    const keys = [{ type: 'PORT_NAME', scope: 'anything', value: 'Gi0/1' }];
    expect(checkArguments(inventory, 'Query', 'resolve', { keys })).toBeNull();
  });

  test('of a mutation that is split are not looked at: their rows say what became of them', () => {
    expect(checkArguments(faults, 'Mutation', 'acknowledgeAlarms', { ids: ['nonsense', ''] })).toBeNull();
  });
});

describe('lists', () => {
  test.each([
    ['alarms', { filter: { state: [] } }, 'filter.state'],
    ['alarms', { filter: { alarmedObject: [] } }, 'filter.alarmedObject'],
  ])('%s: an empty one is refused', (field, args, path) => {
    const error = checkArguments(faults, 'Query', field, args);
    expect(error?.code).toBe('BAD_USER_INPUT');
    expect(error?.message).toBe(`\`${field}(${path}:)\` must hold between 1 and 500 values, but got: 0.`);
  });

  test.each([0, 501])('%p ids of a mutation are refused', (length) => {
    const ids = Array.from({ length }, (_, i) => `zabbix-west/e${i}`);
    expect(checkArguments(faults, 'Mutation', 'clearAlarms', { ids })?.message).toBe(
      `\`clearAlarms(ids:)\` must hold between 1 and 500 values, but got: ${length}.`,
    );
  });

  test.each([0, 501])('%p keys are refused', (length) => {
    const keys = Array.from({ length }, (_, i) => ({ type: 'NAME', value: `r${i}` }));
    expect(checkArguments(inventory, 'Query', 'resolve', { keys })?.code).toBe('BAD_USER_INPUT');
  });

  test('an empty one inside a text condition is refused', () => {
    const error = checkArguments(inventory, 'Resource', 'contains', { filter: { name: { in: [] } } });
    expect(error?.message).toContain('`contains(filter.name.in:)`');
  });
});

describe('texts and instants', () => {
  test.each([{}, { equals: null }, { equals: 'a', contains: 'b' }])(
    'a text condition %p is refused',
    (name) => {
      const error = checkArguments(inventory, 'Query', 'resources', { filter: { name } });
      expect(error?.message).toContain(
        '`resources(filter.name:)` must have exactly one of equals, in, startsWith, contains',
      );
    },
  );

  test.each([{ equals: 'a' }, { equals: null, contains: 'b' }])('a text condition %p is taken', (name) => {
    expect(checkArguments(inventory, 'Query', 'resources', { filter: { name } })).toBeNull();
  });

  test.each(['yesterday', '2026-03-01', '2026-13-01T00:00:00Z', 1])(
    'an instant %p is refused',
    (reportedAfter) => {
      const error = checkArguments(faults, 'Query', 'alarms', { filter: { reportedAfter } });
      expect(error?.message).toContain('`alarms(filter.reportedAfter:)` must be an instant');
    },
  );

  test.each(['2026-03-01T07:30:00Z', '2026-03-01T08:30:00.5+01:00'])(
    'an instant %p is taken',
    (reportedAfter) => {
      expect(checkArguments(faults, 'Query', 'alarms', { filter: { reportedAfter } })).toBeNull();
    },
  );
});

test('all faults of a field are told at once', () => {
  const error = checkArguments(faults, 'Query', 'alarms', {
    first: 0,
    after: 'x',
    filter: { region: [], within: ['a', 'b', 'c', 'd', 'e'] },
  });
  expect(error?.code).toBe('BAD_USER_INPUT');
  expect(error?.message).toContain('alarms(first:)');
  expect(error?.message).toContain('alarms(after:)');
  expect(error?.message).toContain('filter.within');
  expect(error?.message).toMatch(/And 3 more like these\.$/);
});

test('a field of another contract has no faults here', () => {
  expect(checkArguments(inventory, 'Query', 'alarms', { first: 0 })).toBeNull();
});
