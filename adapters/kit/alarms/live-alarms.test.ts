import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type KeyValue, type Order, compareKeys, keysOf } from '#schema/order.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { Page } from '#schema/ports/page.ts';
import { contractRules } from '#schema/rules.ts';
import type { AlarmFilter, AlarmOrder, PerceivedSeverity, Scope } from '#schema/types/faults.ts';
import type { Binding, BindingState, ObjectVerdict } from '../identity/binder.ts';
import { BoundIndex } from '../identity/bound-index.ts';
import { createLiveAlarms } from './create-live-alarms.ts';
import type { LiveAlarms, SourceAlarm } from './live-alarms.ts';
import { MOST_RECENT } from './recent-objects.ts';

/** The binder's own index, bound by hand. */
class HandBinder extends BoundIndex {
  readonly states = new Map<string, Exclude<BindingState, 'BOUND'>>();
  readonly #verdicts = new Map<string, ObjectVerdict>();
  binding(nativeId: string): Binding | null {
    return this.get(nativeId);
  }
  state(nativeId: string): BindingState {
    return this.get(nativeId) ? 'BOUND' : (this.states.get(nativeId) ?? 'UNKNOWN');
  }
  readonly #attended: (() => Iterable<string>)[] = [];
  attend(objects: () => Iterable<string>): void {
    this.#attended.push(objects);
  }
  /** Whose places are read again often. */
  get attended(): string[] {
    return this.#attended.flatMap((objects) => [...objects()]);
  }
  readonly parts = new Set<string>();
  isPartOf(nativeId: string, outer: string): boolean {
    return this.parts.has(`${nativeId} in ${outer}`);
  }
  verdict(nativeId: string): ObjectVerdict {
    const state = this.state(nativeId);
    const known = this.#verdicts.get(nativeId);
    if (known?.state === state) return known;
    const verdict = { state, explanation: `${nativeId} is ${state}.` };
    this.#verdicts.set(nativeId, verdict);
    return verdict;
  }
  get pending(): number {
    return [...this.states.keys()].filter((nativeId) => this.state(nativeId) === 'PENDING').length;
  }
  get unplaced(): number {
    return this.unplacedObjects.size;
  }
  bind(
    nativeId: string,
    id: string,
    ancestorIds: string[] | null = [],
    region: string | null = 'west',
  ): void {
    this.set({ nativeId, id, ancestorIds, region, evidence: ['NAME'], boundAt: '2026-03-01T00:00:00.000Z' });
  }
}

const NOW = Date.UTC(2026, 2, 1);
const orderOf = (by: AlarmOrder): Order => contractRules('faults').order('Query', 'alarms', by);
const ORDERS = (['REPORTING_TIME_DESC', 'SEVERITY_DESC'] as const).map(orderOf);
const [NEWEST] = ORDERS as [Order, Order];

function open(regions = ['west']): { live: LiveAlarms; binder: HandBinder } {
  const binder = new HandBinder();
  return { binder, live: createLiveAlarms({ source: 'zabbix-west', regions, binder, now: () => NOW }) };
}

function alarm(
  token: string,
  object: string | null,
  element: string | null,
  more: Partial<SourceAlarm['record']> = {},
): SourceAlarm {
  return {
    object,
    element,
    record: {
      id: `zabbix-west/${token}`,
      state: 'RAISED',
      perceivedSeverity: 'MAJOR',
      ackState: 'UNACKNOWLEDGED',
      alarmReportingTime: '2026-03-01T00:00:00.000Z',
      ...more,
    },
  };
}

const all = { order: NEWEST, first: 100, after: null, filter: null };
const tokens = (page: Page<AlarmRecord> | undefined): string[] =>
  (page?.items ?? []).map(({ id }) => id.replace('zabbix-west/', '')).sort();

