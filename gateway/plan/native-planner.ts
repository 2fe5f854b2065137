/** The native planner of Hive Router (MIT) in this process: whoever replaces it replaces this file and `hive-plan.ts`. */
import { createRequire } from 'node:module';
import type * as Native from '@graphql-hive/router-query-planner';
import { convertPlan } from './hive-plan.ts';
import type { PlanMaker } from './plan-maker.ts';
import { PlanTooLate } from './plan-maker.ts';
import type { QueryPlan } from './planner.ts';
import type { Ordering } from './subgraph-order.ts';

/** Loaded where plans are made, and nowhere else: it takes some 20 MiB. */
const native = (): typeof Native =>
  createRequire(import.meta.url)('@graphql-hive/router-query-planner') as typeof Native;

const NO_LABELS: Set<string> = new Set();

/** `orderings`: the likeliest to find a way first. @throws Error where that is no supergraph. */
export function createNativePlanner(orderings: readonly Ordering[], planningMs: number): PlanMaker {
  const [likeliest, ...others] = orderings.map((ordering) => new Way(ordering));
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
  #native: Native.QueryPlanner | undefined;

  constructor(ordering: Ordering) {
    this.#ordering = ordering;
  }

  open(): Native.QueryPlanner {
    return (this.#native ??= new (native().QueryPlanner)(this.#ordering.text));
  }

  async plan(text: string, operationName: string | undefined, limit: AbortSignal): Promise<QueryPlan> {
    const plan = await this.open().planAsync(text, operationName, NO_LABELS, 0, limit);
    const { ownNames } = this.#ordering;
    return convertPlan(plan, (name) => (Object.hasOwn(ownNames, name) ? ownNames[name] : undefined) ?? name);
  }
}
