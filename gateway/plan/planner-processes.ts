/** Processes that plan, each replaced when it has ended. */
import type { Log } from '../log.ts';
import { Turns } from '../turns.ts';
import type { PlanMaker } from './plan-maker.ts';
import { PlannerProcess, type PlanningStart } from './planner-process.ts';

export function createPlannerProcesses(start: PlanningStart, count: number, log: Log): PlanMaker {
  const idle = Array.from({ length: count }, () => new PlannerProcess(start, log));
  const busy = new Set<PlannerProcess>();
  const turns = new Turns(count);
  let closed = false;
  const ready = Promise.all(idle.map((one) => one.ready));
  // Whoever does not wait for it learns it from the first plan.
  ready.catch(() => {});

  return {
    ready,
    make: (text, operationName) =>
      turns.take(async () => {
        let one = idle.pop();
        if (!one || one.ended) one = new PlannerProcess(start, log);
        busy.add(one);
        try {
          return await one.make({ text, operationName });
        } finally {
          busy.delete(one);
          if (closed) one.close();
          else if (!one.ended) idle.push(one);
          // At once, and last in turn, so that nobody waits for its start.
          else idle.unshift(new PlannerProcess(start, log));
        }
      }),
    close() {
      closed = true;
      for (const one of [...idle, ...busy]) one.close();
    },
  };
}
