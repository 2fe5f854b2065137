/**
 * Which entities of a plan may share what they are told: those of one path, where every later fetch that goes on from there goes on from
 * all of them. A fetch that picks only some by their types would tell the others, too.
 */
import type { FetchNode, PathPart, PlanNode, QueryPlan } from '../plan/planner.ts';

/** A path by its keys, and the conditions behind each. */
interface Way {
  readonly keys: readonly string[];
  /** One more than there are keys: the first are those of the root. */
  readonly conditions: readonly (readonly string[])[];
}

export function fetchesOf({ root }: QueryPlan): readonly FetchNode[] {
  return root ? within(root) : [];
}

function within(node: PlanNode): readonly FetchNode[] {
  return node.kind === 'Fetch' ? [node] : node.nodes.flatMap(within);
}

/** Of each path of each entity fetch: may its places share? */
export function sharingPaths(plan: QueryPlan): ReadonlySet<readonly PathPart[]> {
  const paths = fetchesOf(plan).flatMap(({ entities }) => entities.flatMap((entity) => entity.paths));
  const ways = paths.map(wayOf);
  return new Set(paths.filter((_, index) => ways.every((other) => !divides(other, ways[index]))));
}

function wayOf(path: readonly PathPart[]): Way {
  const keys: string[] = [];
  const conditions: string[][] = [[]];
  for (const part of path) {
    if (typeof part === 'object') conditions.at(-1)?.push(part.types.toSorted().join(' '));
    else if (part !== '@') {
      keys.push(part);
      conditions.push([]);
    }
  }
  return { keys, conditions };
}

/** Does it lead on from some places of the way, and from others not? */
function divides(other: Way, way: Way | undefined): boolean {
  if (!way || other.keys.length <= way.keys.length) return false;
  if (way.keys.some((key, index) => key !== other.keys[index])) return false;
  return way.conditions.some((known, index) =>
    (other.conditions[index] ?? []).some((condition) => !known.includes(condition)),
  );
}
