/**
 * Alarms as episodes. Without hold-down each problem is one. With it, problems of a trigger that follow each other closely are: the
 * alarm has the id of the first. Which are joined is told by the events that Zabbix keeps, and by nothing that is only in memory: it is
 * the same after a restart, and for the live set and the history.
 */
import type { Episode, EpisodeRules } from '#adapters/kit/alarms/episodes.ts';
import { lastOf } from '#adapters/kit/alarms/join-occurrences.ts';
import type { LiveAlarms } from '#adapters/kit/alarms/live-alarms.ts';
import { type OpenAlarmsSink, createLiveEpisodes } from '#adapters/kit/alarms/live-episodes.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { CallOptions, ZabbixClient } from './client.ts';
import type { Directory } from './directory.ts';
import { type Asked, createEpisodeReader } from './episode-reader.ts';
import { alarmId } from './map.ts';
import { triggerOfKey } from './pushdown.ts';
import { OF_TRIGGERS } from './queries.ts';
import type { Records } from './records.ts';
import { type EventRow, eventMark } from './types.ts';

export interface FoundEpisode {
  readonly alarm: AlarmRecord;
  /** The event that it stands on now. */
  readonly eventid: string;
}

export interface Episodes {
  /** Are problems joined? */
  readonly joins: boolean;
  readonly sink: OpenAlarmsSink;
  /** Reads what was before, where problems of these triggers came or went, and the causes of these rows. */
  learn(rows: readonly EventRow[], triggerids: ReadonlySet<string>, call: CallOptions): Promise<void>;
  /** The same before a resynchronisation: `rows` are all open problems. */
  learnAll(rows: readonly EventRow[], call: CallOptions): Promise<void>;
  /** The triggers of what is held open, or of those of these events: no list of open problems has them. */
  held(eventids?: Iterable<string>): ReadonlySet<string>;
  /** Gives up what was held open long enough. */
  release(): void;
  /** The cleared alarms that these cleared problems are the beginning of. */
  begunBy(rows: readonly EventRow[], call: CallOptions): Promise<AlarmRecord[]>;
  /** The alarms of these ids, by event id. A problem that has reopened an alarm is none of its own. */
  byIds(eventids: readonly string[], call: CallOptions): Promise<Map<string, FoundEpisode>>;
  /** The event that an alarm of the live set stands on now. */
  currentOf(id: string): string | null;
}

export interface EpisodesParts {
  readonly source: string;
  readonly client: ZabbixClient;
  readonly directory: Directory;
  readonly records: Records;
  readonly live: LiveAlarms;
  readonly rules: EpisodeRules;
  readonly now: () => number;
}

export function createEpisodes(parts: EpisodesParts): Episodes {
  return parts.rules.holdDownMs > 0 ? joined(parts) : plain(parts);
}

/** An open problem whose trigger is gone is a leftover: neither in the live set nor anywhere else. */
function isLeftover(row: EventRow, directory: Directory): boolean {
  return row.r_eventid === '0' && directory.trigger(row.objectid) === null;
}

function plain({ directory, records, live }: EpisodesParts): Episodes {
  return {
    joins: false,
    sink: {
      replace: (alarms) => live.replace(alarms),
      change(gone, changed) {
        if (gone.length > 0) live.remove(gone);
        if (changed.length > 0) live.upsert(changed);
      },
    },
    learn: async () => undefined,
    learnAll: async () => undefined,
    held: () => new Set(),
    release: () => undefined,
    begunBy: (rows, call) => records.complete(rows, call),
    async byIds(eventids, call) {
      const rows = [...(await records.readEvents(eventids, call)).values()];
      const alarms = await records.complete(rows, call);
      return new Map(
        rows.flatMap((row, i) => {
          const alarm = alarms[i];
          const { eventid } = row;
          return alarm && !isLeftover(row, directory) ? [[eventid, { alarm, eventid }] as const] : [];
        }),
      );
    },
    currentOf: (id) => live.source(id)?.record.sourceRecord?.nativeId ?? null,
  };
}

