/** The three subgraphs, each built once: every source is served by the same, with ports of its own. */
import type { GraphQLSchema } from 'graphql';
import type { Domain } from '#schema/domains.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { FaultsPort } from '#schema/ports/faults.ts';
import type { InventoryPort } from '#schema/ports/inventory.ts';
import type { ServicesPort } from '#schema/ports/services.ts';
import { buildFaultsSubgraph } from '../faults/subgraph.ts';
import { buildInventorySubgraph } from '../inventory/subgraph.ts';
import { buildServicesSubgraph } from '../services/subgraph.ts';
import { Documents } from './documents.ts';

export interface Subgraph {
  readonly domain: Domain;
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
}

export type Port = InventoryPort | FaultsPort | ServicesPort;

const BUILDERS: Readonly<Record<Domain, () => GraphQLSchema>> = {
  inventory: buildInventorySubgraph,
  faults: buildFaultsSubgraph,
  services: buildServicesSubgraph,
};

const built = new Map<Domain, Subgraph>();

export function subgraphOf(domain: Domain): Subgraph {
  const known = built.get(domain);
  if (known) return known;
  const schema = BUILDERS[domain]();
  const subgraph = { domain, schema, documents: new Documents(schema) };
  built.set(domain, subgraph);
  return subgraph;
}

/** What an adapter answers of a domain. */
export function portOf(adapter: Adapter, domain: Domain): Port | undefined {
  return adapter[domain];
}
