/**
 * The live set of a source whose alarms are joined to episodes: it is told of the source's alarms, and shows their episodes in
 * LiveAlarms. An episode is in the set while its condition stands, and while it is held open.
 */
import { type Episode, type EpisodeRules } from './episodes.ts';
import { lastOf } from './join-occurrences.ts';
import type { LiveAlarms, SourceAlarm } from './live-alarms.ts';

/** What a live set is told of the alarms that are open in the source. */
export interface OpenAlarmsSink {
  /** A complete resynchronisation. */
  replace(alarms: Iterable<SourceAlarm>): void;
  /** `gone`: the ids of those that are open no more. */
  change(gone: readonly string[], changed: readonly SourceAlarm[]): void;
}

export interface LiveEpisodes extends OpenAlarmsSink {
  /**
   * What was before: cleared alarms that are part of an episode which stands or is held. They are facts, so what is known
   * of others stays. To be told before the change that makes it matter; it is shown with that.
   */
  learn(cleared: Iterable<SourceAlarm>): void;
  /** The id that the source has for the alarm now; null for an alarm that is not in the set. */
  currentOf(id: string): string | null;
  /** Gives up what is held no more. Without contact nothing is: nobody knows whether it has come again. */
  release(): void;
}

export interface LiveEpisodesOptions {
  readonly live: LiveAlarms;
  readonly rules: EpisodeRules;
  /** The alarm that a parent is shown as, where it is not in the set. */
  readonly parentOf: (sourceAlarmId: string) => string;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
}

interface Condition {
  open: Map<string, SourceAlarm>;
  past: Map<string, SourceAlarm>;
  /** By id. */
  shown: Map<string, Episode>;
}

