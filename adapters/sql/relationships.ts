/** How resources are related besides containment: read whole for a batch of resources, paged from memory. */
import { sortRecords } from '../kit/page/sort-records.ts';
import { pageOf } from '../kit/page/page-of.ts';
import type { RelationshipRecord, RelationshipRequest } from '#schema/ports/inventory.ts';
import type { Page } from '#schema/ports/page.ts';
import type { Relationship } from './catalog.ts';
import type { PortContext } from './port-context.ts';
import { Leftovers } from './fields.ts';
import { rowsOfOwners } from './joins.ts';
import { type Reference, firstId } from './references.ts';
import type { Runner } from './runner.ts';
import { ownersBy } from './within.ts';

export async function relationshipPages(
  ids: readonly string[],
  request: RelationshipRequest,
  context: PortContext,
  runner: Runner,
): Promise<Page<RelationshipRecord>[]> {
  const { catalog, foreign, source } = context;
  const found = new Map<string, Map<string, RelationshipRecord>>(ids.map((id) => [id, new Map()]));
  // Those of which an end is named and not bound.
  const unknown = new Set<string>();
  const wanted = catalog.relationships.filter(
    ({ type }) => request.type === null || request.type.includes(type),
  );
  const sides = wanted.flatMap((one) => sidesOf(one, request.direction));
  await Promise.all(
    sides.map(async ({ relationship, direction, asked, others }) => {
      const owners = ownersBy(asked, ids, false, catalog, foreign);
      for (const { row, ids: of } of await rowsOfOwners(relationship, asked, owners, runner)) {
        const other = firstId(others, row);
        if (other === null) {
          if (others.some(({ foreign: spec, key }) => spec && key(row))) for (const id of of) unknown.add(id);
          continue;
        }
        const { type } = relationship;
        const role = direction === 'OUT' ? relationship.role.read(row, new Leftovers()) : null;
        const record: RelationshipRecord = { type, id: other, direction, role, node: { id: other } };
        for (const id of of) found.get(id)?.set(JSON.stringify([type, other, direction]), record);
      }
    }),
  );
  return ids.map((id) => {
    const records = sortRecords(request.order, found.get(id)?.values() ?? []);
    const known = id.startsWith(`${source}/`) && !unknown.has(id);
    return pageOf(records, request, { complete: known || foreign.pending === 0 });
  });
}

interface Side {
  readonly relationship: Relationship;
  readonly direction: 'IN' | 'OUT';
  readonly asked: Reference;
  readonly others: readonly Reference[];
}

function sidesOf(relationship: Relationship, direction: RelationshipRequest['direction']): Side[] {
  const { source, to } = relationship;
  return [
    ...(direction === 'IN'
      ? []
      : source.map((asked): Side => ({ relationship, direction: 'OUT', asked, others: to }))),
    ...(direction === 'OUT'
      ? []
      : to.map((asked): Side => ({ relationship, direction: 'IN', asked, others: source }))),
  ];
}