describe('synchronisation', () => {
  test('before the first one nothing is known: not none', () => {
    const { live } = open();
    live.lost();
    live.resynchronising();
    live.upsert([alarm('a', null, null)]);
    expect(live.state).toBe('INITIALISING');
    const unknown = expect.objectContaining({
      code: 'NOT_SYNCHRONISED',
      retryable: true,
      source: 'zabbix-west',
    });
    expect(() => live.list(all)).toThrow(unknown);
    expect(() => live.listOf(['a/b'], { ...all, scope: 'SELF' })).toThrow(unknown);
    expect(() => live.summary(null)).toThrow(unknown);
    expect(() => live.summariesOf(['a/b'], 'SELF')).toThrow(unknown);
    expect(live.faultSource()).toEqual({
      source: 'zabbix-west',
      region: 'west',
      syncState: 'INITIALISING',
      lastHeardAt: null,
      openAlarms: null,
      unresolvedObjects: null,
      pendingObjects: null,
    });
  });

  test('what is not in a resynchronisation is gone', () => {
    const { live } = open();
    live.replace([
      alarm('a', null, null),
      alarm('b', null, null),
      alarm('c', null, null, { state: 'CLEARED' }),
    ]);
    expect(tokens(live.list(all))).toEqual(['a', 'b']);
    live.replace([alarm('b', null, null), alarm('d', null, null)]);
    expect(tokens(live.list(all))).toEqual(['b', 'd']);
    live.upsert([alarm('b', null, null, { state: 'CLEARED' })]);
    expect([...live.ids()]).toEqual(['zabbix-west/d']);
    expect(live.get('zabbix-west/b')).toBeNull();
    live.replace([]);
    expect(live.list(all)).toMatchObject({ items: [], complete: true });
    expect(live.faultSource()).toMatchObject({ syncState: 'IN_SYNC', openAlarms: 0, unresolvedObjects: 0 });
  });

  test('without contact the last known alarms stay, and are not complete', async () => {
    const { live } = open();
    live.replace([alarm('a', null, null)]);
    expect(live.summary(null)).toMatchObject({ major: 1, worst: 'MAJOR', complete: true });
    for (const [leave, state] of [
      [() => live.lost(), 'LOST'],
      [() => live.resynchronising(), 'RESYNCHRONISING'],
      [() => live.heard(), 'RESYNCHRONISING'],
    ] as const) {
      leave();
      expect(live.faultSource()).toMatchObject({ syncState: state, openAlarms: 1 });
      const page = live.list(all);
      expect([tokens(page), page.complete, await page.totalCount()]).toEqual([['a'], false, null]);
      expect(live.summary(null)).toMatchObject({ major: 1, worst: 'MAJOR', complete: false });
      expect(live.isComplete(null)).toBe(false);
    }
    live.replace([]);
    expect(live.list(all).complete).toBe(true);
  });
});

