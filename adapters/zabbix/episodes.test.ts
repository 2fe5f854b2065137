/** Episodes over the emulation: the live set and the history hold each problem once between them, whatever is joined. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { type ZabbixEmulation, startZabbixEmulation } from '#lab/estate/zabbix/start-zabbix-emulation.ts';
import { keysOf } from '#schema/order.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import { contractRules } from '#schema/rules.ts';
import type { AlarmFilter } from '#schema/types/faults.ts';
import { alarmId } from './map.ts';
import { type Bench, SOURCE, TOKEN, call, openAlarms, openBench, until } from './test-bench.ts';

const HOLD = 60;
const START = 1_795_400_000;
const TRIGGERS = ['23001', '23002', '23003'].map((triggerid, n) => ({
  triggerid,
  hosts: ['par-cr1'],
  description: `Problem ${n}`,
  priority: ([2, 3, 4] as const)[n] ?? 2,
  manualClose: true,
}));
const OPTIONS = { holdDownSeconds: HOLD, flapping: { raises: 3, withinSeconds: 300 } };
const id = (eventid: string): string => alarmId(SOURCE, eventid);

let clock = START;
const now = (): number => clock * 1000;
let source: ZabbixEmulation;
let bench: Bench;

async function begin(version = '7.0.5'): Promise<void> {
  clock = START;
  source = await startZabbixEmulation({
    version,
    token: TOKEN,
    hosts: [{ host: 'par-cr1' }],
    triggers: TRIGGERS,
    now,
  });
  bench = openBench(source.url, OPTIONS, undefined, { now });
}

async function end(): Promise<void> {
  await bench.close();
  await source.close();
}

/** Another process, which knows only what Zabbix tells. */
async function restart(): Promise<void> {
  await bench.close();
  bench = openBench(source.url, OPTIONS, undefined, { now });
  await bench.adapter.start();
}

/** What the source had before this has been read: a poll has begun after it, and has ended. */
async function polled(): Promise<void> {
  const before = source.calls.length;
  const polls = () => source.calls.slice(before).filter(({ params }) => isPoll(params['value'])).length;
  await until(() => polls() >= 2 && bench.faults.faultSource().syncState === 'IN_SYNC');
}

function isPoll(value: unknown): boolean {
  return Array.isArray(value) && value.length === 2;
}

async function list(filter: AlarmFilter, first = 1000, by = 'REPORTING_TIME_DESC'): Promise<AlarmRecord[]> {
  const order = contractRules('faults').order('Query', 'alarms', by);
  const all: AlarmRecord[] = [];
  for (;;) {
    const last = all.at(-1);
    const after = last ? keysOf(order, last) : null;
    const page = await bench.faults.alarms({ order, first, after, filter }, call());
    all.push(...page.items);
    if (!page.hasNextPage) return all;
  }
}

const alarm = async (eventid: string): Promise<AlarmRecord | null> =>
  (await bench.faults.alarmsByIds([id(eventid)], call()))[0] ?? null;

