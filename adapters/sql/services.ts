/** The services port over a mapped database. */
import type { Call } from '#schema/ports/call.ts';
import type { ListRequest, Page, PageRequest } from '#schema/ports/page.ts';
import type {
  CustomerRecord,
  ServiceRecord,
  ServicesOfRequest,
  ServicesPort,
  SupportingResource,
} from '#schema/ports/services.ts';
import type { CustomerFilter, ServiceFilter } from '#schema/types/services.ts';
import { customerMatcher, serviceMatcher } from '../kit/filter/services.ts';
import type { Build, ServiceType, Support } from './catalog.ts';
import { type Pushed, admitsName, pushed } from './filters.ts';
import type { PortContext } from './port-context.ts';
import { keyIn } from './keys.ts';
import { keysOfIds, recordsByIds } from './lookup.ts';
import { byCurrentIds } from './merges.ts';
import { pageOfParts } from './pages.ts';
import { type Branch, type Way, childrenOf, joinedTo, ownersOf, pagesOfParents } from './parents.ts';
import type { Reference } from './references.ts';
import type { Runner } from './runner.ts';
import { supportingPages } from './supporting.ts';
import { insideKnown, ownersBy } from './within.ts';

export class SqlServices implements ServicesPort {
  readonly #context: PortContext;

  constructor(context: PortContext) {
    this.#context = context;
  }

  async servicesByIds(ids: readonly string[], call: Call): Promise<readonly (ServiceRecord | null)[]> {
    return recordsByIds(this.#context.catalog.services, ids, this.#context.runner(call));
  }

  async customersByIds(ids: readonly string[], call: Call): Promise<readonly (CustomerRecord | null)[]> {
    return recordsByIds(this.#context.catalog.customers, ids, this.#context.runner(call));
  }

  async services(request: ListRequest<ServiceFilter>, call: Call): Promise<Page<ServiceRecord>> {
    const runner = this.#context.runner(call);
    const parts = this.#context.catalog.services.flatMap((type) => {
      const filter = this.#pushed(type, request.filter, runner);
      return filter ? [{ type, filter }] : [];
    });
    return pageOfParts(parts, request, serviceMatcher(request.filter), runner);
  }

