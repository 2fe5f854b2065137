/** The port of the faults domain. Batch first: an answer stands at the place of its key. */
import type {
  ActionErrorCode,
  ActionStatus,
  Alarm,
  AlarmAction,
  AlarmFilter,
  AlarmSummary,
  FaultSource,
  Scope,
} from '../types/faults.ts';
import type { Call } from './call.ts';
import type { ListRequest, Page } from './page.ts';

/** References in it are `{ id }`. */
export type AlarmRecord = Alarm;

export interface AlarmsOfRequest extends ListRequest<AlarmFilter> {
  readonly scope: Scope;
}

export interface ActionOutcome {
  readonly status: ActionStatus;
  /** The alarm as the source has it after the action; null where it could not be read. */
  readonly alarm: AlarmRecord | null;
  readonly error?: { readonly code: ActionErrorCode; readonly message: string };
}

export interface FaultsPort {
  alarmsByIds(ids: readonly string[], call: Call): Promise<readonly (AlarmRecord | null)[]>;
  alarms(request: ListRequest<AlarmFilter>, call: Call): Promise<Page<AlarmRecord>>;
  /** The alarms on each of these resources, whoever minted their ids. */
  alarmsOf(
    resourceIds: readonly string[],
    request: AlarmsOfRequest,
    call: Call,
  ): Promise<readonly Page<AlarmRecord>[]>;
  summary(filter: AlarmFilter | null, call: Call): Promise<AlarmSummary>;
  summariesOf(resourceIds: readonly string[], scope: Scope, call: Call): Promise<readonly AlarmSummary[]>;
  /** How this source stands. Answers at once, also when the source does not. */
  faultSource(): FaultSource;
  /** One outcome per id, in order, whatever happened. */
  act(
    action: AlarmAction,
    ids: readonly string[],
    comment: string | null,
    call: Call,
  ): Promise<readonly ActionOutcome[]>;
}
