/** Reads the problems of triggers, as far before and after as their episodes reach. */
import type { Episode, EpisodeRules } from '#adapters/kit/alarms/episodes.ts';
import { lastOf } from '#adapters/kit/alarms/join-occurrences.ts';
import type { CallOptions, ZabbixClient } from './client.ts';
import { CHUNK } from './chunks.ts';
import { idAfter } from './event-ids.ts';
import { eventQuery } from './queries.ts';
import type { Records } from './records.ts';
import { type EventRow, eventRow } from './types.ts';

export interface Asked {
  readonly triggerid: string;
  /** Unix seconds. */
  readonly from: number;
}

export interface Wanted {
  /** Is the beginning of an episode to be found? What overlaps the hold-down before `from` is read either way. */
  readonly back: boolean;
  /** Unix seconds; null: up to now. Episodes are followed further where they go on. */
  readonly till: number | null;
  /** Only the reach of these episodes is read. */
  wants(episode: Episode): boolean;
}

export interface EpisodeReaderParts {
  readonly client: ZabbixClient;
  readonly records: Records;
  readonly rules: EpisodeRules;
  /** Problems that are in no list. */
  isLeftover(row: EventRow): boolean;
}

export type EpisodeReader = (
  asked: readonly Asked[],
  wanted: Wanted,
  call: CallOptions,
) => Promise<Episode[]>;

const END_OF_TIME = 2_147_483_647;
const LIMIT = 1000;
/** How much more is read each time that an episode reaches further. */
const GROWTH = 4;

export function createEpisodeReader({
  client,
  records,
  rules,
  isLeftover,
}: EpisodeReaderParts): EpisodeReader {
  const hold = Math.ceil(rules.holdDownMs / 1000);

  /** The problems that stood at some time in this span, by whole seconds. */
  async function standing(
    objectids: readonly string[],
    from: number,
    till: number,
    call: CallOptions,
  ): Promise<EventRow[]> {
    const dialect = client.dialect ?? (await client.probe(call));
    const all: EventRow[] = [];
    for (let id = '0'; ;) {
      const params = {
        ...eventQuery(dialect),
        objectids,
        problem_time_from: from,
        problem_time_till: till,
        eventid_from: id,
        sortfield: ['eventid'],
        sortorder: 'ASC',
        limit: LIMIT,
      };
      const { rows, received } = await client.rows(eventRow, 'event.get', params, call);
      all.push(...rows);
      if (received < LIMIT || rows.length === 0) return all;
      id = idAfter(rows);
    }
  }

  async function episodesOf(
    objectids: readonly string[],
    since: number,
    { back, till: until, wants }: Wanted,
    call: CallOptions,
  ): Promise<Episode[]> {
    let from = Math.max(0, since - hold);
    let till = until === null ? END_OF_TIME : until + hold;
    for (let reach = hold; ; reach *= GROWTH) {
      const rows = await standing(objectids, from, till, call);
      const alarms = await records.sources(rows, call);
      const known = alarms.filter((_, i) => !isLeftover(rows[i] as EventRow));
      const episodes = rules.join(known).filter(wants);
      const begin = Math.min(...episodes.map((episode) => Math.floor(episode[0].raisedAt / 1000) - hold));
      const end = Math.max(
        ...episodes.map((episode) => Math.ceil((lastOf(episode).clearedAt ?? 0) / 1000) + hold),
      );
      const early = back && from > 0 && begin < from;
      const late = end > till;
      if (!early && !late) return episodes;
      if (early) from = Math.max(0, begin - reach);
      if (late) till = Math.min(END_OF_TIME, end + reach);
    }
  }

  return async (asked, wanted, call) => {
    const earliest = new Map<string, number>();
    for (const { triggerid, from } of asked)
      earliest.set(triggerid, Math.min(from, earliest.get(triggerid) ?? Infinity));
    // those that are asked from about the same time go together: then little is read that nobody asked for
    const sorted = [...earliest].sort(([, a], [, b]) => a - b);
    const episodes: Episode[] = [];
    for (let at = 0; at < sorted.length; at += CHUNK) {
      const some = sorted.slice(at, at + CHUNK);
      const ids = some.map(([triggerid]) => triggerid);
      episodes.push(...(await episodesOf(ids, some[0]?.[1] ?? 0, wanted, call)));
    }
    return episodes;
  };
}
