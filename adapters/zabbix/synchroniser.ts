/**
 * Keeps the open set as Zabbix has it. One loop, one step at a time: after every failure a complete resynchronisation; then polls
 * for new events by id, and a sweep, page by page, that reads every open problem again, because nothing tells of a changed
 * severity, an acknowledgement or a maintenance.
 */
import type { LiveAlarms } from '#adapters/kit/alarms/live-alarms.ts';
import type { ZodType } from 'zod';
import { TributaryError } from '#schema/errors.ts';
import type { CallOptions, ZabbixClient } from './client.ts';
import { CHUNK, chunks } from './chunks.ts';
import type { Directory } from './directory.ts';
import type { Episodes } from './episodes.ts';
import { type EventWindow, createEventWindow } from './event-window.ts';
import { compareIds, idAfter } from './event-ids.ts';
import type { OpenSet, Reading } from './open-set.ts';
import { OF_TRIGGERS, problemQuery } from './queries.ts';
import { type EventMark, type EventRow, eventMark, eventRow, idRow } from './types.ts';

export interface Synchroniser {
  /** One step: a resynchronisation where there is a gap, else a poll. Rejects where the source does not answer; a gap follows. */
  step(signal: AbortSignal): Promise<void>;
  /** Reads these problems now. */
  readProblems(eventids: readonly string[], options: CallOptions): Promise<void>;
}

export interface SynchroniserParts {
  readonly source: string;
  readonly client: ZabbixClient;
  readonly live: LiveAlarms;
  readonly open: OpenSet;
  readonly directory: Directory;
  readonly episodes: Episodes;
  readonly timeoutMs: number;
  readonly pollMs: number;
  readonly reconcileMs: number;
  readonly now: () => number;
}

/** The sweep reads no more problems a second than this: a very large list takes longer than the configured interval, for Zabbix's sake and ours. */
const SWEPT_A_SECOND = 1000;
/** How long a smaller event id may be committed after a larger one. The sweep finds what is later than that. */
const OVERLAP_MS = 10_000;
const EVENTS_PER_POLL = 1000;
const EVENT_MARKS = { ...OF_TRIGGERS, value: [0, 1], output: ['eventid', 'objectid', 'value'] };

