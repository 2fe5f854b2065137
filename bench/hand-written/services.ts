/** What stands on the resources of a screen: every catalogue may know of some, and customers are where they were minted. */
import { SERVICE_CATALOGUES } from '../workloads/noc/members.ts';
import type { Customer, CustomersAnswer, Service, ServicesAnswer } from './answers.ts';
import type { Ask } from './ask.ts';
import { IdsBySource, sourceOf } from './ids.ts';
import { CUSTOMERS, SERVICES, representations } from './queries.ts';

const FIRST = 5;

interface Merged {
  readonly totalCount: number | null;
  /** By id, the first of all catalogues. */
  readonly services: readonly Service[];
}

/** The connection of each resource, as the screen shows it. */
export async function services(
  ask: Ask,
  resourceIds: readonly string[],
): Promise<ReadonlyMap<string, object>> {
  const variables = `{"objects":${representations('Resource', resourceIds)}}`;
  const answers = await Promise.all(
    SERVICE_CATALOGUES.map((source) => ask<ServicesAnswer>(source, 'services', SERVICES, variables)),
  );
  const elsewhere = new IdsBySource();
  const merged = resourceIds.map((_, index) => {
    const one = merge(answers, index);
    for (const { id, customer } of one.services)
      if (customer && sourceOf(customer.id) !== sourceOf(id)) elsewhere.add(customer.id);
    return one;
  });
  const customers = await customersOf(ask, elsewhere);
  return new Map(resourceIds.map((id, index) => [id, connectionOf(merged[index], customers)]));
}

function merge(answers: readonly ServicesAnswer[], index: number): Merged {
  let totalCount: number | null = 0;
  const services: Service[] = [];
  for (const { objects } of answers) {
    const share = objects[index]?.services;
    if (!share) continue;
    totalCount = totalCount === null || share.totalCount === null ? null : totalCount + share.totalCount;
    for (const { node } of share.edges) if (!services.some(({ id }) => id === node.id)) services.push(node);
  }
  services.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { totalCount, services: services.length > FIRST ? services.slice(0, FIRST) : services };
}

function connectionOf(merged: Merged | undefined, customers: ReadonlyMap<string, object>): object {
  const edges = (merged?.services ?? []).map(({ name, serviceType, customer }) => ({
    node: { name, serviceType, customer: customer && (customers.get(customer.id) ?? shown(customer)) },
  }));
  return { totalCount: merged?.totalCount ?? null, edges };
}

const shown = ({ name, tier }: Customer): object => ({ name, tier });

async function customersOf(ask: Ask, ids: IdsBySource): Promise<ReadonlyMap<string, object>> {
  const found = new Map<string, object>();
  await Promise.all(
    ids.sources.map(async (source) => {
      const mine = [...ids.of(source)];
      const variables = `{"customers":${representations('Customer', mine)}}`;
      const { customers } = await ask<CustomersAnswer>(source, 'services', CUSTOMERS, variables);
      for (const [i, id] of mine.entries()) found.set(id, customers[i] ?? {});
    }),
  );
  return found;
}
