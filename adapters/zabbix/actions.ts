/**
 * What people do with alarms: event.acknowledge, a bit mask. Each event is looked at before (what is done already is not done
 * twice) and after (the answer shows it as Zabbix has it).
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type ActionFailure as Failure, failed, failureOf } from '#adapters/kit/alarms/action-failure.ts';
import { TributaryError } from '#schema/errors.ts';
import { parseId, tokenNumber } from '#schema/ids.ts';
import type { ActionOutcome, AlarmRecord } from '#schema/ports/faults.ts';
import type { AlarmAction } from '#schema/types/faults.ts';
import type { CallOptions, ZabbixClient } from './client.ts';
import { chunks } from './chunks.ts';
import type { Directory } from './directory.ts';
import { isClosing } from './map.ts';
import type { Records } from './records.ts';
import { ACTION, type EventRow } from './types.ts';

export interface ActionsParts {
  readonly source: string;
  readonly client: ZabbixClient;
  readonly directory: Directory;
  readonly records: Records;
  /** Brings the open set up to date with what was done; gives the alarms of it. */
  refresh(eventids: readonly string[], options: CallOptions): Promise<Map<string, AlarmRecord>>;
}

export type Act = (
  action: AlarmAction,
  ids: readonly string[],
  comment: string | null,
  options: { readonly signal: AbortSignal },
) => Promise<readonly ActionOutcome[]>;

/** Closing is the work of Zabbix's server, which looks for it every few seconds: so long is waited for it. */
const CLOSE_WAIT_MS = 2000;
const CLOSE_LOOK_MS = 200;

const BITS: Record<AlarmAction, number> = {
  ACKNOWLEDGE: ACTION.ACKNOWLEDGE,
  UNACKNOWLEDGE: ACTION.UNACKNOWLEDGE,
  COMMENT: ACTION.MESSAGE,
  CLEAR: ACTION.CLOSE,
};

export function createAct({ source, client, directory, records, refresh }: ActionsParts): Act {
  /** Why the event cannot be acted on; null where it can. */
  function refusal(action: AlarmAction, row: EventRow | undefined, id: string): Failure | null {
    if (!row) return failed('NOT_FOUND', `Zabbix has no problem ${id}.`);
    if (action !== 'CLEAR' || isDone(action, row)) return null;
    const trigger = directory.trigger(row.objectid);
    if (trigger?.row.manual_close === true) return null;
    return failed(
      'NOT_SUPPORTED_BY_SOURCE',
      `Trigger ${row.objectid} does not let a person close its problems.`,
    );
  }

  /** Sends one call; where Zabbix refuses the lot for the sake of one, the lot is halved: it checks all before it does any. */
  async function apply(
    eventids: readonly string[],
    params: object,
    call: CallOptions,
  ): Promise<Map<string, Failure>> {
    try {
      await client.call(
        'event.acknowledge',
        { ...params, eventids: [...eventids] },
        { ...call, unsafe: true },
      );
      return new Map();
    } catch (error) {
      const refused =
        error instanceof TributaryError && error.code === 'SOURCE_REFUSED' && !error.outcomeUnknown;
      if (!refused || eventids.length === 1) {
        const failure = failureOf(error);
        return new Map(eventids.map((id) => [id, failure]));
      }
      const half = Math.ceil(eventids.length / 2);
      const first = await apply(eventids.slice(0, half), params, call);
      return new Map([...first, ...(await apply(eventids.slice(half), params, call))]);
    }
  }

  /** The events afterwards; where problems were closed, a little later if need be. Null where they could not be read. */
  async function readAfter(
    action: AlarmAction,
    eventids: readonly string[],
    call: CallOptions,
  ): Promise<Map<string, EventRow> | null> {
    const until = Date.now() + CLOSE_WAIT_MS;
    try {
      for (;;) {
        const rows = await records.readEvents(eventids, call);
        const waiting =
          action === 'CLEAR' && [...rows.values()].some((row) => row.r_eventid === '0' && isClosing(row));
        if (!waiting || Date.now() >= until) return rows;
        await pause(CLOSE_LOOK_MS, undefined, call.signal && { signal: call.signal });
      }
    } catch {
      return null;
    }
  }

  return async (action, ids, comment, { signal }) => {
    const eventidOf = new Map(ids.map((id) => [id, eventid(source, id)]));
    const known = [...new Set([...eventidOf.values()].filter((id) => id !== null))];
    let before: Map<string, EventRow>;
    try {
      before = await records.readEvents(known, { signal });
      await directory.learn([...before.values()], { signal });
    } catch (error) {
      // nothing has been sent: whatever went wrong, nothing was done
      const { error: why } = failureOf(error);
      return ids.map(() => ({ status: 'FAILED', alarm: null, error: why }));
    }

    const failures = new Map<string, Failure>();
    for (const id of known) {
      const failure = refusal(action, before.get(id), id);
      if (failure) failures.set(id, failure);
    }
    const todo = known.filter((id) => !failures.has(id) && !isDone(action, before.get(id)));
    const words = comment !== null && comment !== '';
    const params = {
      action: BITS[action] | (words ? ACTION.MESSAGE : 0),
      ...((words || action === 'COMMENT') && { message: comment ?? '' }),
    };
    for (const some of chunks(todo)) {
      for (const [id, failure] of await apply(some, params, { signal })) failures.set(id, failure);
    }

    const rows = await readAfter(action, [...before.keys()], { signal });
    const alarms = await alarmsOf([...(rows ?? new Map<string, EventRow>()).values()], { signal });
    const open = await refresh([...before.keys()], { signal }).catch(() => new Map<string, AlarmRecord>());
    for (const [id, alarm] of open) if (rows?.get(id)?.r_eventid === '0') alarms.set(id, alarm);
    return ids.map((id) => outcome(action, eventidOf.get(id) ?? null, failures, rows, alarms));
  };

  async function alarmsOf(rows: readonly EventRow[], call: CallOptions): Promise<Map<string, AlarmRecord>> {
    try {
      const alarms = await records.complete(rows, call);
      return new Map(rows.flatMap((row, i) => (alarms[i] ? [[row.eventid, alarms[i]] as const] : [])));
    } catch {
      return new Map();
    }
  }
}

function outcome(
  action: AlarmAction,
  id: string | null,
  failures: ReadonlyMap<string, Failure>,
  rows: ReadonlyMap<string, EventRow> | null,
  alarms: ReadonlyMap<string, AlarmRecord>,
): ActionOutcome {
  if (id === null)
    return { ...failed('NOT_FOUND', 'No problem of this source has such an id.'), alarm: null };
  const alarm = alarms.get(id) ?? null;
  const row = rows?.get(id);
  const failure = failures.get(id);
  // a broken connection leaves it open, unless the event shows that it was done
  if (failure && !(failure.status === 'OUTCOME_UNKNOWN' && action !== 'COMMENT' && isDone(action, row)))
    return { ...failure, alarm };
  if (action === 'CLEAR' && row?.r_eventid === '0') return { status: 'PENDING', alarm };
  // sent and accepted; unread, it is not seen
  return { status: row ? 'APPLIED' : 'PENDING', alarm };
}

/** Is the event as the action would make it? A comment is never there before. */
function isDone(action: AlarmAction, row: EventRow | undefined): boolean {
  if (!row || action === 'COMMENT') return false;
  if (action === 'CLEAR') return row.r_eventid !== '0' || isClosing(row);
  return row.acknowledged === (action === 'ACKNOWLEDGE');
}

export function eventid(source: string, id: string): string | null {
  const parsed = parseId(id);
  return parsed?.source === source ? tokenNumber(parsed.token) : null;
}
