/**
 * The native planner takes subgraphs in the order of their names, and finds types behind an interface object only where the subgraph
 * that has the types comes before the one that has the object. So it is given names that are in order.
 */
import { type ArgumentNode, type DocumentNode, Kind, parse, print, visit } from 'graphql';
import { directive } from '#schema/rules.ts';

export interface Ordering {
  /** The supergraph as the planner is given it. */
  readonly text: string;
  /** The own names of subgraphs, by those that plans have; none where both are the same. */
  readonly ownNames: Readonly<Record<string, string>>;
}

/** The likeliest to find a way first. A supergraph without interface objects has but one, and is left as it is. */
export function orderings(supergraphSdl: string): readonly Ordering[] {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const objects = interfaceObjects(supergraph);
  if (objects.size === 0) return [{ text: supergraphSdl, ownNames: {} }];
  // Where each of two subgraphs has an object for types of the other, no one order is right for both.
  return [1, -1].map((sign) => ordering(supergraph, (graph) => sign * (objects.get(graph) ?? 0)));
}

/** How many interface objects a subgraph has, by its value in `join__Graph`. */
function interfaceObjects(supergraph: DocumentNode): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  visit(supergraph, {
    Directive({ name, arguments: args = [] }) {
      if (name.value !== 'join__type' || !args.some(isNamed('isInterfaceObject'))) return;
      const graph = args.find(isNamed('graph'))?.value;
      if (graph?.kind === Kind.ENUM) found.set(graph.value, (found.get(graph.value) ?? 0) + 1);
    },
  });
  return found;
}

function ordering(supergraph: DocumentNode, rank: (graph: string) => number): Ordering {
  const graphs = supergraph.definitions
    .filter((definition) => definition.kind === Kind.ENUM_TYPE_DEFINITION)
    .filter(({ name }) => name.value === 'join__Graph')
    .flatMap(({ values = [] }) => values)
    .toSorted((a, b) => rank(a.name.value) - rank(b.name.value))
    .map((value) => directive(value, 'join__graph')?.['name'] ?? value.name.value);
  const planned = new Map(graphs.map((name, index) => [name, `${String(index).padStart(6, '0')} ${name}`]));
  const text = print(
    visit(supergraph, {
      Directive(node) {
        // A field that has moved names the subgraph that it has left.
        const says = NAMING[node.name.value];
        return says === undefined
          ? undefined
          : visit(node, { Argument: (one) => renamed(one, says, planned) });
      },
    }),
  );
  return { text, ownNames: Object.fromEntries([...planned].map(([name, inOrder]) => [inOrder, name])) };
}

/** The arguments that name a subgraph. */
const NAMING: Readonly<Record<string, string>> = { join__graph: 'name', join__field: 'override' };

function renamed(node: ArgumentNode, says: string, names: ReadonlyMap<string, string>): ArgumentNode {
  const { value } = node;
  if (node.name.value !== says || value.kind !== Kind.STRING) return node;
  return { ...node, value: { ...value, value: names.get(value.value) ?? value.value } };
}

function isNamed(name: string): (node: ArgumentNode) => boolean {
  return (node) => node.name.value === name;
}
