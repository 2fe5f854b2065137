/** The shortest way through a graph (Dijkstra). */

export interface Edge<Item> {
  readonly a: string;
  readonly z: string;
  readonly weight: number;
  readonly item: Item;
}

/** The edges at each node. */
export type Graph<Item> = ReadonlyMap<string, readonly Edge<Item>[]>;

export function graphOf<Item>(edges: readonly Edge<Item>[]): Graph<Item> {
  const graph = new Map<string, Edge<Item>[]>();
  for (const edge of edges)
    for (const node of [edge.a, edge.z]) {
      const here = graph.get(node);
      if (here) here.push(edge);
      else graph.set(node, [edge]);
    }
  return graph;
}

interface Step<Item> {
  readonly far: number;
  readonly before: string | null;
  readonly item: Item | null;
}

/** What is passed from one node to the other, in order; null where there is no way. Of equal ways, always the same. */
export function shortestPath<Item>(
  graph: Graph<Item>,
  from: string,
  to: string,
  mayPass: (item: Item) => boolean = () => true,
): Item[] | null {
  const steps = new Map<string, Step<Item>>([[from, { far: 0, before: null, item: null }]]);
  const open = new Set([from]);
  const farOf = (node: string): number => steps.get(node)?.far ?? Infinity;
  while (open.size > 0) {
    const node = nearest(open, farOf);
    if (node === to) return wayTo(steps, to);
    open.delete(node);
    for (const { a, z, weight, item } of graph.get(node) ?? []) {
      const next = a === node ? z : a;
      const far = farOf(node) + weight;
      if (far >= farOf(next) || !mayPass(item)) continue;
      steps.set(next, { far, before: node, item });
      open.add(next);
    }
  }
  return null;
}

function nearest(open: ReadonlySet<string>, farOf: (node: string) => number): string {
  let best = '';
  let far = Infinity;
  for (const node of open) {
    const here = farOf(node);
    if (here >= far) continue;
    best = node;
    far = here;
  }
  return best;
}

function wayTo<Item>(steps: ReadonlyMap<string, Step<Item>>, to: string): Item[] {
  const way: Item[] = [];
  for (let step = steps.get(to); step?.item != null; step = steps.get(step.before ?? '')) way.push(step.item);
  return way.reverse();
}
