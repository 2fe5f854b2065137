/** Which services a ServiceFilter admits, and which customers a CustomerFilter. */
import type { CustomerRecord, ServiceRecord } from '#schema/ports/services.ts';
import type { CustomerFilter, ServiceFilter } from '#schema/types/services.ts';
import { type Conditions, anyOf, matcherOf, on } from './conditions.ts';
import { textMatcher } from './text.ts';

const OF_SERVICES: Conditions<ServiceRecord, ServiceFilter> = {
  name: (wanted) => on(textMatcher(wanted), (service) => service.name),
  region: (wanted) => on(anyOf(wanted), (service) => service.region),
  category: (wanted) => on(anyOf(wanted), (service) => service.category),
  serviceType: (wanted) => on(anyOf(wanted), (service) => service.serviceType),
  state: (wanted) => on(anyOf(wanted), (service) => service.state),
  operatingStatus: (wanted) => on(anyOf(wanted), (service) => service.operatingStatus),
  customer: (wanted) => on(anyOf(wanted), (service) => service.customer?.id),
};

const OF_CUSTOMERS: Conditions<CustomerRecord, CustomerFilter> = {
  name: (wanted) => on(textMatcher(wanted), (customer) => customer.name),
  region: (wanted) => on(anyOf(wanted), (customer) => customer.region),
  tier: (wanted) => on(anyOf(wanted), (customer) => customer.tier),
};

/** A test of one filter, made once for many records. */
export function serviceMatcher(filter: ServiceFilter | null): (service: ServiceRecord) => boolean {
  return matcherOf(OF_SERVICES, filter);
}

export function matchesService(service: ServiceRecord, filter: ServiceFilter | null): boolean {
  return serviceMatcher(filter)(service);
}

/** A test of one filter, made once for many records. */
export function customerMatcher(filter: CustomerFilter | null): (customer: CustomerRecord) => boolean {
  return matcherOf(OF_CUSTOMERS, filter);
}

export function matchesCustomer(customer: CustomerRecord, filter: CustomerFilter | null): boolean {
  return customerMatcher(filter)(customer);
}
