/** Who is hit, as the graph tells it: what stands on a resource, inside it, or on the link that ends on it, and what is built from that. */
import type { Connection, EstateGraph } from './standing.ts';

interface Named {
  readonly name: string;
}
interface Standing extends Named {
  readonly customer: Named;
  readonly dependentServices: Connection<Named & { readonly customer: Named }>;
}

/** By name. */
export interface Hit {
  readonly services: ReadonlySet<string>;
  /** Built from those. */
  readonly dependents: ReadonlySet<string>;
  /** Of both. */
  readonly customers: ReadonlySet<string>;
}

const STANDING = `services(first: 500) { complete edges { node { name customer { name }
  dependentServices(first: 50) { complete edges { node { name customer { name } } } } } } }`;
const QUERY = `query ($id: ID!) { resource(id: $id) { ${STANDING} port { link { ${STANDING} } } } }`;

interface Carrier {
  readonly services: Connection<Standing>;
  readonly port?: { readonly link: Carrier | null } | null;
}

export async function hitOn(graph: EstateGraph, ids: Iterable<string>): Promise<Hit> {
  const answers = await Promise.all(
    Array.from(new Set(ids), (id) => graph.ask<{ readonly resource: Carrier }>(QUERY, { id })),
  );
  const carriers = answers.flatMap(({ resource }) => [resource, resource.port?.link ?? []].flat());
  const standing = carriers.flatMap(({ services }) => nodesOf(services));
  const built = standing.flatMap(({ dependentServices }) => nodesOf(dependentServices));
  return {
    services: namesOf(standing),
    dependents: namesOf(built),
    customers: namesOf([...standing, ...built].map(({ customer }) => customer)),
  };
}

function namesOf(all: readonly Named[]): ReadonlySet<string> {
  return new Set(all.map(({ name }) => name));
}

function nodesOf<Node>({ complete, edges }: Connection<Node>): Node[] {
  if (!complete) throw new Error('The list of who is hit must be complete.');
  return edges.map(({ node }) => node);
}
