/** The pipeline: a request is read, planned, executed and answered. HTTP and the binders in this process both use it. */
import type { GraphQLFormattedError } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import { OperationAnswer } from './answer.ts';
import { type ExecutionOutcome, execute } from './execute/execute.ts';
import {
  type OperationInput,
  type OperationReader,
  type OperationRequest,
  type ReadOperation,
  createOperationReader,
} from './input/operation-input.ts';
import { RequestError, located } from './input/request-error.ts';
import { DEFAULT_LIMITS, type OperationLimits } from './limits/limits.ts';
import type { CacheStats } from './byte-cache.ts';
import { linkAbort } from './linked-abort.ts';
import type { Log } from './log.ts';
import type { MemberDirectory } from './members/directory.ts';
import type { PlanCacheStats } from './plan/plan-cache.ts';
import type { Supergraph, SupergraphHolder } from './supergraph/supergraph.ts';

export interface OperationCall extends OperationRequest {
  /** An error instead of a partial answer. */
  readonly requireComplete?: boolean;
  /** Shortens the deadline; never lengthens it. Milliseconds. */
  readonly deadlineMs?: number | undefined;
  /** What of its time is over: it waited to begin. Milliseconds. */
  readonly waitedMs?: number;
  /** True where only a query may be run. */
  readonly readOnly?: boolean;
  /** Under which the log and an internal error know the request. */
  readonly requestId?: string;
  /** Aborted when the client has left. */
  readonly signal: AbortSignal;
}

export { OperationAnswer } from './answer.ts';
export type RunOperation = (call: OperationCall) => Promise<OperationAnswer>;

/** How full the caches are, and of what use. */
export interface CacheTeller {
  cacheStats(): {
    readonly documents: CacheStats;
    readonly plans: PlanCacheStats | undefined;
  };
}

export interface OperationTools {
  readonly supergraph: SupergraphHolder;
  readonly members: MemberDirectory;
  readonly log: Log;
  readonly defaultDeadlineMs?: number;
  readonly limits?: OperationLimits | undefined;
  /** Aborted when no operation may go on. */
  readonly stopped?: AbortSignal | undefined;
}

export const DEFAULT_DEADLINE_MS = 10_000;

interface Time {
  readonly deadlineMs: number;
  readonly waitedMs: number;
}

const MAX_LOGGED_NAME = 100;
/** How long after the deadline an execution may still hand over what it has. */
export const GRACE_MS = 500;

export function createRunOperation(tools: OperationTools): RunOperation & CacheTeller {
  const { supergraph, log, limits = DEFAULT_LIMITS, defaultDeadlineMs = DEFAULT_DEADLINE_MS } = tools;
  // Before it is asked for: the first operation over a supergraph is not to wait for it.
  const readerFor = ({ apiSchema, subgraphs }: Supergraph): OperationReader =>
    createOperationReader(apiSchema, { limits, contracts: !subgraphs });
  let reader = readerFor(supergraph.current);
  supergraph.onChange((changed) => {
    reader = readerFor(changed);
  });

  const runOperation: RunOperation = async (call) => {
    const { waitedMs = 0 } = call;
    const started = performance.now() - waitedMs;
    const { current } = supergraph;
    const deadlineMs = Math.min(call.deadlineMs ?? defaultDeadlineMs, defaultDeadlineMs);
    let answer: OperationAnswer;
    let kind: string | undefined;
    try {
      const read = reader.operation(call);
      kind = read.operation.operation;
      answer =
        call.readOnly && kind !== 'query'
          ? OperationAnswer.refused(405, [notByGet()])
          : await run(tools, current, reader, read, call, { deadlineMs, waitedMs });
    } catch (error) {
      answer = failed(error, log, call.requestId);
    }
    const line = {
      reqId: call.requestId,
      operation: call.operationName?.slice(0, MAX_LOGGED_NAME),
      kind,
      status: answer.status,
      errors: codesOf(answer.errors),
      ms: Math.round(performance.now() - started),
    };
    // What has no request behind it is this process asking itself.
    if (call.requestId === undefined) log.debug(line, 'operation');
    else log.info(line, 'operation');
    return answer;
  };
  return Object.assign(runOperation, {
    cacheStats: () => ({ documents: reader.documentStats, plans: supergraph.planStats }),
  });
}

async function run(
  { members, log, stopped }: OperationTools,
  supergraph: Supergraph,
  reader: OperationReader,
  read: ReadOperation,
  call: OperationCall,
  time: Time,
): Promise<OperationAnswer> {
  const held = members.hold();
  try {
    const { snapshot } = held;
    const input = reader.input(call, snapshot.sources, read);
    const outcome = await withDeadline(
      stopped ? [call.signal, stopped] : [call.signal],
      time,
      async (signal) => {
        const plan = await supergraph.planner.plan(input.document, input.operationName, input.variables);
        const { apiSchema: schema, subgraphs } = supergraph;
        return execute({ ...executionOf(input), plan, schema, subgraphs, members: snapshot, signal });
      },
    );
    for (const said of outcome.unsaid)
      log.warn({ reqId: call.requestId, ...said }, 'a member failed without a code');
    return call.requireComplete ? OperationAnswer.completeOrNothing(outcome) : OperationAnswer.of(outcome);
  } finally {
    held.release();
  }
}

function executionOf({ document, operationName, variables, rawVariables }: OperationInput) {
  return { document, operationName, variables, rawVariables };
}

async function withDeadline(
  ends: readonly AbortSignal[],
  { deadlineMs, waitedMs }: Time,
  work: (signal: AbortSignal) => Promise<ExecutionOutcome>,
): Promise<ExecutionOutcome> {
  // Made only where it is needed: an error costs its stack.
  const exceeded = (): TributaryError =>
    new TributaryError('DEADLINE_EXCEEDED', `The operation did not end within ${deadlineMs} ms.`);
  const leftMs = deadlineMs - waitedMs;
  if (leftMs <= 0) throw exceeded();
  const linked = linkAbort(...ends);
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => {
        linked.abort(exceeded());
        timer = setTimeout(() => reject(exceeded()), GRACE_MS);
      }, leftMs);
      work(linked.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    linked.unlink();
  }
}

function failed(error: unknown, log: Log, requestId: string | undefined): OperationAnswer {
  if (error instanceof RequestError) return OperationAnswer.refused(400, error.errors);
  if (error instanceof TributaryError) {
    const formatted = located(error);
    return error.code === 'DEADLINE_EXCEEDED'
      ? OperationAnswer.of({ data: 'null', errors: [formatted], sources: [] })
      : OperationAnswer.refused(400, [formatted]);
  }
  log.error({ reqId: requestId, err: error }, 'operation failed');
  const internal = located(new TributaryError('INTERNAL_ERROR', 'Tributary failed on this request.'));
  return OperationAnswer.refused(500, [{ ...internal, extensions: { ...internal.extensions, requestId } }]);
}

function notByGet(): GraphQLFormattedError {
  return located(new TributaryError('BAD_USER_INPUT', 'A mutation must be sent by POST, but got: GET.'));
}

function codesOf(errors: readonly GraphQLFormattedError[]): readonly unknown[] | undefined {
  return errors.length > 0 ? [...new Set(errors.map((error) => error.extensions?.['code']))] : undefined;
}
