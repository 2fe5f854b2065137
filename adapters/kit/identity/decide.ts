/** The rule by which evidence becomes a binding. Pure: the same evidence decides the same, in whatever order it is given. */
import type { BindingState } from './binder.ts';

/** What the graph said about one thing that is known of an object. */
export interface Evidence {
  /** What kind of thing it is, e.g. NAME. */
  readonly kind: string;
  /** Ids of the resources that it fits. */
  readonly candidates: readonly string[];
  /** False where an inventory that might know more could not be asked. */
  readonly complete: boolean;
}

export type Decision =
  | { readonly state: 'BOUND'; readonly id: string; readonly evidence: readonly string[] }
  | { readonly state: Exclude<BindingState, 'BOUND'> };

/** An identifier is tried in several ways, the most specific first: the first way that fits anything counts. */
export function firstThatFits(kind: string, ways: readonly Omit<Evidence, 'kind'>[]): Evidence {
  return {
    kind,
    candidates: ways.find((way) => way.candidates.length > 0)?.candidates ?? [],
    complete: ways.every((way) => way.complete),
  };
}

/**
 * Bound where everything that fits anything fits one and the same resource, and every inventory has been asked. As long as one
 * is missing, nothing is known: it may hold the resource that all the evidence fits, or a second one of the same name.
 * Evidence that fits several resources, or that contradicts other evidence, is never weighed: AMBIGUOUS.
 */
export function decide(evidence: readonly Evidence[]): Decision {
  if (!evidence.every(({ complete }) => complete)) return { state: 'PENDING' };
  const telling = evidence.filter(({ candidates }) => candidates.length > 0);
  const [first, ...others] = telling;
  if (!first) return { state: 'UNKNOWN' };
  const common = [...new Set(first.candidates)].filter((id) =>
    others.every(({ candidates }) => candidates.includes(id)),
  );
  const [id, second] = common;
  if (id === undefined || second !== undefined) return { state: 'AMBIGUOUS' };
  return { state: 'BOUND', id, evidence: [...new Set(telling.map(({ kind }) => kind))] };
}
