import { describe, expect, test } from '@jest/globals';
import { type Episode, createEpisodeRules } from './episodes.ts';
import type { SourceAlarm } from './live-alarms.ts';

const rules = createEpisodeRules({ holdDownSeconds: 60, flapping: { raises: 3, withinSeconds: 120 } });
const at = (seconds: number): string => new Date(Date.UTC(2026, 2, 1) + seconds * 1000).toISOString();
const ms = (seconds: number): number => Date.parse(at(seconds));

function alarm(token: string, raised: number, cleared: number | null, more: object = {}): SourceAlarm {
  return {
    object: 'p',
    element: 'd',
    record: {
      id: `s/${token}`,
      alarmKey: 's/trigger.a1',
      state: cleared === null ? 'RAISED' : 'CLEARED',
      alarmRaisedTime: at(raised),
      alarmReportingTime: at(raised),
      alarmChangedTime: at(cleared ?? raised),
      alarmClearedTime: cleared === null ? null : at(cleared),
      perceivedSeverity: 'MAJOR',
      ackState: 'UNACKNOWLEDGED',
      comments: [],
      sourceRecord: { source: 's', nativeId: token, asOf: at(raised) },
      ...more,
    },
  };
}

function only(...alarms: SourceAlarm[]): Episode {
  const [episode, ...others] = rules.join(alarms);
  if (!episode || others.length > 0) throw new TypeError('It must be one episode.');
  return episode;
}

describe('the alarm of an episode', () => {
  const comment = (text: string) => ({ comments: [{ text, user: 'ada', time: at(5) }] });
  const first = alarm('a', 0, 10, {
    ackState: 'ACKNOWLEDGED',
    clearUser: 'ada',
    ...comment('power?'),
  });
  const second = alarm('b', 50, null, { perceivedSeverity: 'CRITICAL', ...comment('power!') });

  test('is the first one, reopened: identity and place in the list are of the first, the rest of the last', () => {
    expect(rules.alarm(only(first, second), ms(51))).toMatchObject({
      object: 'p',
      element: 'd',
      record: {
        id: 's/a',
        alarmKey: 's/trigger.a1',
        state: 'RAISED',
        heldUntil: null,
        occurrences: 2,
        alarmRaisedTime: at(0),
        alarmReportingTime: at(0),
        alarmChangedTime: at(50),
        alarmClearedTime: null,
        perceivedSeverity: 'CRITICAL',
        // it needs somebody again
        ackState: 'UNACKNOWLEDGED',
        comments: [{ text: 'power?' }, { text: 'power!' }],
        sourceRecord: { nativeId: 'b', asOf: at(50) },
      },
    });
  });

  test('is held open for the hold-down, and says so', () => {
    const episode = only(first);
    expect(rules.standing(episode, ms(69))).toBe('HELD');
    expect(rules.alarm(episode, ms(69)).record).toMatchObject({
      state: 'RAISED',
      heldUntil: at(70),
      alarmClearedTime: null,
      clearUser: null,
      alarmChangedTime: at(10),
      occurrences: 1,
    });
    expect(rules.standing(episode, ms(70))).toBe('OVER');
    expect(rules.alarm(episode, ms(70)).record).toMatchObject({
      state: 'CLEARED',
      heldUntil: null,
      alarmClearedTime: at(10),
      clearUser: 'ada',
    });
  });

  test('flaps while its last raises are close together', () => {
    const flapping = (...alarms: SourceAlarm[]) => rules.alarm(only(...alarms), ms(1000)).record.flapping;
    const [a, b, c] = [alarm('a', 0, 20), alarm('b', 60, 70), alarm('c', 120, 125)];
    expect([flapping(a), flapping(a, b), flapping(a, b, c)]).toEqual([false, false, true]);
    expect(flapping(a, b, c, alarm('d', 184, null))).toBe(false);
  });
});

describe('what is not joined', () => {
  test('alarms of other objects, without a key, without a time', () => {
    const a = alarm('a', 0, 10);
    expect(rules.join([a, { ...alarm('b', 20, null), object: 'p2' }]).length).toBe(2);
    expect(rules.join([alarm('a', 0, 10, { alarmKey: null }), alarm('b', 20, null)]).length).toBe(2);
    expect(rules.join([a, alarm('b', 20, null, { alarmReportingTime: null })]).length).toBe(2);
  });

  test('one that is over since nobody knows when: it is neither held nor reopened', () => {
    const a = alarm('a', 0, 10, { alarmClearedTime: null });
    expect(rules.standing(only(a), ms(11))).toBe('OVER');
    expect(rules.join([a, alarm('b', 20, null)]).length).toBe(2);
  });
});

describe('clocks', () => {
  test('are never mixed in joining: ours, and that of the element, change nothing', () => {
    const strange = { alarmRaisedTime: at(90_000) };
    const episode = only(alarm('a', 0, 10, strange), alarm('b', 50, null, strange));
    for (const now of [-1000, 0, 100_000])
      expect(rules.alarm(episode, ms(now)).record).toMatchObject({ state: 'RAISED', occurrences: 2 });
    // in the future, and shown as it is
    expect(rules.alarm(episode, ms(60)).record.alarmRaisedTime).toBe(at(90_000));
  });

  test('an end before its beginning is an end at its beginning', () => {
    expect(rules.heldUntil(only(alarm('a', 10, 5)))).toBe(ms(70));
  });
});
