/** The ports over plain arrays: what an adapter does, without a source. */
import { alarmMatcher } from '#adapters/kit/filter/alarms.ts';
import { resourceMatcher } from '#adapters/kit/filter/resources.ts';
import { customerMatcher, serviceMatcher } from '#adapters/kit/filter/services.ts';
import { pageOf } from '#adapters/kit/page/page-of.ts';
import { sortRecords } from '#adapters/kit/page/sort-records.ts';
import type { AlarmRecord, FaultsPort } from '#schema/ports/faults.ts';
import type { InventoryEnumerator } from '#schema/ports/inventory.ts';
import type { Page, PageRequest } from '#schema/ports/page.ts';
import type { ServicesPort } from '#schema/ports/services.ts';
import type { AlarmFilter, AlarmSummary } from '#schema/types/faults.ts';
import type { Estate } from './estate.ts';

type Identified = { readonly id: string };

export function memoryInventory(estate: Estate): InventoryEnumerator {
  return {
    resourcesByIds: async (ids) => byIds(estate.resources, ids),
    resources: async (request) => page(estate.resources, request, resourceMatcher(request.filter)),
    contained: async (ids, request) =>
      ids.map((id) =>
        page(
          estate.resources,
          request,
          both(resourceMatcher(request.filter), (r) => r.container?.id === id),
        ),
      ),
    relationships: async (ids, request) =>
      ids.map((id) => page(estate.relationships[id] ?? [], request, () => true)),
    resolve: async (keys) =>
      keys.map(({ value }) => {
        const wanted = value.trim().toLowerCase();
        return estate.resources.filter(({ name }) => name?.toLowerCase() === wanted);
      }),
  };
}

export function memoryFaults(estate: Estate): FaultsPort {
  const ancestors = new Map(estate.resources.map(({ id, ancestorIds }) => [id, ancestorIds ?? []]));
  const matcher = (filter: AlarmFilter | null): ((alarm: AlarmRecord) => boolean) =>
    alarmMatcher(filter, (id) => ancestors.get(id) ?? []);
  const open = matcher(null);
  return {
    alarmsByIds: async (ids) => byIds(estate.alarms, ids),
    alarms: async (request) => page(estate.alarms, request, matcher(request.filter)),
    alarmsOf: async (ids, request) =>
      ids.map((id) =>
        page(
          estate.alarms,
          request,
          both(matcher(request.filter), (a) => a.alarmedObject?.id === id),
        ),
      ),
    summary: async (filter) => summary(estate.alarms.filter(matcher(filter))),
    summariesOf: async (ids) =>
      ids.map((id) => summary(estate.alarms.filter(both(open, (a) => a.alarmedObject?.id === id)))),
    faultSource: () => ({ source: 'nms', syncState: 'IN_SYNC', openAlarms: estate.alarms.length }),
    act: async (_action, ids) =>
      byIds(estate.alarms, ids).map((alarm) =>
        alarm
          ? { status: 'APPLIED', alarm: { ...alarm, ackState: 'ACKNOWLEDGED' } }
          : { status: 'FAILED', alarm: null, error: { code: 'NOT_FOUND', message: 'No such alarm.' } },
      ),
  };
}

export function memoryServices(estate: Estate): ServicesPort {
  const { services, customers } = estate;
  const standsOn = (service: string, resource: string): boolean =>
    (estate.supportingResources[service] ?? []).some(({ node }) => node?.id === resource);
  const builtFrom = (service: string): readonly string[] => estate.supportingServices[service] ?? [];
  return {
    servicesByIds: async (ids) => byIds(services, ids),
    services: async (request) => page(services, request, serviceMatcher(request.filter)),
    customersByIds: async (ids) => byIds(customers, ids),
    customers: async (request) => page(customers, request, customerMatcher(request.filter)),
    servicesOfCustomers: async (ids, request) =>
      ids.map((id) =>
        page(
          services,
          request,
          both(serviceMatcher(request.filter), (s) => s.customer?.id === id),
        ),
      ),
    servicesOfResources: async (ids, request) =>
      ids.map((id) =>
        page(
          services,
          request,
          both(serviceMatcher(request.filter), (s) => standsOn(s.id, id)),
        ),
      ),
    supportingServices: async (ids, request) =>
      ids.map((id) => page(services, request, (service) => builtFrom(id).includes(service.id))),
    dependentServices: async (ids, request) =>
      ids.map((id) => page(services, request, (service) => builtFrom(service.id).includes(id))),
    supportingResources: async (ids, request) =>
      ids.map((id) => page(estate.supportingResources[id] ?? [], request, () => true)),
  };
}

function byIds<Item extends Identified>(items: readonly Item[], ids: readonly string[]): (Item | null)[] {
  return ids.map((id) => items.find((item) => item.id === id) ?? null);
}

function page<Item extends Identified>(
  items: readonly Item[],
  request: PageRequest,
  matches: (item: Item) => boolean,
): Page<Item> {
  return pageOf(sortRecords(request.order, items), request, { complete: true, matches });
}

function both<Item>(...conditions: readonly ((item: Item) => boolean)[]): (item: Item) => boolean {
  return (item) => conditions.every((holds) => holds(item));
}

function summary(alarms: readonly AlarmRecord[]): AlarmSummary {
  const count = (severity: string): number => alarms.filter((a) => a.perceivedSeverity === severity).length;
  return { critical: count('CRITICAL'), major: count('MAJOR'), complete: true };
}