describe('places', () => {
  test('an alarm is on its object, else on its element only where the source names no object', () => {
    const { live, binder } = open();
    binder.bind('d', 'sql/d', ['sql/s'], 'north');
    binder.bind('p', 'sql/p', ['sql/d', 'sql/s'], null);
    const records = [
      alarm('1', 'p', 'd'),
      alarm('2', 'unknown', 'd'),
      alarm('3', null, 'd'),
      alarm('4', 'd', 'd'),
      alarm('5', 'unknown', 'unknown too'),
      alarm('6', 'p', null),
    ].map((one) => live.complete(one));
    expect(records.map((one) => [one.alarmedObject?.id, one.managedElement?.id, one.region])).toEqual([
      ['sql/p', 'sql/d', 'north'],
      [undefined, 'sql/d', 'north'],
      ['sql/d', 'sql/d', 'north'],
      ['sql/d', 'sql/d', 'north'],
      [undefined, undefined, 'west'],
      ['sql/p', undefined, 'west'],
    ]);
    expect(open(['west', 'east']).live.complete(alarm('7', null, null)).region).toBeNull();
  });

  test('questions about a resource find the alarms on it and inside it', () => {
    const { live, binder } = open();
    binder.bind('d', 'sql/d', ['sql/s']);
    binder.bind('p', 'sql/p', ['sql/d', 'sql/s']);
    live.replace([alarm('port', 'p', 'd'), alarm('fan', 'unknown', 'd'), alarm('device', null, 'd')]);
    const of = (id: string, scope: Scope): string[] => tokens(live.listOf([id], { ...all, scope })[0]);
    expect(of('sql/d', 'SELF')).toEqual(['device']);
    expect(of('sql/p', 'SELF')).toEqual(['port']);
    expect(of('sql/d', 'CONTAINED')).toEqual(['device', 'fan', 'port']);
    expect(of('sql/s', 'CONTAINED')).toEqual(['device', 'fan', 'port']);
    expect(of('sql/s', 'SELF')).toEqual([]);
    expect(of('sql/other', 'CONTAINED')).toEqual([]);
    expect(live.summariesOf(['sql/s', 'sql/p'], 'CONTAINED').map(({ major }) => major)).toEqual([3, 1]);
    expect(tokens(live.list({ ...all, filter: { objectResolved: false } }))).toEqual(['fan']);
    expect(live.faultSource().unresolvedObjects).toBe(1);
  });

  test('a part that the inventory has put somewhere else takes its alarms along; a link that ends here stays', () => {
    const { live, binder } = open();
    binder.bind('d', 'sql/d', ['sql/s']);
    binder.bind('p', 'sql/p', ['sql/d', 'sql/s']);
    binder.bind('l', 'sql/l', []);
    for (const part of ['p', 'fan']) binder.parts.add(`${part} in d`);
    live.replace([alarm('port', 'p', 'd'), alarm('fan', 'fan', 'd'), alarm('link', 'l', 'd')]);
    const of = (id: string): string[] => tokens(live.listOf([id], { ...all, scope: 'CONTAINED' })[0]);
    const within = (id: string): string[] => tokens(live.list({ ...all, filter: { within: [id] } }));
    expect(of('sql/d')).toEqual(['fan', 'link', 'port']);
    binder.bind('p', 'sql/p', ['sql/d2', 'sql/s2']);
    for (const ask of [of, within]) {
      expect(ask('sql/d')).toEqual(['fan', 'link']);
      expect(ask('sql/s')).toEqual(['fan', 'link']);
      expect(ask('sql/d2')).toEqual(['port']);
    }
    expect(live.summariesOf(['sql/d', 'sql/d2'], 'CONTAINED').map(({ major }) => major)).toEqual([2, 1]);
    binder.bind('p', 'sql/p', []);
    expect(of('sql/d')).toEqual(['fan', 'link', 'port']);
  });

  test('a binding that is made later is seen at once, and a record is made once per binding', () => {
    const { live, binder } = open();
    binder.states.set('d', 'PENDING');
    live.replace([alarm('a', null, 'd')]);
    expect(live.get('zabbix-west/a')).toBe(live.get('zabbix-west/a'));
    expect(live.listOf(['sql/d'], { ...all, scope: 'SELF' })[0]).toMatchObject({
      items: [],
      complete: false,
    });
    expect(live.summariesOf(['sql/d'], 'CONTAINED')).toMatchObject([
      { major: 0, worst: null, complete: false },
    ]);
    binder.bind('d', 'sql/d');
    expect(live.listOf(['sql/d'], { ...all, scope: 'SELF' })[0]).toMatchObject({
      items: [{ alarmedObject: { id: 'sql/d' } }],
      complete: true,
    });
  });

  test('only questions that depend on places are incomplete while objects of open alarms are looked up', () => {
    const { live, binder } = open();
    binder.states.set('d', 'PENDING');
    live.replace([alarm('a', null, 'd'), alarm('b', null, 'd')]);
    expect(live.faultSource()).toMatchObject({ unresolvedObjects: 0, pendingObjects: 1 });
    for (const [filter, complete] of [
      [null, true],
      [{ text: 'x' }, true],
      [{ within: ['sql/s'] }, false],
      [{ region: ['west'] }, false],
      [{ alarmedObject: ['sql/d'] }, false],
      [{ objectResolved: true }, false],
    ] satisfies [AlarmFilter | null, boolean][]) {
      expect(live.list({ ...all, filter }).complete).toBe(complete);
      expect(live.summary(filter).complete).toBe(complete);
    }
    live.replace([alarm('b', null, 'other')]);
    expect(binder.pending).toBe(1);
    expect(live.summary({ within: ['sql/s'] }).complete).toBe(true);
  });

  test('while nobody can say where a resource is, what is inside another is not wholly known', () => {
    const { live, binder } = open();
    binder.bind('d', 'sql/d', null);
    live.replace([alarm('a', null, 'd')]);
    const [self, contained] = (['SELF', 'CONTAINED'] as const).map(
      (scope) => live.summariesOf(['sql/s'], scope)[0],
    );
    expect(self).toMatchObject({ complete: true });
    expect(contained).toMatchObject({ worst: null, complete: false });
    expect(live.summary({ alarmedObject: ['sql/d'] }).complete).toBe(true);
    expect(live.list({ ...all, filter: { within: ['sql/s'] } }).complete).toBe(false);
    binder.bind('d', 'sql/d', ['sql/s']);
    expect(live.summariesOf(['sql/s'], 'CONTAINED')[0]).toMatchObject({
      worst: 'MAJOR',
      complete: true,
    });
  });
});

