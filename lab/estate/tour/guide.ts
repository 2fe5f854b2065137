/** What a step of the tour has at hand. */
import type { RunningEstate } from '../scenarios/running-estate.ts';
import type { Answer, Graph } from './graph.ts';

export interface Guide {
  readonly graph: Graph;
  readonly estate: RunningEstate;
  say(text: string): void;
  /** A query, what of its answer is worth reading, and who gave it. */
  show(query: string, answer: Pick<Answer<unknown>, 'sources'>, lines: readonly string[]): void;
  /** What must be done when the tour ends, however it ends. */
  atEnd(undo: () => Promise<void>): void;
}

export interface Step {
  readonly title: string;
  go(guide: Guide): Promise<void>;
}