  async customers(request: ListRequest<CustomerFilter>, call: Call): Promise<Page<CustomerRecord>> {
    const runner = this.#context.runner(call);
    const { filter } = request;
    const parts = this.#context.catalog.customers.flatMap((type) => {
      const admitted = filter
        ? pushed([
            ...type.fields.admits(filter),
            ...(filter.name ? [admitsName(filter.name, type.nameText, runner.dialect)] : []),
          ])
        : { where: [], exact: true };
      return admitted ? [{ type, filter: admitted }] : [];
    });
    return pageOfParts(parts, request, customerMatcher(filter), runner);
  }

  servicesOfCustomers(
    customerIds: readonly string[],
    request: ListRequest<ServiceFilter>,
    call: Call,
  ): Promise<readonly Page<ServiceRecord>[]> {
    const { catalog } = this.#context;
    return this.#pages(
      customerIds,
      request,
      call,
      () => true,
      (type, runner) => {
        const { customer } = type.fields;
        const target = catalog.customers.find(({ name }) => name === customer?.type);
        const owners = target ? ownersOf(keysOfIds(target, customerIds)) : new Map();
        if (!customer || owners.size === 0) return [];
        return [{ ...childrenOf(type, customer.columns, owners, [], runner), disjoint: true }];
      },
    );
  }

  servicesOfResources(
    resourceIds: readonly string[],
    request: ServicesOfRequest,
    call: Call,
  ): Promise<readonly Page<ServiceRecord>[]> {
    const { catalog, foreign, source } = this.#context;
    const contained = request.scope === 'CONTAINED';
    const complete = (id: string): boolean =>
      contained ? insideKnown(id, this.#context) : id.startsWith(`${source}/`) || foreign.pending === 0;
    return byCurrentIds(resourceIds, catalog, this.#context.runner(call), (ids) =>
      this.#pages(ids, request, call, complete, (type, runner) => {
        const supports = catalog.supports.filter(({ service }) => service.type === type.name);
        const ways = supports.flatMap((support) => waysOf(support, contained));
        return grouped(ways).flatMap((same) => {
          const [first] = same;
          const owners = first ? ownersBy(first.parent, ids, contained, catalog, foreign) : new Map();
          if (owners.size === 0) return [];
          return [{ ...joinedTo(type, same, owners, runner), disjoint: first?.parent.foreign === null }];
        });
      }),
    );
  }

  supportingServices(
    ids: readonly string[],
    request: PageRequest,
    call: Call,
  ): Promise<readonly Page<ServiceRecord>[]> {
    return this.#built(ids, request, call, (build) => [build.service, build.builtFrom]);
  }

  dependentServices(
    ids: readonly string[],
    request: PageRequest,
    call: Call,
  ): Promise<readonly Page<ServiceRecord>[]> {
    return this.#built(ids, request, call, (build) => [build.builtFrom, build.service]);
  }

  supportingResources(
    ids: readonly string[],
    request: PageRequest,
    call: Call,
  ): Promise<readonly Page<SupportingResource>[]> {
    return supportingPages(ids, request, this.#context, this.#context.runner(call));
  }

  #built(
    ids: readonly string[],
    request: PageRequest,
    call: Call,
    ends: (build: Build) => readonly [Reference, Reference],
  ): Promise<Page<ServiceRecord>[]> {
    const { catalog } = this.#context;
    return this.#pages(
      ids,
      { ...request, filter: null },
      call,
      () => true,
      (type, runner) => {
        const ways = catalog.builds.map((build): Way => {
          const [parent, record] = ends(build);
          return { from: build.from, parent, record };
        });
        return grouped(ways.filter(({ record }) => record.type === type.name)).flatMap((same) => {
          const outer = catalog.services.find(({ name }) => name === same[0]?.parent.type);
          const owners = outer ? ownersOf(keysOfIds(outer, ids)) : new Map();
          return owners.size === 0 ? [] : [{ ...joinedTo(type, same, owners, runner), disjoint: true }];
        });
      },
    );
  }

  async #pages(
    ids: readonly string[],
    request: ListRequest<ServiceFilter>,
    call: Call,
    complete: (id: string) => boolean,
    branches: (
      type: ServiceType,
      runner: Runner,
    ) => Pick<Branch<ServiceRecord>, 'parents' | 'kinds' | 'owners' | 'disjoint'>[],
  ): Promise<Page<ServiceRecord>[]> {
    const runner = this.#context.runner(call);
    const all = this.#context.catalog.services.flatMap((type) => {
      const filter = this.#pushed(type, request.filter, runner);
      return filter ? branches(type, runner).map((branch) => ({ ...branch, type, filter })) : [];
    });
    return pagesOfParents(ids, all, request, serviceMatcher(request.filter), complete, runner);
  }

  #pushed(type: ServiceType, filter: ServiceFilter | null, runner: Runner): Pushed | null {
    if (!filter) return { where: [], exact: true };
    return pushed([
      ...type.fields.admits(filter),
      ...(filter.name ? [admitsName(filter.name, type.nameText, runner.dialect)] : []),
      ...(filter.customer ? [this.#ofCustomers(type, filter.customer, runner)] : []),
    ]);
  }

  #ofCustomers(type: ServiceType, ids: readonly string[], runner: Runner) {
    const { customer } = type.fields;
    const target = this.#context.catalog.customers.find(({ name }) => name === customer?.type);
    const keys = target ? keysOfIds(target, ids).map(([key]) => key) : [];
    return customer !== null && keys.length > 0 && keyIn(customer.columns, keys, runner.dialect);
  }
}

/** The ways from resources to the services of a support. */
function waysOf(support: Support, contained: boolean): Way[] {
  const { from, service: record } = support;
  const direct = support.resource.map((parent): Way => ({ from, parent, record }));
  if (!contained) return direct;
  return [
    ...direct,
    ...support.inside.map(({ container, ...way }) => ({
      from: way.from,
      parent: container,
      record: way.service,
    })),
  ];
}

/** Ways from records of one type are one statement; what other sources hold is asked for way by way. */
function grouped(ways: readonly Way[]): Way[][] {
  const groups = new Map<string, Way[]>();
  ways.forEach((way, i) => {
    const name = way.parent.type ?? `foreign ${i}`;
    groups.set(name, [...(groups.get(name) ?? []), way]);
  });
  return [...groups.values()];
}
