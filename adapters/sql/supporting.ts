/** What services stand on: read whole for a batch of services, paged from memory, since another source's resources are among it. */
import { pageOf } from '../kit/page/page-of.ts';
import { sortRecords } from '../kit/page/sort-records.ts';
import type { Page, PageRequest } from '#schema/ports/page.ts';
import type { SupportingResource } from '#schema/ports/services.ts';
import type { Support } from './catalog.ts';
import type { PortContext } from './port-context.ts';
import { Leftovers } from './fields.ts';
import { rowsOfOwners } from './joins.ts';
import { keysOfIds } from './lookup.ts';
import { ownersOf } from './parents.ts';
import { firstId } from './references.ts';
import type { Runner } from './runner.ts';
import { recordToken } from './token.ts';
import type { Row } from './types.ts';

export async function supportingPages(
  serviceIds: readonly string[],
  request: PageRequest,
  context: PortContext,
  runner: Runner,
): Promise<Page<SupportingResource>[]> {
  const { catalog, foreign, source } = context;
  const found = new Map<string, Map<string, SupportingResource>>(serviceIds.map((id) => [id, new Map()]));
  await Promise.all(
    catalog.supports.map(async (support) => {
      const type = catalog.services.find(({ name }) => name === support.service.type);
      if (!type) return;
      const owners = ownersOf(keysOfIds(type, serviceIds));
      for (const { row, ids } of await rowsOfOwners(support, support.service, owners, runner)) {
        const item = itemOf(support, row, source);
        if (item) for (const id of ids) found.get(id)?.set(JSON.stringify([item.role, item.id]), item);
      }
    }),
  );
  return serviceIds.map((id) => {
    const items = sortRecords(request.order, found.get(id)?.values() ?? []);
    const unbound = items.some(({ node }) => node === null);
    return pageOf(items, request, { complete: !unbound || foreign.pending === 0 });
  });
}

/** Null for a row that names no resource. What is named and not bound has a place in the order, under an id that nobody else sees. */
function itemOf(support: Support, row: Row, source: string): SupportingResource | null {
  const id = firstId(support.resource, row);
  const role = support.role.read(row, new Leftovers());
  const protectionGroup = support.protectionGroup.read(row, new Leftovers());
  if (id !== null) return { role, id, protectionGroup, node: { id } };
  const key = support.resource.map((one) => one.key(row)).find((one) => one !== null);
  const token = key && recordToken('~', key);
  return token ? { role, id: `${source}/${token}`, protectionGroup, node: null } : null;
}
