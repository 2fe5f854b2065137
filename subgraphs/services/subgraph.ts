/** Services: resolvers from the contract to the port. */
import type { GraphQLSchema } from 'graphql';
import type {
  CustomerRecord,
  ServiceRecord,
  ServicesPort,
  SupportingResource,
} from '#schema/ports/services.ts';
import { contractRules } from '#schema/rules.ts';
import type {
  CustomerServicesArgs,
  QueryCustomersArgs,
  QueryServicesArgs,
  ResourceServicesArgs,
  ServiceDependentServicesArgs,
  ServiceSupportingResourcesArgs,
  ServiceSupportingServicesArgs,
} from '#schema/types/services.ts';
import { list, listUnder } from '../resolve/connection.ts';
import { type Entity, byId, byIdAlone, byReference, leadsTo } from '../resolve/entity.ts';
import { buildSubgraph } from '../resolve/subgraph.ts';

const service: Entity<ServicesPort, ServiceRecord> = {
  type: 'Service',
  byIds: (port, ids, call) => port.servicesByIds(ids, call),
};
const customer: Entity<ServicesPort, CustomerRecord> = {
  type: 'Customer',
  byIds: (port, ids, call) => port.customersByIds(ids, call),
};

/** The subgraph of the services domain, for any source. */
export function buildServicesSubgraph(): GraphQLSchema {
  const rules = contractRules('services');
  return buildSubgraph<ServicesPort>(rules, {
    Query: {
      service: byId(service),
      services: list<ServicesPort, QueryServicesArgs, ServiceRecord>(rules, ({ port, call }, request) =>
        port.services(request, call),
      ),
      customer: byId(customer),
      customers: list<ServicesPort, QueryCustomersArgs, CustomerRecord>(rules, ({ port, call }, request) =>
        port.customers(request, call),
      ),
    },
    Service: {
      __resolveReference: byReference(service),
      customer: leadsTo(customer, 'customer'),
      supportingServices: listUnder<ServicesPort, ServiceSupportingServicesArgs, ServiceRecord>(
        rules,
        ({ port, call }, ids, request) => port.supportingServices(ids, request, call),
      ),
      dependentServices: listUnder<ServicesPort, ServiceDependentServicesArgs, ServiceRecord>(
        rules,
        ({ port, call }, ids, request) => port.dependentServices(ids, request, call),
      ),
      supportingResources: listUnder<ServicesPort, ServiceSupportingResourcesArgs, SupportingResource>(
        rules,
        ({ port, call }, ids, request) => port.supportingResources(ids, request, call),
        ({ role, protectionGroup, node }) => ({ role, protectionGroup, node }),
      ),
    },
    Customer: {
      __resolveReference: byReference(customer),
      services: listUnder<ServicesPort, CustomerServicesArgs, ServiceRecord>(
        rules,
        ({ port, call }, ids, request) => port.servicesOfCustomers(ids, request, call),
      ),
    },
    Resource: {
      __resolveReference: byIdAlone,
      services: listUnder<ServicesPort, ResourceServicesArgs, ServiceRecord>(
        rules,
        ({ port, call }, ids, request, { scope }) =>
          port.servicesOfResources(ids, { ...request, scope: scope ?? 'CONTAINED' }, call),
      ),
    },
  });
}
