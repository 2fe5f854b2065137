/**
 * The open problems as they were last read, and the live set that is made of them. Reads overlap (the poll, the sweep, an action
 * that looks at what it did): a row counts only where nothing newer is known of it.
 */
import type { SourceAlarm } from '#adapters/kit/alarms/live-alarms.ts';
import type { OpenAlarmsSink } from '#adapters/kit/alarms/live-episodes.ts';
import type { AlarmMaker } from './alarm-maker.ts';
import { createCauses } from './causes.ts';
import type { Directory } from './directory.ts';
import { alarmId } from './map.ts';
import type { EventRow } from './types.ts';

/** When a read began: `order` to compare, `asOf` to show. */
export interface Reading {
  readonly order: number;
  /** RFC 3339. */
  readonly asOf: string;
}

export interface OpenSet {
  /** To be called before a request is sent. */
  reading(): Reading;
  /** A complete list: what is not in it, and was not read later, is gone. The live set is in sync. */
  replace(rows: readonly EventRow[], reading: Reading): void;
  /** What was read of what was asked for: an id without a row is open no more. */
  update(rows: readonly EventRow[], asked: Iterable<string>, reading: Reading): void;
  /** The triggers of problems that came or went, by what was read of what was asked for. */
  turned(rows: readonly EventRow[], asked: Iterable<string>): Set<string>;
  ids(): Iterable<string>;
  /** The open problems of these triggers. */
  ofTriggers(triggerids: ReadonlySet<string>): string[];
  /** The triggers of all open problems. */
  triggers(): Set<string>;
  readonly size: number;
  /** When this problem was last read, RFC 3339; null for one that is not in the set. */
  asOf(eventid: string): string | null;
}

interface Entry {
  readonly row: EventRow;
  readonly reading: Reading;
  /** All that the alarm was made of: unchanged, it is not made again. */
  readonly print: string;
  readonly alarm: SourceAlarm;
}

export interface OpenSetParts {
  readonly source: string;
  readonly sink: OpenAlarmsSink;
  readonly directory: Directory;
  readonly make: AlarmMaker;
  /** Does the version know causes? */
  readonly hasCauses: () => boolean;
  readonly now: () => number;
}

/** So many ids found gone are remembered, against answers that were under way meanwhile. */
const REMEMBERED = 1000;

export function createOpenSet({ source, sink, directory, make, hasCauses, now }: OpenSetParts): OpenSet {
  let order = 0;
  const entries = new Map<string, Entry>();
  const gone = new Map<string, number>();
  const causes = createCauses();

  /** Problems of triggers that were deleted, or are not ours to see, linger in Zabbix until it cleans up: they are not open. */
  const isOpen = (row: EventRow): boolean =>
    row.r_eventid === '0' && directory.trigger(row.objectid) !== null;

  function isNews(eventid: string, reading: Reading): boolean {
    return (entries.get(eventid)?.reading.order ?? gone.get(eventid) ?? 0) <= reading.order;
  }

  function forget(eventid: string, reading: Reading): string[] {
    entries.delete(eventid);
    gone.delete(eventid);
    gone.set(eventid, reading.order);
    const [oldest] = gone.keys();
    if (gone.size > REMEMBERED && oldest !== undefined) gone.delete(oldest);
    return causes.relate(eventid, '0');
  }

  /** Keeps the row; gives its alarm where it is not what it was. */
  function keep(row: EventRow, reading: Reading): SourceAlarm[] {
    const names = row.acknowledges.map(({ userid }) => directory.userName(userid));
    const isCause = hasCauses() ? causes.isCause(row.eventid) : null;
    const print = JSON.stringify([row, directory.trigger(row.objectid), isCause, names]);
    const known = entries.get(row.eventid);
    const alarm = known?.print === print ? known.alarm : make(row, { asOf: reading.asOf, isCause });
    entries.set(row.eventid, { row, reading, print, alarm });
    return alarm === known?.alarm ? [] : [alarm];
  }

  /** Keeps the rows; gives the alarms that changed, also those that became a cause or ceased to be one. */
  function keepAll(rows: readonly EventRow[], touched: readonly string[], reading: Reading): SourceAlarm[] {
    const again = new Set([
      ...touched,
      ...rows.flatMap((row) => causes.relate(row.eventid, row.cause_eventid)),
    ]);
    for (const row of rows) again.delete(row.eventid);
    const related = [...again].flatMap((id) => entries.get(id) ?? []);
    return [
      ...rows.flatMap((row) => keep(row, reading)),
      ...related.flatMap((entry) => keep(entry.row, entry.reading)),
    ];
  }

  return {
    reading: () => ({ order: ++order, asOf: new Date(now()).toISOString() }),
    replace(rows, reading) {
      const listed = new Set(rows.map((row) => row.eventid));
      const over = [...entries.keys()].filter((id) => !listed.has(id) && isNews(id, reading));
      const touched = over.flatMap((id) => forget(id, reading));
      const news = rows.filter((row) => isOpen(row) && isNews(row.eventid, reading));
      keepAll(news, touched, reading);
      sink.replace(Array.from(entries.values(), ({ alarm }) => alarm));
    },
    update(rows, asked, reading) {
      const open = new Set(rows.filter(isOpen).map((row) => row.eventid));
      const over = [...asked].filter((id) => !open.has(id) && isNews(id, reading));
      const held = over.filter((id) => entries.has(id));
      const touched = over.flatMap((id) => forget(id, reading));
      const news = rows.filter((row) => open.has(row.eventid) && isNews(row.eventid, reading));
      const changed = keepAll(news, touched, reading);
      sink.change(
        held.map((id) => alarmId(source, id)),
        changed,
      );
    },
    turned(rows, asked) {
      const listed = new Set(rows.map((row) => row.eventid));
      const came = rows.filter((row) => !entries.has(row.eventid));
      const went = [...asked].flatMap((id) => (listed.has(id) ? [] : (entries.get(id)?.row ?? [])));
      return new Set([...came, ...went].map((row) => row.objectid));
    },
    ids: () => entries.keys(),
    ofTriggers(triggerids) {
      const eventids: string[] = [];
      if (triggerids.size === 0) return eventids;
      for (const { row } of entries.values()) if (triggerids.has(row.objectid)) eventids.push(row.eventid);
      return eventids;
    },
    triggers() {
      const triggerids = new Set<string>();
      for (const { row } of entries.values()) triggerids.add(row.objectid);
      return triggerids;
    },
    get size() {
      return entries.size;
    },
    asOf: (eventid) => entries.get(eventid)?.reading.asOf ?? null,
  };
}
