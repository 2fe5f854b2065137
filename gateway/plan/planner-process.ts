/**
 * Plans of one supergraph, made in a process of its own, one at a time: on some valid operations the native planner ends the process that
 * it works in. `planning-main.ts` is what runs there.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Log } from '../log.ts';
import { PlanTooLate, PlannerLost } from './plan-maker.ts';
import type { QueryPlan } from './planner.ts';
import type { Ordering } from './subgraph-order.ts';

export interface PlanOrder {
  readonly text: string;
  readonly operationName: string | undefined;
}

export interface PlanningStart {
  readonly orderings: readonly Ordering[];
  readonly planningMs: number;
}

/** What the process says: first once of itself, then once for each order. */
export type PlanningNews =
  | { readonly ready: true }
  | { readonly plan: QueryPlan }
  | { readonly refused: string; readonly late?: boolean };

const MAIN = fileURLToPath(new URL('planning-main.ts', import.meta.url));
/** The planner ends by itself what takes too long; where it does not, it is ended so much later. */
const GRACE_MS = 500;
const MAX_LAST_WORDS = 2000;

export class PlannerProcess {
  readonly ready: Promise<void>;
  readonly #planningMs: number;
  readonly #child: ChildProcess;
  #lastWords = '';
  #order: PromiseWithResolvers<QueryPlan> | undefined;
  #ended = false;

  constructor(start: PlanningStart, log: Log) {
    this.#planningMs = start.planningMs;
    const started = Promise.withResolvers<void>();
    this.ready = started.promise;
    this.ready.catch(() => {});
    this.#child = fork(MAIN, { env: {}, execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#child.stderr?.on('data', (said) => {
      this.#lastWords = (this.#lastWords + String(said)).slice(0, MAX_LAST_WORDS);
    });
    this.#child.on('message', (news: PlanningNews) => {
      if ('ready' in news) started.resolve();
      else if (this.#order === undefined && 'refused' in news) started.reject(new Error(news.refused));
      else this.#settle(news);
    });
    const ended = (): void => {
      started.reject(new Error('The planner must start, but its process has ended.'));
      this.#end(log);
    };
    this.#child.once('close', ended);
    this.#child.once('error', ended);
    this.#child.send(start);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** One at a time. */
  async make(order: PlanOrder): Promise<QueryPlan> {
    await this.ready;
    const answer = Promise.withResolvers<QueryPlan>();
    this.#order = answer;
    this.#child.send(order, (error) => {
      if (error) answer.reject(new PlannerLost());
    });
    const late = setTimeout(() => {
      this.close();
      answer.reject(new PlanTooLate(this.#planningMs));
    }, this.#planningMs + GRACE_MS);
    try {
      return await answer.promise;
    } finally {
      clearTimeout(late);
      this.#order = undefined;
    }
  }

  close(): void {
    this.#ended = true;
    this.#child.kill('SIGKILL');
  }

  #settle(news: Exclude<PlanningNews, { ready: true }>): void {
    if ('plan' in news) this.#order?.resolve(news.plan);
    else this.#order?.reject(news.late ? new PlanTooLate(this.#planningMs) : new Error(news.refused));
  }

  #end(log: Log): void {
    this.#order?.reject(new PlannerLost());
    if (this.#ended) return;
    this.#ended = true;
    // Of what it says, only where: the rest may hold what clients sent.
    const where = /panicked at ([\w./-]+:\d+)/.exec(this.#lastWords)?.[1];
    log.error({ where }, 'the planner broke down on an operation; it is started again');
  }
}
