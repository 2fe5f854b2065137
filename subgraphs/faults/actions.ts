/** What people do with alarms: one row per id, in the order of the ids, whatever happened. */
import { type ErrorCode, TributaryError } from '#schema/errors.ts';
import type { ActionOutcome, FaultsPort } from '#schema/ports/faults.ts';
import type {
  ActionErrorCode,
  AlarmAction,
  AlarmActionPayload,
  AlarmActionResult,
} from '#schema/types/faults.ts';
import { type SubgraphContext, minted } from '../resolve/context.ts';

interface ActionArguments {
  readonly ids: readonly string[];
  readonly comment?: string | null;
}

/** Failures that come before anything is done in the source; after any other, nobody knows. */
const NOTHING_DONE: Partial<Record<ErrorCode, ActionErrorCode>> = {
  SOURCE_UNAVAILABLE: 'SOURCE_UNAVAILABLE',
  SOURCE_AUTH_FAILED: 'SOURCE_UNAVAILABLE',
  SOURCE_RATE_LIMITED: 'SOURCE_UNAVAILABLE',
  SOURCE_UNSUPPORTED_VERSION: 'SOURCE_UNAVAILABLE',
  NOT_SYNCHRONISED: 'SOURCE_UNAVAILABLE',
  SOURCE_FORBIDDEN: 'REFUSED_BY_SOURCE',
  SOURCE_REFUSED: 'REFUSED_BY_SOURCE',
  NOT_SUPPORTED_BY_SOURCE: 'NOT_SUPPORTED_BY_SOURCE',
};

/** Answers a mutation. An id that is given twice is acted on once, and has its outcome in both rows. */
export function act(action: AlarmAction) {
  return async (
    _root: unknown,
    { ids, comment }: ActionArguments,
    context: SubgraphContext<FaultsPort>,
  ): Promise<AlarmActionPayload> => {
    const own = [...new Set(ids)].filter((id) => minted(context, id));
    const outcomes = await outcomesOf(action, own, comment ?? null, context);
    context.loaders.clear();
    const byId = new Map(own.map((id, i) => [id, outcomes[i]]));
    return { results: ids.map((id) => row(id, byId.get(id) ?? unknownTo(context.source))) };
  };
}

async function outcomesOf(
  action: AlarmAction,
  ids: readonly string[],
  comment: string | null,
  { port, call }: SubgraphContext<FaultsPort>,
): Promise<readonly ActionOutcome[]> {
  if (ids.length === 0) return [];
  try {
    return await port.act(action, ids, comment, call);
  } catch (error) {
    if (!(error instanceof TributaryError)) throw error;
    const code = NOTHING_DONE[error.code];
    const outcome: ActionOutcome = {
      status: code ? 'FAILED' : 'OUTCOME_UNKNOWN',
      alarm: null,
      error: { code: code ?? 'SOURCE_UNAVAILABLE', message: error.message },
    };
    return ids.map(() => outcome);
  }
}

function unknownTo(source: string): ActionOutcome {
  const message = `The source "${source}" has no alarm with this id.`;
  return { status: 'FAILED', alarm: null, error: { code: 'NOT_FOUND', message } };
}

function row(id: string, { status, alarm, error }: ActionOutcome): AlarmActionResult {
  return { id, status, alarm, error: error ?? null };
}
