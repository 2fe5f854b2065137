/** The shortest way through a graph (Dijkstra). */

export interface Edge<Item> {
  readonly a: string;
  readonly z: string;
  readonly weight: number;
  readonly item: Item;
}

/** What is passed from one node to the other, in order; null where there is no way. */
export function shortestPath<Item>(edges: readonly Edge<Item>[], from: string, to: string): Item[] | null {
  const reached = new Map<string, { readonly far: number; readonly path: readonly Item[] }>([
    [from, { far: 0, path: [] }],
  ]);
  const open = new Set([from]);
  while (open.size > 0) {
    const node = [...open].reduce((best, one) => (farOf(one) < farOf(best) ? one : best));
    if (node === to) break;
    open.delete(node);
    const here = reached.get(node);
    for (const { a, z, weight, item } of edges) {
      const next = a === node ? z : z === node ? a : null;
      if (next === null || !here || here.far + weight >= farOf(next)) continue;
      reached.set(next, { far: here.far + weight, path: [...here.path, item] });
      open.add(next);
    }
  }
  const found = reached.get(to);
  return found ? [...found.path] : null;

  function farOf(node: string): number {
    return reached.get(node)?.far ?? Infinity;
  }
}