function joined(parts: EpisodesParts): Episodes {
  const { source, client, directory, records, live, rules, now } = parts;
  const holdSeconds = Math.ceil(rules.holdDownMs / 1000);
  const read = createEpisodeReader({
    client,
    records,
    rules,
    isLeftover: (row) => isLeftover(row, directory),
  });
  /** By the alarm id of an event that is somebody's cause: the alarm that it is part of, which never changes. */
  const firsts = new Map<string, string>();
  const shown = createLiveEpisodes({ live, rules, now, parentOf: (id) => firsts.get(id) ?? id });

  const asked = (row: EventRow): Asked => ({ triggerid: row.objectid, from: Number(row.clock) });

  function holding(ids: ReadonlySet<string>): (episode: Episode) => boolean {
    return (episode) => episode.some(({ id }) => ids.has(id));
  }

  async function learnCauses(rows: readonly EventRow[], call: CallOptions): Promise<void> {
    const causes = new Set(rows.map((row) => row.cause_eventid));
    const unknown = [...causes].filter((id) => id !== '0' && !firsts.has(alarmId(source, id)));
    if (unknown.length === 0) return;
    const found = [...(await records.readEvents(unknown, call)).values()];
    const ids = new Set(found.map((row) => alarmId(source, row.eventid)));
    const wanted = { back: true, till: null, wants: holding(ids) };
    for (const episode of await read(found.map(asked), wanted, call))
      for (const { id } of episode) if (ids.has(id)) firsts.set(id, episode[0].id);
  }

  async function learnPast(spans: readonly Asked[], call: CallOptions): Promise<void> {
    const wants = (episode: Episode): boolean => rules.standing(episode, now()) !== 'OVER';
    for (const episode of await read(spans, { back: true, till: null, wants }, call)) {
      shown.learn(episode.flatMap(({ alarm }) => (alarm.record.state === 'CLEARED' ? [alarm] : [])));
    }
  }

  /** Where to look: as far back as the open problem goes, and at what may be held. */
  function spans(rows: readonly EventRow[], triggerids: Iterable<string>): Asked[] {
    const recent = Math.floor(now() / 1000) - holdSeconds;
    const from = new Map(Array.from(triggerids, (id) => [id, recent]));
    for (const { objectid, clock } of rows) {
      const known = from.get(objectid);
      if (known !== undefined) from.set(objectid, Math.min(known, Number(clock)));
    }
    return Array.from(from, ([triggerid, since]) => ({ triggerid, from: since }));
  }

  /** The triggers whose problems ended so recently that they may be held. */
  async function recentlyEnded(call: CallOptions): Promise<string[]> {
    const params = {
      ...OF_TRIGGERS,
      value: [0],
      output: ['eventid', 'objectid', 'value'],
      time_from: Math.floor(now() / 1000) - holdSeconds,
    };
    const { rows } = await client.rows(eventMark, 'event.get', params, call);
    return rows.map((row) => row.objectid);
  }

  function complete(episode: Episode): AlarmRecord {
    const alarm = rules.alarm(episode, now());
    const parent = alarm.record.parentAlarm;
    const named = parent && { id: firsts.get(parent.id) ?? parent.id };
    return live.complete({ ...alarm, record: { ...alarm.record, parentAlarm: named ?? null } });
  }

  return {
    joins: true,
    sink: shown,
    async learn(rows, triggerids, call) {
      await learnCauses(rows, call);
      if (triggerids.size > 0) await learnPast(spans(rows, triggerids), call);
    },
    async learnAll(rows, call) {
      firsts.clear();
      await learnCauses(rows, call);
      const ended = await recentlyEnded(call);
      await learnPast(spans(rows, new Set([...rows.map((row) => row.objectid), ...ended])), call);
    },
    held(eventids) {
      const wanted = eventids && new Set(eventids);
      const triggers = new Set<string>();
      for (const id of live.ids()) {
        const { heldUntil, alarmKey, sourceRecord } = live.source(id)?.record ?? {};
        const trigger = heldUntil && alarmKey ? triggerOfKey(source, alarmKey) : null;
        if (trigger !== null && (wanted?.has(sourceRecord?.nativeId ?? '') ?? true)) triggers.add(trigger);
      }
      return triggers;
    },
    release: () => shown.release(),
    async begunBy(rows, call) {
      if (rows.length === 0) return [];
      const ids = new Set(rows.map((row) => alarmId(source, row.eventid)));
      const till = Math.max(...rows.map((row) => Number(row.clock)));
      const wanted = { back: false, till, wants: holding(ids) };
      const begun = (await read(rows.map(asked), wanted, call)).filter(
        (episode) => ids.has(episode[0].id) && rules.standing(episode, now()) === 'OVER',
      );
      await learnCauses(rows, call);
      return begun.map(complete);
    },
    async byIds(eventids, call) {
      const rows = [...(await records.readEvents(eventids, call)).values()];
      const eventidOf = new Map(rows.map((row) => [alarmId(source, row.eventid), row.eventid]));
      const wants = holding(new Set(eventidOf.keys()));
      const found = await read(rows.map(asked), { back: true, till: null, wants }, call);
      await learnCauses(rows, call);
      return new Map(
        found.flatMap((episode) => {
          const first = eventidOf.get(episode[0].id);
          const eventid = lastOf(episode).alarm.record.sourceRecord?.nativeId;
          if (first === undefined || !eventid) return [];
          return [[first, { alarm: complete(episode), eventid }] as const];
        }),
      );
    },
    currentOf: (id) => live.source(id)?.record.sourceRecord?.nativeId ?? null,
  };
}
