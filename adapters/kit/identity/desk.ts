/** What the parts of a binder share. */
import type { Graph } from '#schema/ports/graph.ts';
import type { Log } from '../log.ts';
import type { Among } from './ask.ts';
import type { KeptBindings } from './kept-bindings.ts';
import type { Freshness } from './freshness.ts';
import { type Observed } from './observed.ts';
import type { OuterState } from './question.ts';
import type { Reviews } from './reviews.ts';
import type { Unbound } from './unbound.ts';
import type { Variant } from './variants.ts';

export interface Desk {
  readonly graph: Graph;
  readonly log: Log;
  /** The clock, milliseconds since 1970. */
  readonly now: () => number;
  readonly retryMs: number;
  readonly signal: AbortSignal;
  readonly kept: KeptBindings;
  readonly observed: Observed;
  readonly freshness: Freshness;
  readonly unbound: Unbound;
  readonly reviews: Reviews;
  /** Observed, on nothing, and not looked up yet. */
  readonly pending: Set<string>;
  readonly variantsOf: (identifier: Variant) => Variant[];
}

/** Nobody is left out. */
export const ANYBODY: Among = { namespaces: [], regions: [] };

/** How the object stands in which an identifier is unique. */
export function outerState({ kept, unbound }: Desk, nativeId: string): OuterState {
  return (
    kept.index.get(nativeId) ?? (unbound.get(nativeId)?.told.state === 'PENDING' ? 'PENDING' : 'NOT_BOUND')
  );
}

/** The binding of an object is taken away: it is looked up anew. */
export function lookUpAnew(
  { kept, observed, unbound, reviews, pending }: Desk,
  nativeId: string,
  reason: string,
): void {
  kept.release(nativeId, reason);
  reviews.drop(nativeId);
  const object = observed.get(nativeId);
  if (!object) return;
  pending.add(nativeId);
  unbound.drop(nativeId);
  unbound.watch(object, null);
}