export function createSynchroniser(parts: SynchroniserParts): Synchroniser {
  const { source, client, live, open, directory, episodes, timeoutMs, pollMs, reconcileMs, now } = parts;
  const window: EventWindow = createEventWindow(OVERLAP_MS);
  let gap = true;
  /** The sweep's next event id; null between two sweeps. */
  let sweepAt: string | null = null;
  let sweptAt = 0;

  const query = (): Record<string, unknown> => {
    if (!client.dialect) throw new TypeError('Problems must be asked for after the version.');
    return problemQuery(client.dialect);
  };

  /** A page by id, from `from` on; `next` is null on the last one. */
  async function page<Row extends { readonly eventid: string }>(
    row: ZodType<Row>,
    method: string,
    params: Readonly<Record<string, unknown>>,
    from: string,
    limit: number,
    options: CallOptions,
  ): Promise<{ rows: Row[]; next: string | null }> {
    const paging = { eventid_from: from, sortfield: ['eventid'], sortorder: 'ASC', limit };
    const { rows, received } = await client.rows(row, method, { ...params, ...paging }, options);
    if (received < limit) return { rows, next: null };
    if (rows.length === 0)
      throw new TributaryError(
        'SOURCE_BAD_RESPONSE',
        `Zabbix must answer ${method} with rows that have an id.`,
        { source },
      );
    return { rows, next: idAfter(rows) };
  }

  const problemPage = (from: string, options: CallOptions) =>
    page(eventRow, 'problem.get', query(), from, CHUNK, options);

  const eventPage = (from: string, options: CallOptions) =>
    page(eventMark, 'event.get', EVENT_MARKS, from, EVENTS_PER_POLL, options);

  async function readProblems(eventids: readonly string[], options: CallOptions): Promise<void> {
    for (const ids of chunks(eventids)) {
      const reading = open.reading();
      const { rows } = await client.rows(eventRow, 'problem.get', { ...query(), eventids: ids }, options);
      await update(rows, ids, reading, options);
    }
    await readHeld(episodes.held(eventids), options);
  }

  /** What is held open is over in Zabbix, and people act on it all the same. */
  async function readHeld(triggerids: ReadonlySet<string>, options: CallOptions): Promise<void> {
    if (triggerids.size === 0) return;
    await episodes.learn([], triggerids, options);
    open.update([], [], open.reading());
  }

  /** What was before has to be known first: an alarm is never shown as a new one and then as an old one. */
  async function update(
    rows: readonly EventRow[],
    asked: readonly string[],
    reading: Reading,
    options: CallOptions,
  ): Promise<void> {
    await directory.learn(rows, options);
    await episodes.learn(rows, open.turned(rows, asked), options);
    open.update(rows, asked, reading);
  }

  async function highestEvent(options: CallOptions): Promise<string> {
    const params = {
      ...OF_TRIGGERS,
      output: ['eventid'],
      sortfield: ['eventid'],
      sortorder: 'DESC',
      limit: 1,
    };
    return (await client.rows(idRow.event, 'event.get', params, options)).rows[0]?.eventid ?? '0';
  }

  async function resynchronise(options: CallOptions): Promise<void> {
    await client.probe(options);
    live.resynchronising();
    window.reset(await highestEvent(options), now());
    const reading = open.reading();
    const all: EventRow[] = [];
    for (let from: string | null = '0'; from !== null;) {
      const found: { rows: EventRow[]; next: string | null } = await problemPage(from, options);
      all.push(...found.rows);
      from = found.next;
    }
    await directory.learn(all, options);
    await episodes.learnAll(all, options);
    open.replace(all, reading);
    sweepAt = null;
    sweptAt = 0;
  }

  /** Problems that are new, and those that an event of their trigger may have ended. */
  async function poll(options: CallOptions): Promise<void> {
    const startedAt = now();
    const news: EventMark[] = [];
    for (let from: string | null = window.from; from !== null;) {
      const found: { rows: EventMark[]; next: string | null } = await eventPage(from, options);
      news.push(...found.rows.filter((row) => window.isNew(row.eventid)));
      from = found.next;
    }
    const raised = news.filter((event) => event.value === '1').map((event) => event.eventid);
    const ended = new Set(news.filter((event) => event.value !== '1').map((event) => event.objectid));
    // one that came and went since the last poll is in no list of problems, but part of an episode
    await episodes.learn([], new Set(news.map((event) => event.objectid)), options);
    await readProblems([...new Set([...raised, ...open.ofTriggers(ended)])], options);
    window.polled(startedAt);
  }

  /** As many pages as it takes to be through in time. */
  async function sweep(options: CallOptions): Promise<void> {
    if (sweepAt === null) {
      if (now() - sweptAt < reconcileMs) return;
      sweptAt = now();
      sweepAt = '0';
      await readHeld(episodes.held(), options);
    }
    const steps = Math.max(1, Math.floor(reconcileMs / pollMs));
    const wanted = Math.ceil((open.size / CHUNK + 1) / steps);
    const budget = Math.min(wanted, Math.max(1, Math.floor((SWEPT_A_SECOND * pollMs) / 1000 / CHUNK)));
    for (let read = 0; read < budget && sweepAt !== null; read++) sweepAt = await sweepPage(sweepAt, options);
  }

  async function sweepPage(from: string, options: CallOptions): Promise<string | null> {
    const reading = open.reading();
    const { rows, next } = await problemPage(from, options);
    const covered: string[] = [];
    for (const id of open.ids())
      if (compareIds(id, from) >= 0 && (next === null || compareIds(id, next) < 0)) covered.push(id);
    await update(rows, covered, reading, options);
    return next;
  }

  return {
    readProblems,
    async step(signal) {
      const options = { signal, timeoutMs };
      try {
        if (gap) await resynchronise(options);
        gap = false;
        await poll(options);
        await sweep(options);
        episodes.release();
        live.heard();
      } catch (error) {
        gap = true;
        throw error;
      }
    },
  };
}
