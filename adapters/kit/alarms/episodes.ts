/**
 * Episodes of alarms: what a source reports as several alarms of one condition, shown as one.
 *
 * Every time keeps its own clock. Whether two occurrences are one episode goes by the source's clock alone (alarmReportingTime,
 * alarmClearedTime). Only when a held alarm is given up for cleared goes by ours: where the two disagree it is shown as held
 * a little too long or too short, but nothing is joined that should not be. No time is corrected, one in the future neither.
 */
import type { EpisodeOptions } from './episode-options.ts';
import { type Chain, type Occurrence, joinOccurrences, lastOf } from './join-occurrences.ts';
import type { SourceAlarm } from './live-alarms.ts';

/** An occurrence is an alarm as the source has it. */
export interface AlarmOccurrence extends Occurrence {
  readonly alarm: SourceAlarm;
}

export type Episode = Chain<AlarmOccurrence>;

/** STANDING: the condition is there. HELD: it is over, but may come again. OVER: it is over. */
export type Standing = 'STANDING' | 'HELD' | 'OVER';

export interface EpisodeRules {
  readonly holdDownMs: number;
  /** The episodes that these alarms are. An alarm without alarmKey is one of its own. */
  join(alarms: Iterable<SourceAlarm>): Episode[];
  /** How it stands at `now`, by our clock. */
  standing(episode: Episode, now: number): Standing;
  /** When a held one is over; null for one that stands, or whose end nobody knows. */
  heldUntil(episode: Episode): number | null;
  /**
   * The alarm that the episode is shown as: the id, the raising and the reporting time (which lists go by) of the first
   * occurrence, everything else of the last one; comments of all.
   */
  alarm(episode: Episode, now: number): SourceAlarm;
}

export function createEpisodeRules({ holdDownSeconds, flapping }: EpisodeOptions): EpisodeRules {
  const holdDownMs = holdDownSeconds * 1000;
  const flappingMs = flapping.withinSeconds * 1000;

  function heldUntil(episode: Episode): number | null {
    const { clearedAt } = lastOf(episode);
    return clearedAt === null ? null : clearedAt + holdDownMs;
  }

  function standing(episode: Episode, now: number): Standing {
    const { alarm } = lastOf(episode);
    if ((alarm.record.state ?? 'RAISED') === 'RAISED') return 'STANDING';
    return (heldUntil(episode) ?? -Infinity) > now ? 'HELD' : 'OVER';
  }

  /** The last raises decide: one that comes late ends the flapping. */
  function isFlapping(episode: Episode): boolean {
    const first = episode.at(-flapping.raises);
    return first !== undefined && lastOf(episode).raisedAt - first.raisedAt <= flappingMs;
  }

  return {
    holdDownMs,
    heldUntil,
    standing,
    join: (alarms) => joinOccurrences(Array.from(alarms, occurrence), holdDownMs),
    alarm(episode, now) {
      const { alarm: last } = lastOf(episode);
      const { record: first } = episode[0].alarm;
      const until = heldUntil(episode);
      const held = standing(episode, now) === 'HELD' && until !== null;
      return {
        ...last,
        record: {
          ...last.record,
          id: first.id,
          alarmRaisedTime: first.alarmRaisedTime ?? null,
          alarmReportingTime: first.alarmReportingTime ?? null,
          alarmChangedTime: latest(episode.map(({ alarm }) => alarm.record.alarmChangedTime)),
          ...(held && { state: 'RAISED', alarmClearedTime: null, clearUser: null }),
          heldUntil: held ? new Date(until).toISOString() : null,
          occurrences: episode.length,
          flapping: isFlapping(episode),
          isRootCause: anyOf(episode.map(({ alarm }) => alarm.record.isRootCause)),
          comments: episode.flatMap(({ alarm }) => alarm.record.comments ?? []),
        },
      };
    },
  };
}

/**
 * The condition is alarmKey and object: where a source has one key for several objects, what comes on one of them does not
 * reopen what was on another.
 */
export function occurrence(alarm: SourceAlarm): AlarmOccurrence {
  const { id, alarmKey, alarmReportingTime, alarmClearedTime, state } = alarm.record;
  const raisedAt = instantOf(alarmReportingTime);
  return {
    id,
    alarm,
    condition: raisedAt === null || !alarmKey ? id : JSON.stringify([alarmKey, alarm.object]),
    raisedAt: raisedAt ?? 0,
    // a source may end what it has begun before it began, as clocks go
    clearedAt: state === 'CLEARED' ? notBefore(raisedAt, instantOf(alarmClearedTime)) : null,
  };
}

function instantOf(time: string | null | undefined): number | null {
  const at = time ? Date.parse(time) : NaN;
  return Number.isNaN(at) ? null : at;
}

function notBefore(raisedAt: number | null, clearedAt: number | null): number | null {
  return raisedAt !== null && clearedAt !== null ? Math.max(raisedAt, clearedAt) : clearedAt;
}

function latest(times: readonly (string | null | undefined)[]): string | null {
  return times.reduce<string | null>((a, b) => (b && (a === null || b > a) ? b : a), null);
}

/** Null where nobody knows of any. */
function anyOf(flags: readonly (boolean | null | undefined)[]): boolean | null {
  if (flags.includes(true)) return true;
  return flags.at(-1) ?? null;
}
