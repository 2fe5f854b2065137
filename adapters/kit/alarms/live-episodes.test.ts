import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { BoundIndex } from '../identity/bound-index.ts';
import { createLiveAlarms } from './create-live-alarms.ts';
import { createEpisodeRules } from './episodes.ts';
import type { LiveAlarms, SourceAlarm } from './live-alarms.ts';
import { type LiveEpisodes, createLiveEpisodes } from './live-episodes.ts';

const START = Date.UTC(2026, 2, 1);
const HOLD = 10;
const rules = createEpisodeRules({ holdDownSeconds: HOLD, flapping: { raises: 3, withinSeconds: 60 } });

/** A source that a test drives, and what is shown of it. */
class Source {
  seconds = 0;
  readonly alarms = new Map<string, SourceAlarm>();
  live: LiveAlarms;
  shown: LiveEpisodes;
  #next = 0;

  constructor() {
    [this.live, this.shown] = this.#start();
  }

  /** As a process that has just started: everything it knows is what the source tells. */
  restart(): void {
    [this.live, this.shown] = this.#start();
    this.shown.learn(this.#cleared());
    this.shown.replace(this.#open());
  }

  /** What such a process would show, beside this one. */
  get afterRestart() {
    const { live, shown } = this;
    this.restart();
    const { records } = this;
    Object.assign(this, { live, shown });
    return records;
  }

  raise(condition: string, more: Partial<SourceAlarm['record']> = {}): SourceAlarm {
    const time = this.at(this.seconds);
    return this.#put({
      object: 'd',
      element: 'd',
      record: {
        id: `s/a${++this.#next + 1000}`,
        alarmKey: condition,
        state: 'RAISED',
        ackState: 'UNACKNOWLEDGED',
        alarmReportingTime: time,
        alarmChangedTime: time,
        isRootCause: null,
        ...more,
      },
    });
  }

  change(alarm: SourceAlarm, more: Partial<SourceAlarm['record']>): SourceAlarm {
    return this.#put({ ...alarm, record: { ...alarm.record, ...more } });
  }

  clear(alarm: SourceAlarm): SourceAlarm {
    const time = this.at(this.seconds);
    return this.change(alarm, { state: 'CLEARED', alarmClearedTime: time, alarmChangedTime: time });
  }

  /** As an adapter does it: what was before, then what is. */
  tell(gone: readonly SourceAlarm[], changed: readonly SourceAlarm[]): void {
    this.shown.learn(this.#cleared());
    this.shown.change(
      gone.map(({ record }) => record.id),
      changed,
    );
  }

  raised(condition: string): SourceAlarm[] {
    return this.#open().filter(({ record }) => record.alarmKey === condition);
  }

  at(seconds: number): string {
    return new Date(START + seconds * 1000).toISOString();
  }

  get records() {
    return [...this.live.ids()].toSorted().map((id) => this.live.get(id));
  }

  #put(alarm: SourceAlarm): SourceAlarm {
    this.alarms.set(alarm.record.id, alarm);
    return alarm;
  }

  #open(): SourceAlarm[] {
    return [...this.alarms.values()].filter(({ record }) => record.state === 'RAISED');
  }

  #cleared(): SourceAlarm[] {
    return [...this.alarms.values()].filter(({ record }) => record.state === 'CLEARED');
  }

  #start(): [LiveAlarms, LiveEpisodes] {
    const index = new BoundIndex();
    const verdict = { state: 'UNKNOWN', explanation: '' } as const;
    const binder = {
      attend: () => {},
      isPartOf: () => false,
      verdict: () => verdict,
      binding: () => null,
      state: () => 'UNKNOWN' as const,
      boundTo: (id: string) => index.boundTo(id),
      boundWithin: (id: string) => index.boundWithin(id),
      unplaced: 0,
      revision: 0,
      pending: 0,
    };
    const now = (): number => START + this.seconds * 1000;
    const live = createLiveAlarms({ source: 's', regions: [], binder, now });
    return [live, createLiveEpisodes({ live, rules, now, parentOf: (id) => id })];
  }
}

function begin(): Source {
  const source = new Source();
  source.shown.replace([]);
  return source;
}

