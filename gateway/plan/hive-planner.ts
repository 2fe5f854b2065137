/** Plans by the native planner: beside the event loop, a few operations at a time, each no longer than it may, what is the same at once. */
import { type DocumentNode, Kind, print } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import type { Log } from '../log.ts';
import { Turns } from '../turns.ts';
import { outcomeOf } from './conditions.ts';
import { askInterfaces } from './interface-objects.ts';
import { createNativePlanner } from './native-planner.ts';
import { PlanCache } from './plan-cache.ts';
import { PlanTooLate, PlannerLost } from './plan-maker.ts';
import { plannable } from './plannable.ts';
import type { Planner, QueryPlan } from './planner.ts';
import { createPlannerProcesses } from './planner-processes.ts';
import { requiredWithArguments } from './required-fields.ts';
import { orderings } from './subgraph-order.ts';

export interface PlannerLimits {
  /** What planning one operation may take, milliseconds. */
  readonly planningMs?: number;
}

export interface PlannerOptions extends PlannerLimits {
  /** Where given, plans are made in processes of their own, and this is told when one breaks down. */
  readonly apart?: Log | undefined;
  /** Without it, one of its own. */
  readonly plans?: PlanCache | undefined;
}

/** Planning takes whole cores: the others are left to the event loop. */
const AT_A_TIME = 2;
const MAX_WAITING = 200;

type Variables = Parameters<Planner['plan']>[2];

export function createHivePlanner(
  supergraphSdl: string,
  { planningMs = DEFAULT_LIMITS.planningMs, apart, plans = new PlanCache() }: PlannerOptions = {},
): Planner {
  // First: where the text is none, no process is started.
  const ofInterfaces = askInterfaces(supergraphSdl);
  const required = requiredWithArguments(supergraphSdl);
  const ways = orderings(supergraphSdl);
  const maker = apart
    ? createPlannerProcesses({ orderings: ways, planningMs }, AT_A_TIME, apart)
    : createNativePlanner(ways, planningMs);
  const turns = new Turns(AT_A_TIME);
  const generation = plans.nextGeneration();

  async function make(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Variables,
  ): Promise<QueryPlan> {
    const asked = plannable(oneOperation(document, operationName), variables, required);
    if (!asked) return {};
    const text = textOf(asked);
    if (turns.waiting >= MAX_WAITING)
      throw new TributaryError(
        'OVERLOADED',
        `At most ${MAX_WAITING} operations wait to be planned, and so many do.`,
      );
    return turns.take(async () => {
      try {
        const plan = await maker.make(text, operationName);
        return required.size > 0 ? { ...plan, apart: required } : plan;
      } catch (error) {
        throw error instanceof PlanTooLate ? tooIntricate(planningMs, error) : unplannable(error);
      }
    });
  }

  function textOf(document: DocumentNode): string {
    try {
      return print(ofInterfaces ? ofInterfaces(document) : document);
    } catch (error) {
      throw unplannable(error);
    }
  }

  return {
    ready: maker.ready,
    plan: (document, operationName, variables) =>
      plans.get(
        generation,
        keyOf(document, operationName, outcomeOf(document, variables)),
        () => make(document, operationName, variables),
        isFinal,
      ),
    close: () => maker.close(),
  };
}

/** What the planner breaks down on is not tried again. */
function isFinal(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof PlannerLost;
}

/** By document, operation and outcome: to put a long text together and look at all of it takes longer than to look it up. */
const keys = new WeakMap<DocumentNode, Map<string, string>>();
const MAX_KEYS = 64;

function keyOf(document: DocumentNode, operationName = '', outcome = ''): string {
  let known = keys.get(document);
  if (!known) keys.set(document, (known = new Map<string, string>()));
  const which = `${operationName} ${outcome}`;
  let key = known.get(which);
  if (key === undefined) {
    key = `${which}\n${document.loc?.source.body ?? print(document)}`;
    if (known.size < MAX_KEYS) known.set(which, key);
  }
  return key;
}

/** The document without its other operations. */
function oneOperation(document: DocumentNode, name: string | undefined): DocumentNode {
  const definitions = document.definitions.filter(
    (definition) =>
      definition.kind !== Kind.OPERATION_DEFINITION || name === undefined || definition.name?.value === name,
  );
  return { ...document, definitions };
}

function tooIntricate(planningMs: number, cause: unknown): TributaryError {
  return new TributaryError(
    'TOO_HARD_TO_PLAN',
    `An operation must be simple enough to be planned within ${planningMs} ms, but this one is not; ask for less in one request.`,
    { cause },
  );
}

/** Valid for the schema, and yet no way leads through the subgraphs to all of it. */
function unplannable(cause: unknown): TributaryError {
  return new TributaryError(
    'GRAPHQL_VALIDATION_FAILED',
    `An operation must be one that the subgraphs can answer together, but got: ${cause instanceof Error ? cause.message : String(cause)}.`,
    { cause },
  );
}
