/**
 * Problem events backwards in time, in groups that hold whole seconds: Zabbix sorts by the second only, so a second that a limit
 * cut through is read again, and one that holds more than a page is read by id.
 */
import { TributaryError } from '#schema/errors.ts';
import type { CallOptions, ZabbixClient } from './client.ts';
import { idAfter } from './event-ids.ts';
import { eventQuery } from './queries.ts';
import { type EventRow, eventRow } from './types.ts';

export interface PastQuery {
  /** Further parameters of event.get: what is pushed down. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Unix seconds, both inclusive. */
  readonly from: number;
  readonly till: number;
  readonly limit: number;
}

/** Groups, newest first; the rows of a group in no particular order. Stops when there is nothing more. */
export async function* pastEvents(
  client: ZabbixClient,
  { params, from, till, limit }: PastQuery,
  options: CallOptions,
): AsyncGenerator<EventRow[]> {
  const dialect = client.dialect ?? (await client.probe(options));
  const base = { ...eventQuery(dialect), ...params };
  for (let end = till; end >= from;) {
    const page = {
      ...base,
      time_from: from,
      time_till: end,
      sortfield: ['clock', 'eventid'],
      sortorder: 'DESC',
      limit,
    };
    const { rows, received } = await client.rows(eventRow, 'event.get', page, options);
    if (received < limit) {
      yield rows;
      return;
    }
    if (rows.length === 0) throw unreadable();
    const lowest = Math.min(...rows.map((row) => Number(row.clock)));
    const whole = rows.filter((row) => Number(row.clock) > lowest);
    if (whole.length > 0) {
      yield whole;
      end = lowest;
    } else {
      yield await oneSecond(client, base, lowest, limit, options);
      end = lowest - 1;
    }
  }
}

async function oneSecond(
  client: ZabbixClient,
  base: Readonly<Record<string, unknown>>,
  second: number,
  limit: number,
  options: CallOptions,
): Promise<EventRow[]> {
  const all: EventRow[] = [];
  for (let from = '0'; ;) {
    const page = {
      ...base,
      time_from: second,
      time_till: second,
      eventid_from: from,
      sortfield: ['eventid'],
      sortorder: 'ASC',
      limit,
    };
    const { rows, received } = await client.rows(eventRow, 'event.get', page, options);
    all.push(...rows);
    if (received < limit) return all;
    if (rows.length === 0) throw unreadable();
    from = idAfter(rows);
  }
}

function unreadable(): TributaryError {
  return new TributaryError(
    'SOURCE_BAD_RESPONSE',
    'Zabbix must answer event.get with rows that have an id and a time.',
  );
}