describe('a condition that comes and goes', () => {
  test('stays one alarm, held open between', () => {
    const source = begin();
    const a = source.raise('k');
    source.tell([], [a]);
    source.seconds = 5;
    source.tell([source.clear(a)], []);
    expect(source.records).toMatchObject([{ id: 's/a1001', state: 'RAISED', heldUntil: source.at(15) }]);
    expect(source.shown.currentOf('s/a1001')).toBe('s/a1001');
    source.seconds = 14;
    source.tell([], [source.raise('k')]);
    expect(source.records).toMatchObject([{ id: 's/a1001', heldUntil: null, occurrences: 2 }]);
    expect(source.shown.currentOf('s/a1001')).toBe('s/a1002');
    expect(source.shown.currentOf('s/a1002')).toBeNull();
    expect(source.live.get('s/a1002')).toBeNull();
  });

  test('is given up when the hold-down is over, but not while nobody knows whether it came again', () => {
    const source = begin();
    const a = source.raise('k');
    source.tell([], [a]);
    source.tell([source.clear(a)], []);
    source.live.lost();
    source.seconds = 60;
    source.shown.release();
    expect(source.records).toMatchObject([{ heldUntil: source.at(10) }]);
    source.shown.replace([]);
    expect(source.records).toEqual([]);
  });
});

describe('parents', () => {
  test('are the alarms that are shown, also when their own event is not the first', () => {
    const source = begin();
    const a = source.raise('k');
    source.tell([], [a]);
    source.seconds = 5;
    source.tell([source.clear(a)], []);
    const again = source.raise('k');
    source.tell([], [again]);
    const symptom = source.raise('m', { parentAlarm: { id: again.record.id } });
    source.tell([], [symptom]);
    expect(source.records).toMatchObject([
      { id: a.record.id, isRootCause: true, parentAlarm: null },
      { id: symptom.record.id, isRootCause: null, parentAlarm: { id: a.record.id } },
    ]);
    expect(source.afterRestart).toEqual(source.records);
    source.tell([], [source.change(symptom, { parentAlarm: null })]);
    expect(source.records).toMatchObject([{ isRootCause: null }, { parentAlarm: null }]);
  });
});

type Step = readonly ['wait' | 'raise' | 'clear' | 'ack' | 'restart' | 'parent', number, string];
const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom(
    ...(['wait', 'wait', 'raise', 'raise', 'clear', 'clear', 'ack', 'restart', 'parent'] as const),
  ),
  fc.integer({ min: 0, max: 12 }),
  fc.constantFrom('k', 'm'),
);

test('whatever happens: one alarm per condition, every raise counted once, the same after a restart', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const source = begin();
      for (const [kind, amount, key] of steps) {
        const [open] = source.raised(key);
        if (kind === 'wait') source.seconds += amount;
        else if (kind === 'restart') source.restart();
        // one at a time, as most sources do it
        else if (kind === 'raise' && !open) source.tell([], [source.raise(key)]);
        else if (kind === 'clear' && open) source.tell([source.clear(open)], []);
        else if (kind === 'ack' && open) source.tell([], [source.change(open, { ackState: 'ACKNOWLEDGED' })]);
        else if (kind === 'parent' && open) {
          const [other] = source.raised(key === 'k' ? 'm' : 'k');
          source.tell([], [source.change(open, { parentAlarm: other ? { id: other.record.id } : null })]);
        }
        source.shown.release();

        const all = rules.join(source.alarms.values());
        const at = START + source.seconds * 1000;
        const expected = all.filter((episode) => rules.standing(episode, at) !== 'OVER');
        expect(source.records.map((alarm) => [alarm?.id, alarm?.occurrences])).toEqual(
          expected.map((episode) => [episode[0].id, episode.length]).toSorted(),
        );
        const over = all.filter((episode) => !expected.includes(episode)).flat();
        const counted = source.records.reduce((sum, alarm) => sum + (alarm?.occurrences ?? 0), 0);
        expect(counted + over.length).toBe(source.alarms.size);
        const keys = source.records.map((alarm) => alarm?.alarmKey);
        expect(new Set(keys).size).toBe(keys.length);
        for (const alarm of source.records) {
          const isParent = source.records.some((other) => other?.parentAlarm?.id === alarm?.id);
          expect(alarm?.isRootCause === true).toBe(isParent);
        }
        expect(source.afterRestart).toEqual(source.records);
      }
    }),
    { numRuns: 300 },
  );
});

test('a hundred thousand alarms are read, held and given up', () => {
  const source = new Source();
  for (let n = 0; n < 100_000; n++) {
    const alarm = source.raise(`k${n}`);
    if (n % 10 === 0) source.clear(alarm);
  }
  source.restart();
  expect(source.live.faultSource().openAlarms).toBe(100_000);
  source.seconds = HOLD;
  source.shown.release();
  expect(source.live.faultSource().openAlarms).toBe(90_000);
  const [some] = source.raised('k7');
  if (!some) throw new TypeError('It must be raised.');
  for (let n = 0; n < 1000; n++) source.shown.change([], [some]);
  expect(source.live.faultSource().openAlarms).toBe(90_000);
});
