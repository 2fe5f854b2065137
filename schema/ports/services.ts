/** The port of the services domain. Batch first: an answer stands at the place of its key. */
import type {
  Customer,
  CustomerFilter,
  Scope,
  Service,
  ServiceFilter,
  SupportRole,
} from '../types/services.ts';
import type { Call } from './call.ts';
import type { ListRequest, Page, PageRequest } from './page.ts';

/** A service without what is asked for by its id; `customer` is `{ id }`. */
export type ServiceRecord = Omit<Service, 'supportingServices' | 'dependentServices' | 'supportingResources'>;
export type CustomerRecord = Omit<Customer, 'services'>;

/** `id` is the key of the order "role id": the resource's, or one of the source's own where no inventory knows the resource. */
export interface SupportingResource {
  readonly role: SupportRole | null;
  readonly id: string;
  readonly protectionGroup: string | null;
  readonly node: { readonly id: string } | null;
}

export interface ServicesOfRequest extends ListRequest<ServiceFilter> {
  readonly scope: Scope;
}

export interface ServicesPort {
  servicesByIds(ids: readonly string[], call: Call): Promise<readonly (ServiceRecord | null)[]>;
  services(request: ListRequest<ServiceFilter>, call: Call): Promise<Page<ServiceRecord>>;
  customersByIds(ids: readonly string[], call: Call): Promise<readonly (CustomerRecord | null)[]>;
  customers(request: ListRequest<CustomerFilter>, call: Call): Promise<Page<CustomerRecord>>;
  /** The services of each of these customers, whoever minted their ids. */
  servicesOfCustomers(
    customerIds: readonly string[],
    request: ListRequest<ServiceFilter>,
    call: Call,
  ): Promise<readonly Page<ServiceRecord>[]>;
  /** The services that stand on each of these resources, whoever minted their ids. */
  servicesOfResources(
    resourceIds: readonly string[],
    request: ServicesOfRequest,
    call: Call,
  ): Promise<readonly Page<ServiceRecord>[]>;
  supportingServices(
    serviceIds: readonly string[],
    request: PageRequest,
    call: Call,
  ): Promise<readonly Page<ServiceRecord>[]>;
  dependentServices(
    serviceIds: readonly string[],
    request: PageRequest,
    call: Call,
  ): Promise<readonly Page<ServiceRecord>[]>;
  supportingResources(
    serviceIds: readonly string[],
    request: PageRequest,
    call: Call,
  ): Promise<readonly Page<SupportingResource>[]>;
}
