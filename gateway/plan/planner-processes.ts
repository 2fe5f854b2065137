/** Processes that plan: as many as are needed, each replaced when it has broken down, and none while nobody asks for plans. */
import type { Log } from '../log.ts';
import { Turns } from '../turns.ts';
import type { PlanMaker } from './plan-maker.ts';
import { PlannerProcess, type PlanningStart } from './planner-process.ts';

/** Each takes some 70 MiB, and an operation is planned once: a process that nobody has needed for so long is ended. */
const IDLE_MS = 5000;

export interface PlannerProcesses extends PlanMaker {
  /** How many there are now. */
  readonly size: number;
}

export function createPlannerProcesses(
  start: PlanningStart,
  count: number,
  log: Log,
  idleMs = IDLE_MS,
): PlannerProcesses {
  const open = (): PlannerProcess => new PlannerProcess(start, log);
  const first = open();
  const idle = [first];
  const busy = new Set<PlannerProcess>();
  const turns = new Turns(count);
  let closed = false;
  let rest: NodeJS.Timeout | undefined;

  function restSoon(): void {
    clearTimeout(rest);
    if (!closed && busy.size === 0) rest = setTimeout(endIdle, idleMs).unref();
  }

  function endIdle(): void {
    for (const one of idle.splice(0)) one.close();
  }

  first.ready.then(restSoon, () => {});
  return {
    get size() {
      return idle.length + busy.size;
    },
    // Whoever does not wait for it learns it from the first plan.
    ready: first.ready,
    make: (text, operationName) =>
      turns.take(async () => {
        clearTimeout(rest);
        let one = idle.pop();
        if (!one || one.ended) one = open();
        busy.add(one);
        try {
          return await one.make({ text, operationName });
        } finally {
          busy.delete(one);
          if (closed) one.close();
          else if (!one.ended) idle.push(one);
          // At once, and last in turn, so that nobody waits for its start.
          else idle.unshift(open());
          restSoon();
        }
      }),
    close() {
      closed = true;
      clearTimeout(rest);
      for (const one of [...idle, ...busy]) one.close();
    },
  };
}
