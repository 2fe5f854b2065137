/** The process behind `planner-process.ts`: it ends with the process that it works for, and with nothing else. */
import { createNativePlanner } from './native-planner.ts';
import { PlanTooLate, type PlanMaker } from './plan-maker.ts';
import type { PlanOrder, PlanningNews, PlanningStart } from './planner-process.ts';

// A terminal tells everybody to stop; what is under way is still to be planned.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.once('disconnect', () => process.exit());

process.once('message', (start: PlanningStart) => {
  let planner: PlanMaker;
  try {
    planner = createNativePlanner(start.orderings, start.planningMs);
  } catch (error) {
    tell({ refused: String(error) });
    return;
  }
  process.on('message', (order: PlanOrder) => {
    void planner.make(order.text, order.operationName).then(
      (plan) => tell({ plan }),
      (error: unknown) => tell({ refused: messageOf(error), late: error instanceof PlanTooLate }),
    );
  });
  tell({ ready: true });
});

function tell(news: PlanningNews): void {
  process.send?.(news);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
