/** Who makes plans: in this process, or in others. */
import type { QueryPlan } from './planner.ts';

export interface PlanMaker {
  /** Rejects where the supergraph is none. */
  readonly ready: Promise<unknown>;
  /**
   * The plan of a document without conditions. Rejects with PlanTooLate, with PlannerLost, or with what the planner says where it finds
   * no way.
   */
  make(text: string, operationName: string | undefined): Promise<QueryPlan>;
  close(): void;
}

export class PlanTooLate extends Error {
  constructor(planningMs: number, cause?: unknown) {
    super(`No plan within ${planningMs} ms.`, { cause });
  }
}

/** The planner has broken down on this operation, and would again. */
export class PlannerLost extends Error {
  constructor() {
    super('the planner breaks down on it');
  }
}
