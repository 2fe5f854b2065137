/** The pipeline: a request is read, planned, executed and answered. HTTP and the binders in this process both use it. */
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import { type ExecutionOutcome, execute } from './execute/execute.ts';
import {
  type OperationInput,
  type OperationReader,
  type OperationRequest,
  createOperationReader,
} from './input/operation-input.ts';
import { RequestError, located } from './input/request-error.ts';
import { linkAbort } from './linked-abort.ts';
import type { Log } from './log.ts';
import type { MemberDirectory } from './members/directory.ts';
import type { Supergraph, SupergraphHolder } from './supergraph/supergraph.ts';

export interface OperationCall extends OperationRequest {
  /** An error instead of a partial answer. */
  readonly requireComplete?: boolean;
  /** Shortens the deadline; never lengthens it. Milliseconds. */
  readonly deadlineMs?: number | undefined;
  /** True where only a query may be run. */
  readonly readOnly?: boolean;
  /** Under which the log and an internal error know the request. */
  readonly requestId?: string;
  /** Aborted when the client has left. */
  readonly signal: AbortSignal;
}

export interface OperationAnswer {
  /** 200: executed. 400: not executed, the request is wrong. 405: a mutation where none may be. 500: our fault. */
  readonly status: 200 | 400 | 405 | 500;
  readonly result: FormattedExecutionResult;
}

export type RunOperation = (call: OperationCall) => Promise<OperationAnswer>;

export interface OperationTools {
  readonly supergraph: SupergraphHolder;
  readonly members: MemberDirectory;
  readonly log: Log;
  readonly defaultDeadlineMs?: number;
}

const DEFAULT_DEADLINE_MS = 10_000;
const MAX_LOGGED_NAME = 100;
/** How long after the deadline an execution may still hand over what it has. */
export const GRACE_MS = 500;

export function createRunOperation(tools: OperationTools): RunOperation {
  const { supergraph, log, defaultDeadlineMs = DEFAULT_DEADLINE_MS } = tools;
  let reader: OperationReader | undefined;

  return async (call) => {
    const started = performance.now();
    const { current } = supergraph;
    if (reader?.schema !== current.apiSchema) reader = createOperationReader(current.apiSchema);
    const deadlineMs = Math.min(call.deadlineMs ?? defaultDeadlineMs, defaultDeadlineMs);
    let answer: OperationAnswer;
    let kind: string | undefined;
    try {
      kind = reader.operation(call).operation.operation;
      answer =
        call.readOnly && kind !== 'query'
          ? { status: 405, result: { errors: [notByGet()] } }
          : await run(tools, current, reader, call, deadlineMs);
    } catch (error) {
      answer = failed(error, log, call.requestId);
    }
    const line = {
      reqId: call.requestId,
      operation: call.operationName?.slice(0, MAX_LOGGED_NAME),
      kind,
      status: answer.status,
      errors: codesOf(answer.result.errors),
      ms: Math.round(performance.now() - started),
    };
    // What has no request behind it is this process asking itself.
    if (call.requestId === undefined) log.debug(line, 'operation');
    else log.info(line, 'operation');
    return answer;
  };
}

async function run(
  { members, log }: OperationTools,
  supergraph: Supergraph,
  reader: OperationReader,
  call: OperationCall,
  deadlineMs: number,
): Promise<OperationAnswer> {
  const held = members.hold();
  try {
    const { snapshot } = held;
    const input = reader.input(call, snapshot.sources);
    const plan = supergraph.planner.plan(input.document, input.operationName);
    const outcome = await withDeadline(call.signal, deadlineMs, (signal) =>
      execute({ ...executionOf(input), plan, schema: supergraph.apiSchema, members: snapshot, signal }),
    );
    for (const said of outcome.unsaid)
      log.warn({ reqId: call.requestId, ...said }, 'a member failed without a code');
    return { status: 200, result: call.requireComplete ? completeOrNothing(outcome) : resultOf(outcome) };
  } finally {
    held.release();
  }
}

function executionOf({ document, operationName, variables, rawVariables }: OperationInput) {
  return { document, operationName, variables, rawVariables };
}

async function withDeadline(
  left: AbortSignal,
  deadlineMs: number,
  work: (signal: AbortSignal) => Promise<ExecutionOutcome>,
): Promise<ExecutionOutcome> {
  const linked = linkAbort(left);
  const exceeded = new TributaryError(
    'DEADLINE_EXCEEDED',
    `The operation did not end within ${deadlineMs} ms.`,
  );
  const timer = setTimeout(() => linked.abort(exceeded), deadlineMs);
  let graceTimer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    graceTimer = setTimeout(() => reject(exceeded), deadlineMs + GRACE_MS);
  });
  try {
    return await Promise.race([work(linked.signal), overdue]);
  } finally {
    clearTimeout(timer);
    clearTimeout(graceTimer);
    linked.unlink();
  }
}

function resultOf({ data, errors, sources }: ExecutionOutcome): FormattedExecutionResult {
  return {
    data,
    ...(errors.length > 0 && { errors }),
    ...(sources.length > 0 && { extensions: { sources } }),
  };
}

function completeOrNothing(outcome: ExecutionOutcome): FormattedExecutionResult {
  if (outcome.complete) return resultOf(outcome);
  const missing = outcome.sources.filter(
    ({ status, stale, complete }) => status !== 'OK' || stale || !complete,
  );
  const names = [...new Set(missing.map(({ source }) => source))];
  const who = names.length > 0 ? `: ${names.map((name) => `\`${name}\``).join(', ')}` : '';
  const error = new TributaryError(
    'INCOMPLETE',
    `The answer must be complete, as the request asks, but a part of it is missing or not fresh${who}.`,
  );
  const formatted = located(error);
  const incomplete = { ...formatted, extensions: { ...formatted.extensions, sources: names } };
  return resultOf({ ...outcome, data: null, errors: [incomplete, ...outcome.errors] });
}

function failed(error: unknown, log: Log, requestId: string | undefined): OperationAnswer {
  if (error instanceof RequestError) return { status: 400, result: { errors: error.errors } };
  if (error instanceof TributaryError) {
    const formatted = located(error);
    return error.code === 'DEADLINE_EXCEEDED'
      ? { status: 200, result: { data: null, errors: [formatted] } }
      : { status: 400, result: { errors: [formatted] } };
  }
  log.error({ reqId: requestId, err: error }, 'operation failed');
  const internal = located(new TributaryError('INTERNAL_ERROR', 'Tributary failed on this request.'));
  return {
    status: 500,
    result: { errors: [{ ...internal, extensions: { ...internal.extensions, requestId } }] },
  };
}

function notByGet(): GraphQLFormattedError {
  return located(new TributaryError('BAD_USER_INPUT', 'A mutation must be sent by POST, but got: GET.'));
}

function codesOf(errors: readonly GraphQLFormattedError[] | undefined): readonly unknown[] | undefined {
  return errors && [...new Set(errors.map((error) => error.extensions?.['code']))];
}
