/** Alarms of events, open or cleared, with everything a row alone does not say. */
import type { LiveAlarms, SourceAlarm } from '#adapters/kit/alarms/live-alarms.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import type { AlarmMaker } from './alarm-maker.ts';
import type { CallOptions, ZabbixClient } from './client.ts';
import { chunks } from './chunks.ts';
import type { Directory } from './directory.ts';
import type { Recovery } from './map.ts';
import { OF_TRIGGERS, eventQuery } from './queries.ts';
import { type EventRow, eventRow } from './types.ts';

export interface Records {
  /** The events of these ids that are problems, by event id. */
  readEvents(eventids: readonly string[], options: CallOptions): Promise<Map<string, EventRow>>;
  /** The alarms of these rows as Zabbix has them, in their order. */
  sources(rows: readonly EventRow[], options: CallOptions): Promise<SourceAlarm[]>;
  /** The same, with what the bindings of their objects add. */
  complete(rows: readonly EventRow[], options: CallOptions): Promise<AlarmRecord[]>;
}

export interface RecordsParts {
  readonly client: ZabbixClient;
  readonly directory: Directory;
  readonly make: AlarmMaker;
  readonly live: LiveAlarms;
  readonly now: () => number;
}

export function createRecords(parts: RecordsParts): Records {
  const { client, directory, make, live, now } = parts;

  /** When, and by whom, problems were ended: the events that ended them say. */
  async function recoveries(rows: readonly EventRow[], call: CallOptions): Promise<Map<string, Recovery>> {
    const ids = [...new Set(rows.map((row) => row.r_eventid))].filter((id) => id !== '0');
    const found = new Map<string, Recovery>();
    for (const eventids of chunks(ids)) {
      const params = {
        ...OF_TRIGGERS,
        value: [0],
        eventids,
        output: ['eventid', 'objectid', 'clock', 'ns', 'userid'],
      };
      const { rows: ends } = await client.rows(eventRow, 'event.get', params, call);
      for (const end of ends) found.set(end.eventid, { clock: end.clock, ns: end.ns, userid: end.userid });
    }
    await directory.learnUsers(
      [...found.values()].map(({ userid }) => userid),
      call,
    );
    return found;
  }

  async function sources(rows: readonly EventRow[], call: CallOptions): Promise<SourceAlarm[]> {
    const asOf = new Date(now()).toISOString();
    const ends = await recoveries(rows, call);
    await directory.learn(rows, call);
    const causes = client.dialect?.causes === true;
    return rows.map((row) => {
      const recovery = ends.get(row.r_eventid) ?? null;
      // what a past problem has caused is not asked
      return make(row, { asOf, recovery, isCause: causes && row.cause_eventid !== '0' ? false : null });
    });
  }

  return {
    sources,
    complete: async (rows, call) => (await sources(rows, call)).map((alarm) => live.complete(alarm)),
    async readEvents(eventids, call) {
      const dialect = client.dialect ?? (await client.probe(call));
      const found = new Map<string, EventRow>();
      for (const ids of chunks(eventids)) {
        const { rows } = await client.rows(
          eventRow,
          'event.get',
          { ...eventQuery(dialect), eventids: ids },
          call,
        );
        for (const row of rows) if (row.value === '1') found.set(row.eventid, row);
      }
      return found;
    },
  };
}