export function createLiveEpisodes({ live, rules, parentOf, now }: LiveEpisodesOptions): LiveEpisodes {
  let conditions = new Map<string, Condition>();
  /** By the source's id of every occurrence that is shown: the condition, and the episode's id. */
  const places = new Map<string, { readonly key: string; readonly id: string }>();
  /** Open in the source: its condition. */
  const keyOf = new Map<string, string>();
  /** How many alarms name this one as their parent. */
  const children = new Map<string, number>();
  const parents = new Map<string, string>();
  const held = new Map<string, number>();
  let dirty = new Set<string>();

  function condition(key: string): Condition {
    let known = conditions.get(key);
    if (!known) conditions.set(key, (known = { open: new Map(), past: new Map(), shown: new Map() }));
    return known;
  }

  function put(alarm: SourceAlarm): string {
    const key = alarm.record.alarmKey ?? alarm.record.id;
    condition(key).open.set(alarm.record.id, alarm);
    keyOf.set(alarm.record.id, key);
    return key;
  }

  /** Joins anew what is known of a condition; gives the episodes that are shown. Forgets what is over. */
  function join(known: Condition): Map<string, Episode> {
    const at = now();
    // what has been read as cleared was read later than what was read as open
    const alarms = new Map([...known.open, ...known.past]);
    const shown = rules.join(alarms.values()).filter((episode) => rules.standing(episode, at) !== 'OVER');
    const kept = shown.flatMap((episode) => episode.map(({ alarm }) => alarm));
    known.past = new Map(
      kept.flatMap((alarm) => (alarm.record.state === 'CLEARED' ? [[alarm.record.id, alarm]] : [])),
    );
    return new Map(shown.map((episode) => [episode[0].id, episode]));
  }

  function rejoin(key: string): { gone: string[]; episodes: Map<string, Episode> } {
    const known = condition(key);
    for (const episode of known.shown.values()) for (const { id } of episode) places.delete(id);
    const episodes = join(known);
    for (const [id, episode] of episodes) for (const one of episode) places.set(one.id, { key, id });
    const gone = [...known.shown.keys()].filter((id) => !episodes.has(id));
    known.shown = episodes;
    if (known.open.size === 0 && known.past.size === 0) conditions.delete(key);
    return { gone, episodes };
  }

  const shownId = (sourceAlarmId: string): string => places.get(sourceAlarmId)?.id ?? parentOf(sourceAlarmId);

  /** Notes whom the alarm names as its parent; gives those that became one, or ceased to be one. */
  function relate(id: string, parent: string | null): string[] {
    const before = parents.get(id) ?? null;
    if (before === parent) return [];
    const changed: string[] = [];
    if (before !== null) {
      const left = (children.get(before) ?? 1) - 1;
      if (left > 0) children.set(before, left);
      else if (children.delete(before)) changed.push(before);
      parents.delete(id);
    }
    if (parent !== null) {
      if (!children.has(parent)) changed.push(parent);
      children.set(parent, (children.get(parent) ?? 0) + 1);
      parents.set(id, parent);
    }
    return changed;
  }

  function alarmOf(id: string, episode: Episode): SourceAlarm {
    const alarm = rules.alarm(episode, now());
    const parent = parents.get(id);
    return {
      ...alarm,
      record: {
        ...alarm.record,
        parentAlarm: parent === undefined ? null : { id: parent },
        isRootCause: children.has(id) || (alarm.record.isRootCause ?? null),
      },
    };
  }

  /** What has changed in these conditions; `others`: their parents. */
  function settle(keys: ReadonlySet<string>): { gone: string[]; changed: SourceAlarm[] } {
    const gone: string[] = [];
    const fresh = new Map<string, Episode>();
    for (const key of keys) {
      const found = rejoin(key);
      gone.push(...found.gone);
      for (const [id, episode] of found.episodes) fresh.set(id, episode);
    }
    // after all have been joined: a parent may be among them
    const related = new Set<string>();
    for (const id of gone) for (const other of relate(id, null)) related.add(other);
    for (const id of gone) held.delete(id);
    for (const [id, episode] of fresh) {
      const named = lastOf(episode).alarm.record.parentAlarm?.id ?? null;
      for (const other of relate(id, named === null ? null : shownId(named))) related.add(other);
      const until = rules.standing(episode, now()) === 'HELD' ? rules.heldUntil(episode) : null;
      if (until === null) held.delete(id);
      else held.set(id, until);
    }
    for (const id of related) {
      const place = places.get(id);
      const episode = place && conditions.get(place.key)?.shown.get(id);
      if (episode) fresh.set(id, episode);
    }
    return { gone, changed: Array.from(fresh, ([id, episode]) => alarmOf(id, episode)) };
  }

  function show(keys: Iterable<string>): void {
    const { gone, changed } = settle(new Set([...keys, ...dirty]));
    dirty = new Set();
    if (gone.length > 0) live.remove(gone);
    if (changed.length > 0) live.upsert(changed);
  }

  return {
    learn(cleared) {
      for (const alarm of cleared) {
        const key = alarm.record.alarmKey ?? alarm.record.id;
        condition(key).past.set(alarm.record.id, alarm);
        dirty.add(key);
      }
    },
    replace(alarms) {
      const before = conditions;
      conditions = new Map();
      for (const [key, { past, shown }] of before) {
        const known = condition(key);
        known.past = past;
        known.shown = shown;
      }
      keyOf.clear();
      for (const alarm of alarms) put(alarm);
      settle(new Set([...before.keys(), ...conditions.keys()]));
      dirty = new Set();
      const all: SourceAlarm[] = [];
      for (const { shown } of conditions.values())
        for (const [id, episode] of shown) all.push(alarmOf(id, episode));
      live.replace(all);
    },
    change(gone, changed) {
      const keys = new Set<string>();
      for (const id of gone) {
        const key = keyOf.get(id);
        if (key === undefined) continue;
        keyOf.delete(id);
        conditions.get(key)?.open.delete(id);
        keys.add(key);
      }
      for (const alarm of changed) keys.add(put(alarm));
      show(keys);
    },
    currentOf(id) {
      const place = places.get(id);
      const episode = place?.id === id ? conditions.get(place.key)?.shown.get(id) : undefined;
      return episode ? lastOf(episode).id : null;
    },
    release() {
      if (held.size === 0 || live.state !== 'IN_SYNC') return;
      const at = now();
      const over = [...held].filter(([, until]) => until <= at);
      if (over.length > 0) show(over.flatMap(([id]) => places.get(id)?.key ?? []));
    },
  };
}
