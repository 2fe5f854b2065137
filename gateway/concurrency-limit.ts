/**
 * When a request is worked on. A process that is busy finishes what is under way before it begins more: beginning with everybody answers
 * nobody sooner, and what is half done lies in the memory that each collection of garbage has to copy. So no more is under way than keeps
 * the event loop busy, and how much that is shows itself: with slow members much, with fast ones little.
 */
import type { EventLoopUtilization } from 'node:perf_hooks';
import { onAbort } from './on-abort.ts';

/** So many begin at once however busy the process is. */
export const FEW = 8;
/** How often is looked whether there should be more or fewer. */
const WINDOW_MS = 20;
/** One more begins wherever none could for so long, whatever keeps the process busy. */
const PATIENCE_MS = 100;
/** Shares of a window in which the event loop had nothing to do: above the one there should be more, below the other fewer. */
const IDLE = 0.02;
const BUSY = 0.005;
/** What is left of the limit after a window in which fewer would have done. */
const DECAY = 0.9;

/** How many may be under way from now on, where `limit` were allowed, `underWay` were, and for a share of the time nothing was to be done. */
export function nextLimit(limit: number, underWay: number, idle: number): number {
  if (idle > IDLE) return Math.max(limit, underWay + Math.ceil(underWay * idle));
  if (idle < BUSY) return Math.max(FEW, Math.floor(Math.min(limit, underWay) * DECAY));
  return limit;
}

export class ConcurrencyLimit {
  /** In the order in which they came. */
  readonly #waiting: (() => void)[] = [];
  #limit = FEW;
  #underWay = 0;
  #lastBegun = 0;
  /** As the window began; null while only a few are under way, when nobody looks. */
  #window: EventLoopUtilization | null = null;

  /**
   * Does the work when it may begin, after `atMostMs` at the latest. Where the signal is aborted before, nothing is done. It gives nothing
   * back: what has waited is old by then, and whatever it led to would live until the next full collection of garbage.
   */
  async run(signal: AbortSignal, atMostMs: number, work: () => Promise<void>): Promise<void> {
    if (signal.aborted) return;
    if (this.#underWay < this.#limit) this.#begin();
    else if (!(await this.#mayBegin(signal, atMostMs))) return;
    try {
      await work();
    } finally {
      this.#underWay -= 1;
      this.#beginNext();
    }
  }

  /** True when it has been counted as under way; false where the signal is aborted before. */
  #mayBegin(signal: AbortSignal, atMostMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (begins: boolean): void => {
        clearTimeout(timer);
        letGo();
        if (begins) this.#begin();
        resolve(begins);
      };
      const begin = (): void => end(true);
      const leave = (): void => {
        this.#forget(begin);
        end(false);
      };
      const timer = setTimeout(() => {
        this.#forget(begin);
        begin();
      }, atMostMs);
      const letGo = onAbort(signal, leave);
      this.#waiting.push(begin);
      this.#watch();
    });
  }

  #forget(begin: () => void): void {
    this.#waiting.splice(this.#waiting.indexOf(begin), 1);
  }

  #begin(): void {
    this.#underWay += 1;
    this.#lastBegun = performance.now();
    if (this.#underWay > FEW) this.#watch();
  }

  #beginNext(): void {
    while (this.#underWay < this.#limit) {
      const begin = this.#waiting.shift();
      if (!begin) return;
      begin();
    }
  }

  #watch(): void {
    if (this.#window) return;
    this.#window = performance.eventLoopUtilization();
    setTimeout(() => this.#look(), WINDOW_MS);
  }

  #look(): void {
    if (!this.#window) return;
    const { utilization } = performance.eventLoopUtilization(this.#window);
    this.#window = null;
    this.#limit = nextLimit(this.#limit, this.#underWay, 1 - utilization);
    if (performance.now() - this.#lastBegun > PATIENCE_MS)
      this.#limit = Math.max(this.#limit, this.#underWay + 1);
    this.#beginNext();
    if (this.#waiting.length > 0 || this.#underWay > FEW) this.#watch();
  }
}
