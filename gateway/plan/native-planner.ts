/** The native planner of Hive Router (MIT) in this process: whoever replaces it replaces this file and `hive-plan.ts`. */
import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { convertPlan } from './hive-plan.ts';
import type { PlanMaker } from './plan-maker.ts';
import { PlanTooLate } from './plan-maker.ts';
import type { QueryPlan } from './planner.ts';
import { type Ordering, orderings } from './subgraph-order.ts';

const NO_LABELS: Set<string> = new Set();

/** @throws Error where the text is no supergraph. */
export function createNativePlanner(supergraphSdl: string, planningMs: number): PlanMaker {
  const [likeliest, ...others] = orderings(supergraphSdl).map((ordering) => new Way(ordering));
  likeliest?.open();
  const ways = likeliest ? [likeliest, ...others] : others;
  return {
    ready: Promise.resolve(),
    async make(text, operationName) {
      const limit = AbortSignal.timeout(planningMs);
      let refusal: unknown;
      for (const way of ways) {
        try {
          return await way.plan(text, operationName, limit);
        } catch (error) {
          if (limit.aborted) throw new PlanTooLate(planningMs, error);
          refusal ??= error;
        }
      }
      throw refusal;
    },
    close() {},
  };
}

/** The planner over the subgraphs in one order. */
class Way {
  readonly #ordering: Ordering;
  #native: QueryPlanner | undefined;

  constructor(ordering: Ordering) {
    this.#ordering = ordering;
  }

  open(): QueryPlanner {
    return (this.#native ??= new QueryPlanner(this.#ordering.text));
  }

  async plan(text: string, operationName: string | undefined, limit: AbortSignal): Promise<QueryPlan> {
    const plan = await this.open().planAsync(text, operationName, NO_LABELS, 0, limit);
    return convertPlan(plan, this.#ordering.nameOf);
  }
}