describe('whose places are read again often', () => {
  test('of open alarms, of those that are over, and of those that somebody reads', () => {
    const { live, binder } = open();
    live.replace([alarm('a', 'p1', 'd1'), alarm('b', 'p2', 'd2'), alarm('c', null, 'd3')]);
    expect(new Set(binder.attended)).toEqual(new Set(['d1', 'p1', 'd2', 'p2', 'd3']));
    live.remove(['zabbix-west/a']);
    live.upsert([alarm('c', null, 'd3', { state: 'CLEARED' })]);
    live.replace([]);
    live.complete(alarm('old', 'p9', 'd9', { state: 'CLEARED' }));
    expect(binder.attended).toEqual(['d1', 'p1', 'd3', 'd2', 'p2', 'd9', 'p9']);
  });

  test('of so many of the others that it costs little', () => {
    const { live, binder } = open();
    for (let n = 0; n < 2 * MOST_RECENT; n++)
      live.complete(alarm(`a${n}`, null, `d${n}`, { state: 'CLEARED' }));
    live.complete(alarm('again', null, `d${MOST_RECENT}`, { state: 'CLEARED' }));
    live.complete(alarm('new', null, 'new', { state: 'CLEARED' }));
    expect(binder.attended.length).toBe(MOST_RECENT);
    expect(binder.attended.slice(-2)).toEqual([`d${MOST_RECENT}`, 'new']);
    expect(binder.attended[0]).toBe(`d${MOST_RECENT + 2}`);
  });
});

// The same set, kept in the plainest way.

const OBJECTS = ['d1', 'd2', 'p1', 'p2', null];
const PLACES: Readonly<Record<string, readonly [id: string, ancestorIds: string[], region: string | null]>> =
  {
    d1: ['sql/d1', ['sql/s1'], 'west'],
    d2: ['sql/d2', ['sql/s2'], 'east'],
    p1: ['sql/p1', ['sql/d1', 'sql/s1'], null],
    p2: ['sql/p1', ['sql/d1', 'sql/s1'], 'west'],
  };
const RESOURCES = ['sql/d1', 'sql/d2', 'sql/p1', 'sql/s1', 'sql/s2', 'sql/x'];
const SEVERITIES: PerceivedSeverity[] = ['INDETERMINATE', 'WARNING', 'MINOR', 'MAJOR', 'CRITICAL'];

const anAlarm = fc
  .record({
    token: fc.integer({ min: 1, max: 12 }).map((n) => `e${n}`),
    object: fc.constantFrom(...OBJECTS),
    element: fc.constantFrom(...OBJECTS),
    perceivedSeverity: fc.option(fc.constantFrom(...SEVERITIES), { nil: null }),
    alarmReportingTime: fc.option(
      fc.integer({ min: 0, max: 4 }).map((h) => `2026-03-01T0${h}:00:00.000Z`),
      { nil: null },
    ),
    ackState: fc.constantFrom('ACKNOWLEDGED' as const, 'UNACKNOWLEDGED' as const, null),
    suppressed: fc.constantFrom(true, false, null),
    specificProblem: fc.constantFrom('Link down', 'Fan failed', null),
    state: fc.constantFrom('RAISED' as const, 'RAISED' as const, 'RAISED' as const, 'CLEARED' as const),
  })
  .map(({ token, object, element, ...record }) => alarm(token, object, element, record));