describe.each(['6.0.14', '7.0.5', '7.4.1'])('episodes over Zabbix %s', (version) => {
  beforeEach(() => begin(version));
  afterEach(end);

  test('a problem that comes back within the hold-down reopens its alarm', async () => {
    const { control } = source;
    await bench.adapter.start();
    const first = control.raise('23001', { ns: 0 });
    await until(async () => (await openAlarms(bench.faults)).length === 1);
    clock += 10;
    control.resolve(first.eventid, { ns: 0 });
    await until(async () => Boolean((await alarm(first.eventid))?.heldUntil));
    expect(await openAlarms(bench.faults)).toMatchObject([
      { id: id(first.eventid), state: 'RAISED', alarmClearedTime: null, occurrences: 1 },
    ]);
    expect(await list({ state: ['CLEARED'] })).toEqual([]);

    clock += HOLD - 1;
    const second = control.raise('23001', { ns: 0 });
    await until(async () => (await alarm(first.eventid))?.occurrences === 2);
    const [reopened, ...others] = await openAlarms(bench.faults);
    expect(others).toEqual([]);
    expect(reopened).toMatchObject({
      id: id(first.eventid),
      alarmReportingTime: new Date(START * 1000).toISOString(),
      alarmRaisedTime: new Date(START * 1000).toISOString(),
      alarmChangedTime: new Date(clock * 1000).toISOString(),
      heldUntil: null,
      flapping: false,
      sourceRecord: { nativeId: second.eventid },
    });
    // the event that reopened it is no alarm of its own
    expect(await alarm(second.eventid)).toBeNull();

    clock += 10;
    control.resolve(second.eventid, { ns: 0 });
    await until(async () => Boolean((await alarm(first.eventid))?.heldUntil));
    clock += HOLD;
    expect(await openAlarms(bench.faults)).toEqual([]);
    const cleared = { id: id(first.eventid), state: 'CLEARED', occurrences: 2, heldUntil: null };
    expect(await list({ state: ['CLEARED'] })).toMatchObject([cleared]);
    expect(await alarm(first.eventid)).toMatchObject({
      ...cleared,
      alarmClearedTime: new Date((clock - HOLD) * 1000).toISOString(),
    });
    expect(await alarm(second.eventid)).toBeNull();
  });

  test('what people do goes to the event that the alarm stands on', async () => {
    const { control } = source;
    const first = control.raise('23001');
    clock += 5;
    control.resolve(first.eventid);
    clock += 5;
    const second = control.raise('23001');
    await bench.adapter.start();
    const asked = [id(first.eventid), id(second.eventid), 'suite/c999'];
    const outcomes = await bench.faults.act('ACKNOWLEDGE', asked, 'mine', call());
    expect(outcomes).toMatchObject([
      { status: 'APPLIED', alarm: { id: id(first.eventid), ackState: 'ACKNOWLEDGED', occurrences: 2 } },
      { status: 'FAILED', error: { code: 'NOT_FOUND' } },
      { status: 'FAILED', error: { code: 'NOT_FOUND' } },
    ]);
    expect(control.event(second.eventid).acknowledges).toMatchObject([{ message: 'mine' }]);
    expect(control.event(first.eventid).acknowledges).toEqual([]);

    clock += 5;
    control.resolve(second.eventid);
    clock += HOLD + 1;
    const [late] = await bench.faults.act('COMMENT', [id(first.eventid)], 'it was the power', call());
    expect(late).toMatchObject({
      status: 'APPLIED',
      alarm: { id: id(first.eventid), comments: [{ text: 'mine' }, { text: 'it was the power' }] },
    });
  });
});

describe('an alarm that is held open', () => {
  beforeEach(() => begin());
  afterEach(end);

  test('shows what people do with it, here or in the frontend', async () => {
    const { control } = source;
    const event = control.raise('23001');
    await bench.adapter.start();
    clock += 5;
    control.resolve(event.eventid);
    await until(async () => Boolean((await alarm(event.eventid))?.heldUntil));
    const asked = [id(event.eventid)];
    for (const [action, ackState] of [
      ['ACKNOWLEDGE', 'ACKNOWLEDGED'],
      ['UNACKNOWLEDGE', 'UNACKNOWLEDGED'],
    ] as const) {
      const [outcome] = await bench.faults.act(action, asked, null, call());
      expect(outcome).toMatchObject({ status: 'APPLIED', alarm: { state: 'RAISED', ackState } });
      expect(outcome?.alarm?.heldUntil).toBeTruthy();
      expect(await openAlarms(bench.faults)).toMatchObject([{ ackState }]);
    }
    control.event(event.eventid).acknowledged = true;
    // time for another sweep
    clock += 1;
    await until(async () => (await alarm(event.eventid))?.ackState === 'ACKNOWLEDGED');
    expect(await openAlarms(bench.faults)).toMatchObject([{ id: id(event.eventid), state: 'RAISED' }]);
  });
});

describe('causes', () => {
  beforeEach(() => begin());
  afterEach(end);

  test('are the alarms that are shown, open or over', async () => {
    const { control } = source;
    const first = control.raise('23001');
    clock += 5;
    control.resolve(first.eventid);
    clock += 5;
    const second = control.raise('23001');
    const symptom = control.raise('23002');
    control.setCause(symptom.eventid, second.eventid);
    await bench.adapter.start();
    expect(await alarm(first.eventid)).toMatchObject({ isRootCause: true });
    expect(await alarm(symptom.eventid)).toMatchObject({ parentAlarm: { id: id(first.eventid) } });
    control.resolve(second.eventid);
    clock += 2 * HOLD;
    await until(async () => (await openAlarms(bench.faults)).length === 1);
    await restart();
    expect(await openAlarms(bench.faults)).toMatchObject([
      { id: id(symptom.eventid), parentAlarm: { id: id(first.eventid) } },
    ]);
    control.resolve(symptom.eventid);
    clock += 2 * HOLD;
    expect(await list({ state: ['CLEARED'], perceivedSeverity: ['MINOR'] })).toMatchObject([
      { id: id(symptom.eventid), parentAlarm: { id: id(first.eventid) } },
    ]);
  });
});

