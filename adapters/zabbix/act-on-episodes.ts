/** Actions on alarms, done to the events that they stand on now. */
import { failed, failureOf } from '#adapters/kit/alarms/action-failure.ts';
import type { LiveAlarms } from '#adapters/kit/alarms/live-alarms.ts';
import type { ActionOutcome, AlarmRecord } from '#schema/ports/faults.ts';
import { type Act, eventid } from './actions.ts';
import type { CallOptions } from './client.ts';
import type { Episodes } from './episodes.ts';
import { alarmId } from './map.ts';

export interface EpisodesActedOn {
  readonly source: string;
  readonly live: LiveAlarms;
  readonly episodes: Episodes;
}

/** Where problems are not joined, this is `act` itself. */
export function actOnEpisodes(act: Act, { source, live, episodes }: EpisodesActedOn): Act {
  if (!episodes.joins) return act;

  async function others(ids: readonly string[], call: CallOptions) {
    const eventids = ids.flatMap((id) => (live.get(id) ? [] : (eventid(source, id) ?? [])));
    return episodes.byIds([...new Set(eventids)], call);
  }

  return async (action, ids, comment, call) => {
    let current: Map<string, string>;
    try {
      const found = await others(ids, call);
      current = new Map(
        ids.flatMap((id) => {
          const now = episodes.currentOf(id) ?? found.get(eventid(source, id) ?? '')?.eventid;
          return now === undefined ? [] : [[id, alarmId(source, now)] as const];
        }),
      );
    } catch (error) {
      // nothing has been sent: whatever went wrong, nothing was done
      const { error: why } = failureOf(error);
      return ids.map(() => ({ status: 'FAILED', alarm: null, error: why }));
    }
    const known = ids.filter((id) => current.has(id));
    const outcomes = await act(
      action,
      known.map((id) => current.get(id) ?? id),
      comment,
      call,
    );
    const after = await others(known, call).catch(() => new Map<string, { alarm: AlarmRecord }>());
    const of = new Map(known.map((id, i) => [id, outcomes[i]]));
    return ids.map((id): ActionOutcome => {
      const outcome = of.get(id);
      if (!outcome)
        return { ...failed('NOT_FOUND', 'No problem of this source has such an id.'), alarm: null };
      return { ...outcome, alarm: live.get(id) ?? after.get(eventid(source, id) ?? '')?.alarm ?? null };
    });
  };
}