const step = fc.oneof(
  fc.record({ kind: fc.constant('replace' as const), alarms: fc.array(anAlarm, { maxLength: 12 }) }),
  fc.record({ kind: fc.constant('upsert' as const), alarms: fc.array(anAlarm, { maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('remove' as const),
    ids: fc.array(
      fc.integer({ min: 1, max: 12 }).map((n) => `zabbix-west/e${n}`),
      { maxLength: 3 },
    ),
  }),
  fc.record({ kind: fc.constant('bind' as const), object: fc.constantFrom('d1', 'd2', 'p1', 'p2') }),
  fc.record({ kind: fc.constant('unbind' as const), object: fc.constantFrom('d1', 'd2', 'p1', 'p2') }),
);

const filter: fc.Arbitrary<AlarmFilter | null> = fc.option(
  fc.record(
    {
      perceivedSeverity: fc.subarray(SEVERITIES, { minLength: 1 }),
      ackState: fc.constantFrom('ACKNOWLEDGED', 'UNACKNOWLEDGED'),
      alarmedObject: fc.subarray(RESOURCES, { minLength: 1 }),
      within: fc.subarray(RESOURCES, { minLength: 1 }),
      region: fc.subarray(['west', 'east'], { minLength: 1 }),
      source: fc.subarray(['zabbix-west', 'other'], { minLength: 1 }),
      suppressed: fc.boolean(),
      objectResolved: fc.boolean(),
      reportedAfter: fc.constant('2026-03-01T02:00:00Z'),
      reportedBefore: fc.constant('2026-03-01T03:00:00Z'),
      text: fc.constantFrom('LINK', 'fan'),
    },
    { requiredKeys: [] },
  ),
  { nil: null },
);

interface Expected {
  readonly record: AlarmRecord;
  readonly places: readonly string[];
}

function expected(alarms: Iterable<SourceAlarm>, binder: HandBinder): Expected[] {
  return Array.from(alarms, ({ record, object, element }) => {
    const on = object === null || object === element ? element : object;
    const bound = on === null ? null : binder.get(on);
    const managed = element === null ? null : binder.get(element);
    return {
      record: {
        ...record,
        alarmedObject: bound && { id: bound.id },
        objectBinding:
          on === null
            ? null
            : { state: binder.state(on), nativeId: on, explanation: `${on} is ${binder.state(on)}.` },
        managedElement: managed && { id: managed.id },
        region: bound?.region ?? managed?.region ?? 'west',
      },
      places: [bound, managed].flatMap((place) => (place ? [place.id, ...(place.ancestorIds ?? [])] : [])),
    };
  });
}

function admits({ record, places }: Expected, wanted: AlarmFilter | null): boolean {
  const f = wanted ?? {};
  const time = record.alarmReportingTime;
  return [
    !f.perceivedSeverity || f.perceivedSeverity.includes(record.perceivedSeverity ?? 'INDETERMINATE'),
    !f.ackState || f.ackState === (record.ackState ?? 'UNACKNOWLEDGED'),
    !f.alarmedObject || f.alarmedObject.some((id) => id === record.alarmedObject?.id),
    !f.within || f.within.some((id) => places.includes(id)),
    !f.region || f.region.some((region) => region === record.region),
    !f.source || f.source.includes('zabbix-west'),
    f.suppressed === undefined || f.suppressed === (record.suppressed ?? false),
    f.objectResolved === undefined || f.objectResolved === (record.alarmedObject !== null),
    !f.reportedAfter || (typeof time === 'string' && time >= '2026-03-01T02:00:00.000Z'),
    !f.reportedBefore || (typeof time === 'string' && time < '2026-03-01T03:00:00.000Z'),
    !f.text || record.specificProblem?.toLowerCase().includes(f.text.toLowerCase()),
  ].every(Boolean);
}

function walk(read: (after: readonly KeyValue[] | null) => Page<AlarmRecord>, order: Order): AlarmRecord[] {
  const records: AlarmRecord[] = [];
  for (let after: readonly KeyValue[] | null = null; ;) {
    const page: Page<AlarmRecord> = read(after);
    records.push(...page.items);
    const last = page.items.at(-1);
    if (!page.hasNextPage || !last) return records;
    after = keysOf(order, last);
  }
}

test('answers as the plainest set would, whatever happened before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 12 }),
      filter,
      fc.constantFrom(...ORDERS),
      fc.integer({ min: 1, max: 6 }),
      async (steps, wanted, order, first) => {
        const { live, binder } = open();
        const model = new Map<string, SourceAlarm>();
        live.replace([]);
        const put = (one: SourceAlarm): void => {
          if (one.record.state === 'RAISED') model.set(one.record.id, one);
          else model.delete(one.record.id);
        };
        for (const one of steps) {
          if (one.kind === 'replace') {
            live.replace(one.alarms);
            model.clear();
            one.alarms.forEach(put);
          } else if (one.kind === 'upsert') {
            live.upsert(one.alarms);
            one.alarms.forEach(put);
          } else if (one.kind === 'remove') {
            live.remove(one.ids);
            for (const id of one.ids) model.delete(id);
          } else if (one.kind === 'unbind') binder.delete(one.object);
          else binder.bind(one.object, ...(PLACES[one.object] ?? ['sql/x', [], null]));
          // Reading between the changes: what is made then has to follow.
          await live.list({ order, first, after: null, filter: wanted }).totalCount();
          live.summary(wanted);
        }

        const sorted = expected(model.values(), binder).sort((a, b) =>
          compareKeys(order, keysOf(order, a.record), keysOf(order, b.record)),
        );
        const matching = sorted.filter((one) => admits(one, wanted)).map(({ record }) => record);
        const read = (after: readonly KeyValue[] | null): Page<AlarmRecord> =>
          live.list({ order, first, after, filter: wanted });
        expect(walk(read, order)).toEqual(matching);
        expect(await read(null).totalCount()).toBe(matching.length);
        const summary = live.summary(wanted);
        expect(summary).toMatchObject({
          critical: matching.filter(({ perceivedSeverity }) => perceivedSeverity === 'CRITICAL').length,
          unacknowledged: matching.filter(({ ackState }) => ackState !== 'ACKNOWLEDGED').length,
          complete: true,
        });
        expect(summary.worst).toBe(
          SEVERITIES.findLast((one) =>
            matching.some((r) => (r.perceivedSeverity ?? 'INDETERMINATE') === one),
          ) ?? null,
        );

        for (const scope of ['SELF', 'CONTAINED'] as const) {
          const on = (id: string): AlarmRecord[] =>
            sorted
              .filter((one) =>
                scope === 'SELF' ? one.record.alarmedObject?.id === id : one.places.includes(id),
              )
              .filter((one) => admits(one, wanted))
              .map(({ record }) => record);
          const pages = live.listOf(RESOURCES, { order, first: 1000, after: null, filter: wanted, scope });
          expect(pages.map(({ items }) => items)).toEqual(RESOURCES.map(on));
          const counted = live.summariesOf(RESOURCES, scope).map(({ unacknowledged }) => unacknowledged);
          const plain = RESOURCES.map((id) => live.listOf([id], { ...all, scope })[0]?.items ?? []);
          expect(counted).toEqual(
            plain.map((r) => r.filter(({ ackState }) => ackState !== 'ACKNOWLEDGED').length),
          );
        }
        expect(live.faultSource()).toMatchObject({
          openAlarms: model.size,
          unresolvedObjects: sorted.filter(({ record }) => record.alarmedObject === null).length,
        });
      },
    ),
    { numRuns: 300 },
  );
});