interface Known {
  readonly id: string;
  readonly occurrences: number;
  readonly state: string;
}

/** What there should be, by the events alone: one after the other, per trigger. */
function model(): Known[] {
  const known: { id: string; occurrences: number; end: number | null; started: number }[] = [];
  const last = new Map<string, (typeof known)[number]>();
  for (const event of source.control.events.values()) {
    if (event.value !== 1) continue;
    const before = last.get(event.triggerid);
    const ended = event.recovery?.clock ?? null;
    if (before && before.end !== null && event.clock - before.end < HOLD) {
      before.occurrences++;
      before.end = ended;
    } else {
      const fresh = { id: id(event.eventid), occurrences: 1, end: ended, started: event.clock };
      known.push(fresh);
      last.set(event.triggerid, fresh);
    }
  }
  return known.map(({ id: one, occurrences, end: ended }) => ({
    id: one,
    occurrences,
    state: ended === null || ended + HOLD > clock ? 'RAISED' : 'CLEARED',
  }));
}

const known = (alarms: readonly AlarmRecord[]): Known[] =>
  alarms
    .map((one) => ({ id: one.id, occurrences: one.occurrences ?? 0, state: one.state ?? '' }))
    .toSorted((a, b) => a.id.localeCompare(b.id));

const change = fc.tuple(
  fc.constantFrom(...TRIGGERS.map(({ triggerid }) => triggerid)),
  fc.constantFrom(1, 5, 30, 59, 60, 61, 200),
  fc.boolean(),
);

test('live set and history hold every problem once, as the events say, also after a restart and an outage', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(change, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
      async (rounds) => {
        await begin();
        try {
          await bench.adapter.start();
          for (const changes of rounds) {
            if (changes.length % 3 === 0) source.answerNext(500, 'text/plain', 'out of order');
            for (const [triggerid, seconds, wait] of changes) {
              if (wait) clock += seconds;
              const open = [...source.control.events.values()].find(
                (event) => event.triggerid === triggerid && event.value === 1 && !event.recovery,
              );
              // whole seconds: as the model counts
              if (open) source.control.resolve(open.eventid, { ns: 0 });
              else source.control.raise(triggerid, { ns: 0 });
            }
            await polled();
            await check();
          }
          await restart();
          await check();
        } finally {
          await end();
        }
      },
    ),
    { numRuns: 8 },
  );
}, 120_000);

async function check(): Promise<void> {
  const expected = model().toSorted((a, b) => a.id.localeCompare(b.id));
  expect(known(await openAlarms(bench.faults))).toEqual(expected.filter(({ state }) => state === 'RAISED'));
  for (const by of ['REPORTING_TIME_DESC', 'SEVERITY_DESC'])
    for (const first of [1000, 2])
      expect(known(await list({ state: ['CLEARED'] }, first, by))).toEqual(
        expected.filter(({ state }) => state === 'CLEARED'),
      );
  expect(known(await list({ state: ['RAISED', 'CLEARED'] }, 3))).toEqual(expected);
  const events = [...source.control.events.values()].filter(({ value }) => value === 1);
  const ids = events.map(({ eventid }) => id(eventid));
  const byId = (await bench.faults.alarmsByIds(ids, call())).filter((one) => one !== null);
  expect(known(byId)).toEqual(expected);
  // an episode belongs to the time when it began, wherever the list is cut
  const all = await list({ state: ['CLEARED'] });
  for (const event of events.slice(-4)) {
    const reportedAfter = new Date(event.clock * 1000).toISOString();
    expect(known(await list({ state: ['CLEARED'], reportedAfter }))).toEqual(
      known(all.filter(({ alarmReportingTime }) => (alarmReportingTime ?? '') >= reportedAfter)),
    );
  }
  const both = await list({ state: ['RAISED', 'CLEARED'] });
  for (const flapping of [true, false])
    expect(known(await list({ state: ['RAISED', 'CLEARED'], flapping }, 2))).toEqual(
      known(both.filter((one) => one.flapping === flapping)),
    );
  expect(await list({ state: ['CLEARED'], perceivedSeverity: ['MINOR'] })).toEqual(
    all.filter(({ perceivedSeverity }) => perceivedSeverity === 'MINOR').map(unread),
  );
}

/** When it was read is another time for each list. */
function unread(alarm: AlarmRecord): unknown {
  return expect.objectContaining({ id: alarm.id, occurrences: alarm.occurrences });
}
