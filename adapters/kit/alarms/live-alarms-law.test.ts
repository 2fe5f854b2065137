/** The live set answers as the same set does that is kept in the plainest way. */
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type KeyValue, type Order, compareKeys, keysOf } from '#schema/order.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { Page } from '#schema/ports/page.ts';
import type { AlarmFilter, PerceivedSeverity } from '#schema/types/faults.ts';
import type { SourceAlarm } from './live-alarms.ts';
import { type HandBinder, ORDERS, alarm, all, open } from './testing/open-live-alarms.ts';

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
