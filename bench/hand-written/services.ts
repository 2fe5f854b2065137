/** What stands on the resources of a screen: every catalogue may know of some, and customers are where they were minted. */
import { SERVICE_CATALOGUES } from '../workloads/noc/members.ts';
import type { CustomersAnswer, Service, ServicesAnswer } from './answers.ts';
import type { Ask } from './ask.ts';
import { CUSTOMERS, SERVICES, representations } from './queries.ts';
import { type Reference, References, fill, sourceOf } from './references.ts';

const FIRST = 5;

interface Merged {
  totalCount: number | null;
  /** By id, the first of all catalogues. */
  services: Service[];
}

/** The connection of each resource, as the screen shows it, in their order. */
export async function services(ask: Ask, resources: readonly Reference<unknown>[]): Promise<object[]> {
  const variables = `{"objects":${representations('Resource', resources)}}`;
  const answers = await Promise.all(
    SERVICE_CATALOGUES.map((source) => ask<ServicesAnswer>(source, 'services', SERVICES, variables)),
  );
  const customers = new References<object>();
  const merged = resources.map((_, index) => {
    const one = merge(answers, index);
    for (const { id, customer } of one.services)
      if (customer && sourceOf(customer.id) !== sourceOf(id)) customers.to(customer.id);
    return one;
  });
  await fillCustomers(ask, customers);
  const known = new Map(customers.all.map(({ id, record }) => [id, record]));
  return merged.map(({ totalCount, services }) => ({
    totalCount,
    edges: services.map((service) => ({ node: nodeOf(service, known) })),
  }));
}

function merge(answers: readonly ServicesAnswer[], index: number): Merged {
  const merged: Merged = { totalCount: 0, services: [] };
  for (const { objects } of answers) {
    const share = objects[index]?.services;
    if (!share) continue;
    if (share.totalCount === null) merged.totalCount = null;
    else if (merged.totalCount !== null) merged.totalCount += share.totalCount;
    for (const { node } of share.edges)
      if (!merged.services.some(({ id }) => id === node.id)) merged.services.push(node);
  }
  if (merged.services.length > 1) merged.services.sort((a, b) => (a.id < b.id ? -1 : 1));
  if (merged.services.length > FIRST) merged.services.length = FIRST;
  return merged;
}

function nodeOf({ name, serviceType, customer }: Service, known: ReadonlyMap<string, object | null>): object {
  if (!customer) return { name, serviceType, customer };
  return {
    name,
    serviceType,
    customer: known.get(customer.id) ?? { name: customer.name, tier: customer.tier },
  };
}

async function fillCustomers(ask: Ask, customers: References<object>): Promise<void> {
  await Promise.all(
    [...customers.bySource()].map(async ([source, mine]) => {
      const variables = `{"customers":${representations('Customer', mine)}}`;
      fill(mine, (await ask<CustomersAnswer>(source, 'services', CUSTOMERS, variables)).customers);
    }),
  );
}
