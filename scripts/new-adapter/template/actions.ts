/** What people do with alarms: one outcome per id, whatever happens. What is done already is not done twice. */
import { type ActionFailure, failed, failureOf } from '#adapters/kit/alarms/action-failure.ts';
import type { LiveAlarms } from '#adapters/kit/alarms/live-alarms.ts';
import type { Call } from '#schema/ports/call.ts';
import type { ActionOutcome } from '#schema/ports/faults.ts';
import type { AlarmAction } from '#schema/types/faults.ts';
import type { AcmeViewClient } from './client.ts';
import { mapAlarm, nativeIdOf } from './map.ts';
import type { AlarmRow } from './types.ts';

export interface ActionParts {
  readonly source: string;
  readonly client: AcmeViewClient;
  readonly live: LiveAlarms;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
}

/** Acme View can be told to acknowledge, and nothing else. */
export async function act(
  { source, client, live, now }: ActionParts,
  action: AlarmAction,
  ids: readonly string[],
  comment: string | null,
  call: Call,
): Promise<readonly ActionOutcome[]> {
  const natives = ids.map((id) => nativeIdOf(source, id));
  let rows: ReadonlyMap<string, AlarmRow>;
  try {
    const known = [...new Set(natives.filter((id) => id !== null))];
    rows = new Map((await client.alarms(known, call)).map((row) => [String(row.id), row]));
  } catch (error) {
    // Nothing has been sent: whatever went wrong, nothing was done.
    const { error: why } = failureOf(error);
    return ids.map(() => ({ status: 'FAILED', alarm: null, error: why }));
  }

  /** The alarm as it is now, in the live set too. */
  function seen(row: AlarmRow): ActionOutcome['alarm'] {
    const alarm = mapAlarm(row, source, new Date(now()).toISOString());
    if (live.state === 'IN_SYNC') live.upsert([alarm]);
    return live.complete(alarm);
  }

  async function one(native: string | null): Promise<ActionOutcome> {
    const row = native === null ? undefined : rows.get(native);
    if (native === null || !row)
      return { ...failed('NOT_FOUND', 'No alarm of this source has such an id.'), alarm: null };
    if (action !== 'ACKNOWLEDGE')
      return { ...failed('NOT_SUPPORTED_BY_SOURCE', `Acme View has no ${action}.`), alarm: seen(row) };
    if (row.acknowledgedBy) return { status: 'APPLIED', alarm: seen(row) };
    let failure: ActionFailure;
    try {
      return { status: 'APPLIED', alarm: seen(await client.acknowledge(native, comment, call)) };
    } catch (error) {
      failure = failureOf(error);
    }
    return { ...failure, alarm: seen(row) };
  }

  const outcomes: ActionOutcome[] = [];
  for (const native of natives) outcomes.push(await one(native));
  return outcomes;
}
