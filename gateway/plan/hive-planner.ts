/**
 * Plans by the native planner of Hive Router (MIT): whoever replaces it replaces this file. It works beside the event loop, a few
 * operations at a time, and each no longer than it may.
 */
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { type DocumentNode, Kind, print } from 'graphql';
import { TributaryError } from '#schema/errors.ts';
import { BoundedCache } from '../bounded-cache.ts';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { Turns } from '../turns.ts';
import { outcomeOf } from './conditions.ts';
import { convertPlan } from './hive-plan.ts';
import { plannable } from './plannable.ts';
import type { Planner, QueryPlan } from './planner.ts';
import { type Ordering, orderings } from './subgraph-order.ts';

export interface PlannerLimits {
  /** What planning one operation may take, milliseconds. */
  readonly planningMs?: number;
  readonly maxCachedPlans?: number;
}

const MAX_CACHED_PLANS = 1000;
/** Planning takes whole cores: the others are left to the event loop. */
const AT_A_TIME = 2;
const MAX_WAITING = 200;
const NO_LABELS: Set<string> = new Set();

type Variables = Parameters<Planner['plan']>[2];

export function createHivePlanner(
  supergraphSdl: string,
  { planningMs = DEFAULT_LIMITS.planningMs, maxCachedPlans = MAX_CACHED_PLANS }: PlannerLimits = {},
): Planner {
  const ways = orderings(supergraphSdl).map((ordering, index) => new Way(ordering, index === 0));
  const turns = new Turns(AT_A_TIME);
  const plans = new BoundedCache<Promise<QueryPlan>>(maxCachedPlans);

  async function make(
    document: DocumentNode,
    operationName: string | undefined,
    variables: Variables,
  ): Promise<QueryPlan> {
    const asked = plannable(oneOperation(document, operationName), variables);
    if (!asked) return {};
    const text = print(asked);
    if (turns.waiting >= MAX_WAITING)
      throw new TributaryError(
        'OVERLOADED',
        `At most ${MAX_WAITING} operations wait to be planned, and so many do.`,
      );
    return turns.take(async () => {
      const limit = AbortSignal.timeout(planningMs);
      let refusal: unknown;
      for (const way of ways) {
        try {
          return await way.plan(text, operationName, limit);
        } catch (error) {
          if (limit.aborted) throw tooIntricate(planningMs, error);
          refusal ??= error;
        }
      }
      throw unplannable(refusal);
    });
  }

  return {
    // Who asks for the same plan meanwhile waits for the same.
    plan(document, operationName, variables) {
      const text = document.loc?.source.body ?? print(document);
      const key = `${operationName ?? ''} ${outcomeOf(document, variables)}\n${text}`;
      const plan = plans.get(key, () => make(document, operationName, variables));
      plan.catch(() => plans.delete(key));
      return plan;
    },
  };
}

/** The native planner over the subgraphs in one order. */
class Way {
  readonly #ordering: Ordering;
  #native: QueryPlanner | undefined;

  /** `now`: a supergraph that is none is refused at once. */
  constructor(ordering: Ordering, now: boolean) {
    this.#ordering = ordering;
    if (now) this.#native = new QueryPlanner(ordering.text);
  }

  async plan(text: string, operationName: string | undefined, limit: AbortSignal): Promise<QueryPlan> {
    const { text: supergraph, nameOf } = this.#ordering;
    this.#native ??= new QueryPlanner(supergraph);
    return convertPlan(await this.#native.planAsync(text, operationName, NO_LABELS, 0, limit), nameOf);
  }
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
