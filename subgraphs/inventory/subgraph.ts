/** Inventory: resolvers from the contract to the port. */
import type { GraphQLSchema } from 'graphql';
import { emptyPage } from '#adapters/kit/page/page-of.ts';
import {
  type InventoryPort,
  type RelationshipRecord,
  type ResourceRecord,
  enumeratesInventory,
} from '#schema/ports/inventory.ts';
import { sourceOf } from '#schema/ids.ts';
import { contractRules } from '#schema/rules.ts';
import type {
  QueryResolveArgs,
  QueryResourcesArgs,
  ResourceContainsArgs,
  ResourceRelationshipsArgs,
} from '#schema/types/inventory.ts';
import { list, listUnder } from '../resolve/connection.ts';
import type { SubgraphContext } from '../resolve/context.ts';
import { type Entity, Reference, byId, byReference, leadsTo, recordOf } from '../resolve/entity.ts';
import { buildSubgraph } from '../resolve/subgraph.ts';

type Context = SubgraphContext<InventoryPort>;

const resource: Entity<InventoryPort, ResourceRecord> = {
  type: 'Resource',
  byIds: (port, ids, call) => port.resourcesByIds(ids, call),
};

/** The subgraph of the inventory domain, for any source. A contributor mints nothing: its lists are empty, it recognises nobody. */
export function buildInventorySubgraph(): GraphQLSchema {
  const rules = contractRules('inventory');
  return buildSubgraph<InventoryPort>(rules, {
    Query: {
      resource: byId(resource),
      resources: list<InventoryPort, QueryResourcesArgs, ResourceRecord>(
        rules,
        async ({ port, call }, request) =>
          enumeratesInventory(port) ? await port.resources(request, call) : emptyPage(true),
      ),
      resolve,
    },
    Resource: {
      __resolveReference: byReference(resource),
      container: leadsTo(resource, 'container'),
      device: leadsTo(resource, 'device'),
      site: leadsTo(resource, 'site'),
      contains: listUnder<InventoryPort, ResourceContainsArgs, ResourceRecord>(
        rules,
        async ({ port, call }, ids, request) =>
          enumeratesInventory(port)
            ? await port.contained(ids, request, call)
            : ids.map(() => emptyPage(true)),
      ),
      relationships: listUnder<InventoryPort, ResourceRelationshipsArgs, RelationshipRecord>(
        rules,
        async ({ port, call }, ids, request, { type, direction }) =>
          enumeratesInventory(port)
            ? await port.relationships(
                ids,
                { ...request, type: type ?? null, direction: direction ?? 'BOTH' },
                call,
              )
            : ids.map(() => emptyPage(true)),
        ({ type, direction, role, node }) => ({ type, direction, role, node }),
      ),
    },
    RelationshipEdge: { node: leadsTo(resource, 'node') },
    PortFacet: { link: leadsTo(resource, 'link') },
    LinkFacet: { aEnd: leadsTo(resource, 'aEnd'), zEnd: leadsTo(resource, 'zEnd') },
    FunctionFacet: { host: leadsTo(resource, 'host') },
  });
}

/** Own records, and what its own objects of these names are bound to where that counts. */
async function resolve(_root: unknown, { keys, filter, basis }: QueryResolveArgs, context: Context) {
  const { port, call } = context;
  const [own, others] = await Promise.all([
    enumeratesInventory(port) ? port.resolve(keys, call) : [],
    basis === 'INVENTORY' ? undefined : port.knownAs?.(keys, call),
  ]);
  return keys.map((_, i) => {
    const known = own[i] ?? [];
    const { bound, complete } = others?.[i] ?? { bound: [], complete: true };
    const further = bound.filter(({ id }) => !known.some((record) => record.id === id));
    return {
      candidates: [
        ...known.filter((candidate) => mayBeMeant(candidate, filter)),
        ...further
          .filter((candidate) => mayBeMeant(candidate, filter))
          .map(({ id }) => new Reference(id, () => recordOf(context, resource, id))),
      ],
      complete,
    };
  });
}

function mayBeMeant(
  { id, region }: Pick<ResourceRecord, 'id' | 'region'>,
  filter: QueryResolveArgs['filter'],
): boolean {
  if (filter?.source && !filter.source.includes(sourceOf(id))) return false;
  return !filter?.region || (region != null && filter.region.includes(region));
}
