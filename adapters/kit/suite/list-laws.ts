/** Lists: every page size gives the same records in the contract's order; what the source cannot filter is still filtered right. */
import { expect, test } from '@jest/globals';
import { type Order, compareKeys, keysOf } from '#schema/order.ts';
import type { Adapter } from '#schema/ports/adapter.ts';
import type { Call } from '#schema/ports/call.ts';
import type { AlarmRecord } from '#schema/ports/faults.ts';
import { type ResourceRecord, enumeratesInventory } from '#schema/ports/inventory.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { ServiceRecord } from '#schema/ports/services.ts';
import { contractRules } from '#schema/rules.ts';
import type { AlarmFilter } from '#schema/types/faults.ts';
import type { ResourceFilter } from '#schema/types/inventory.ts';
import type { ServiceFilter } from '#schema/types/services.ts';
import { matchesResource } from '../filter/resources.ts';
import { matchesService } from '../filter/services.ts';
import type { Manifest } from '../module.ts';

type List<Item, Filter> = (request: ListRequest<Filter>) => Promise<Page<Item>>;

export function listLaws({ domains }: Manifest, adapter: () => Adapter): void {
  const call: Call = { signal: new AbortController().signal };

  if (domains.inventory?.role === 'ENUMERATES')
    test('resources: pages and filters', async () => {
      const port = adapter().inventory;
      if (!port || !enumeratesInventory(port)) throw new TypeError('The manifest says that it enumerates.');
      const list: List<ResourceRecord, ResourceFilter> = (request) => port.resources(request, call);
      const order = (by: string): Order => contractRules('inventory').order('Query', 'resources', by);
      const all = await pagingLaw(list, order('ID'));
      await pagingLaw(list, order('NAME'));
      await filterLaw(list, order('ID'), all, resourceFilters(all), matchesResource);
    });

  if (domains.faults)
    test('alarms: pages', async () => {
      const port = adapter().faults;
      if (!port) throw new TypeError('The manifest says that it has this domain.');
      const list: List<AlarmRecord, AlarmFilter> = (request) => port.alarms(request, call);
      const order = (by: string): Order => contractRules('faults').order('Query', 'alarms', by);
      const all = await pagingLaw(list, order('REPORTING_TIME_DESC'));
      await pagingLaw(list, order('SEVERITY_DESC'));
      for (const alarm of all.slice(0, 3)) {
        const filter: AlarmFilter = {
          perceivedSeverity: [alarm.perceivedSeverity ?? 'INDETERMINATE'],
          alarmKey: [alarm.alarmKey ?? ''],
        };
        const kept = await everything(list, order('SEVERITY_DESC'), 7, filter);
        expect(kept.map(({ id }) => id).toSorted()).toEqual(
          all
            .filter(
              (other) =>
                other.perceivedSeverity === alarm.perceivedSeverity && other.alarmKey === alarm.alarmKey,
            )
            .map(({ id }) => id)
            .toSorted(),
        );
      }
    });

  if (domains.services)
    test('services: pages and filters', async () => {
      const port = adapter().services;
      if (!port) throw new TypeError('The manifest says that it has this domain.');
      const list: List<ServiceRecord, ServiceFilter> = (request) => port.services(request, call);
      const order = contractRules('services').order('Query', 'services');
      const all = await pagingLaw(list, order);
      await filterLaw(list, order, all, serviceFilters(all), matchesService);
    });
}

/** Whatever the page size, every record once and in order. */
async function pagingLaw<Item extends { readonly id: string }, Filter>(
  list: List<Item, Filter>,
  order: Order,
): Promise<readonly Item[]> {
  const all = await everything(list, order, 1000, null);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  all.forEach((item, index) => {
    const next = all[index + 1];
    if (next)
      expect([item.id, next.id, compareKeys(order, keysOf(order, item), keysOf(order, next)) < 0]).toEqual([
        item.id,
        next.id,
        true,
      ]);
  });
  const sizes = [Math.max(1, Math.floor(all.length / 3)), Math.max(1, Math.ceil(all.length / 7))];
  for (const size of sizes)
    expect((await everything(list, order, size, null)).map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  return all;
}

async function filterLaw<Item extends { readonly id: string }, Filter>(
  list: List<Item, Filter>,
  order: Order,
  all: readonly Item[],
  filters: readonly Filter[],
  matches: (item: Item, filter: Filter) => boolean,
): Promise<void> {
  for (const filter of filters) {
    const kept = await everything(list, order, 50, filter);
    expect({ filter, ids: kept.map(({ id }) => id) }).toEqual({
      filter,
      ids: all.filter((item) => matches(item, filter)).map(({ id }) => id),
    });
  }
}

async function everything<Item extends object, Filter>(
  list: List<Item, Filter>,
  order: Order,
  first: number,
  filter: Filter | null,
): Promise<Item[]> {
  const all: Item[] = [];
  for (;;) {
    const last = all.at(-1);
    const page = await list({ order, first, filter, after: last ? keysOf(order, last) : null });
    expect(page.complete).toBe(true);
    expect(page.items.length).toBeLessThanOrEqual(first);
    all.push(...page.items);
    if (!page.hasNextPage) return all;
    expect(page.items.length).toBeGreaterThan(0);
  }
}

function resourceFilters(all: readonly ResourceRecord[]): ResourceFilter[] {
  const named = all.find((record) => record.name);
  const inside = all.find((record) => record.ancestorIds?.length);
  return [
    { kind: ['DEVICE', 'SITE'] },
    ...(named?.name
      ? [
          { name: { equals: named.name } },
          { name: { startsWith: named.name.slice(0, 2) } },
          { name: { contains: named.name.slice(1, 3) } },
          { name: { in: [named.name, 'no such name'] } },
        ]
      : []),
    ...(inside?.ancestorIds
      ? [
          { within: inside.ancestorIds.slice(-1) },
          { within: inside.ancestorIds.slice(0, 1), kind: inside.kind ? [inside.kind] : ['PORT' as const] },
        ]
      : []),
    { region: ['no such region'] },
    { lifecycleState: ['INSTALLED'] },
    { operationalState: ['DISABLED'], kind: ['PORT', 'CARD'] },
    { vendor: valuesOf(all, (record) => record.equipment?.vendor) },
    { resourceType: valuesOf(all, (record) => record.resourceType) },
  ];
}

function serviceFilters(all: readonly ServiceRecord[]): ServiceFilter[] {
  const named = all.find((record) => record.name);
  return [
    { state: ['ACTIVE'] },
    { category: ['CUSTOMER_FACING'] },
    ...(named?.name ? [{ name: { startsWith: named.name.slice(0, 3) } }] : []),
    { serviceType: valuesOf(all, (record) => record.serviceType) },
    { customer: valuesOf(all, (record) => record.customer?.id, 'elsewhere/none') },
  ];
}

/** One value that some record has, or one that none has. */
function valuesOf<Item>(
  all: readonly Item[],
  value: (item: Item) => string | null | undefined,
  none = 'no such value',
): string[] {
  return [all.map(value).find((found) => typeof found === 'string') ?? none];
}
