/**
 * When a request is worked on. What is half done lies in the memory that each young collection of garbage has to copy: a busy process that
 * begins with everybody may spend a third of its time so, and answers nobody sooner. So where collecting takes too much, what is under way is
 * finished before more is begun. Where it takes little, or the process has nothing to do, because members are slow, more may begin.
 */
import type { EventLoopUtilization } from 'node:perf_hooks';
import { collectingMs } from './collecting.ts';
import { onAbort } from './on-abort.ts';

/** So many begin at once in any case. */
export const FEW = 8;
/** How often is looked whether there should be more or fewer. */
const WINDOW_MS = 20;
/** One more begins wherever none could for so long. */
const PATIENCE_MS = 100;
/** The share of a window in which the event loop has nothing to do, from which on there should be more. */
const IDLE = 0.02;
/** Shares of the time that collecting takes: up to the one there may be more, from the other on there should be fewer. */
const LITTLE = 0.03;
const MUCH = 0.05;
/** By how much the limit follows in one window. */
const STEP = 0.1;
/** How much a window counts in the share of collecting: one collection is longer than one window. */
const WEIGHT = 0.05;

/** Of a window, as shares of its time. */
export interface Load {
  readonly idle: number;
  readonly collecting: number;
}

/** How many may be under way from now on, where `limit` were allowed and `underWay` were. */
export function nextLimit(limit: number, underWay: number, { idle, collecting }: Load): number {
  if (idle > IDLE) return Math.max(limit, underWay + Math.ceil(underWay * idle));
  if (collecting < LITTLE) return Math.max(limit, underWay + Math.ceil(underWay * STEP));
  if (collecting < MUCH) return limit;
  return Math.max(FEW, Math.floor(Math.min(limit, underWay) * (1 - STEP)));
}

export class ConcurrencyLimit {
  /** In the order in which they came. */
  readonly #waiting: (() => void)[] = [];
  #limit = FEW;
  #underWay = 0;
  #lastBegun = 0;
  /** As the window began; null while only a few are under way, when nobody looks. */
  #window: EventLoopUtilization | null = null;
  /** As the window began. */
  #collectedMs = collectingMs();
  /** The share of the time, of the last windows. */
  #collecting = 0;

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
    this.#collectedMs = collectingMs();
    setTimeout(() => this.#look(), WINDOW_MS);
  }

  #look(): void {
    if (!this.#window) return;
    const { idle, active } = performance.eventLoopUtilization(this.#window);
    this.#window = null;
    const all = idle + active || 1;
    const collecting = (collectingMs() - this.#collectedMs) / all;
    this.#collecting += (collecting - this.#collecting) * WEIGHT;
    this.#limit = nextLimit(this.#limit, this.#underWay, { idle: idle / all, collecting: this.#collecting });
    if (performance.now() - this.#lastBegun > PATIENCE_MS)
      this.#limit = Math.max(this.#limit, this.#underWay + 1);
    this.#beginNext();
    if (this.#waiting.length > 0 || this.#underWay > FEW) this.#watch();
  }
}
