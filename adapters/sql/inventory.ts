/** The inventory port over a mapped database. */
import type { Call } from '#schema/ports/call.ts';
import type {
  InventoryEnumerator,
  RelationshipRecord,
  RelationshipRequest,
  ResourceRecord,
} from '#schema/ports/inventory.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { IdentifierInput, ResourceFilter } from '#schema/types/inventory.ts';
import { resourceMatcher } from '../kit/filter/resources.ts';
import type { ResourceType } from './catalog.ts';
import { type Pushed, admitsName, pushed } from './filters.ts';
import type { ForeignObjects } from './foreign.ts';
import { keyPresent } from './keys.ts';
import { withLinks } from './link-ends.ts';
import { recordsByIds } from './lookup.ts';
import { pageOfParts } from './pages.ts';
import { type Branch, childrenOf, pagesOfParents } from './parents.ts';
import type { PortContext } from './port-context.ts';
import { relationshipPages } from './relationships.ts';
import { resolveKeys } from './resolve.ts';
import type { Runner } from './runner.ts';
import { all, sql } from './sql.ts';
import { admitsWithin, insideKnown, ownersBy } from './within.ts';

export class SqlInventory implements InventoryEnumerator {
  readonly #context: PortContext;

  constructor(context: PortContext) {
    this.#context = context;
  }

  async resourcesByIds(ids: readonly string[], call: Call): Promise<readonly (ResourceRecord | null)[]> {
    const { catalog } = this.#context;
    const runner = this.#context.runner(call);
    const found = await recordsByIds(catalog.resources, ids, runner);
    const linked = await withLinks(
      found.filter((record) => record !== null),
      catalog,
      runner,
    );
    const byId = new Map(linked.map((record) => [record.id, record]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  async resources(request: ListRequest<ResourceFilter>, call: Call): Promise<Page<ResourceRecord>> {
    const { catalog } = this.#context;
    const runner = this.#context.runner(call);
    const parts = catalog.resources.flatMap((type) => {
      const filter = this.#pushed(type, request.filter, runner);
      return filter ? [{ type, filter }] : [];
    });
    const page = await pageOfParts(parts, request, resourceMatcher(request.filter), runner);
    const complete = (request.filter?.within ?? []).every((id) => insideKnown(id, this.#context));
    return { ...page, items: await withLinks(page.items, catalog, runner), complete };
  }

  async contained(
    ids: readonly string[],
    request: ListRequest<ResourceFilter>,
    call: Call,
  ): Promise<readonly Page<ResourceRecord>[]> {
    const { catalog, foreign } = this.#context;
    const runner = this.#context.runner(call);
    const branches = catalog.resources.flatMap((type) => this.#branches(type, ids, request.filter, runner));
    const complete = (id: string): boolean => this.#settled(id, foreign);
    const pages = await pagesOfParents(
      ids,
      branches,
      request,
      resourceMatcher(request.filter),
      complete,
      runner,
    );
    const linked = await withLinks(
      pages.flatMap((page) => page.items),
      catalog,
      runner,
    );
    const byId = new Map(linked.map((record) => [record.id, record]));
    return pages.map((page) => ({ ...page, items: page.items.map((item) => byId.get(item.id) ?? item) }));
  }

  relationships(
    ids: readonly string[],
    request: RelationshipRequest,
    call: Call,
  ): Promise<readonly Page<RelationshipRecord>[]> {
    return relationshipPages(ids, request, this.#context, this.#context.runner(call));
  }

  async resolve(
    keys: readonly IdentifierInput[],
    call: Call,
  ): Promise<readonly (readonly ResourceRecord[])[]> {
    const { catalog, source } = this.#context;
    return resolveKeys(keys, catalog, source, this.#context.runner(call));
  }

  #pushed(type: ResourceType, filter: ResourceFilter | null, runner: Runner): Pushed | null {
    const { catalog, foreign } = this.#context;
    if (!filter) return { where: [], exact: true };
    return pushed([
      ...type.fields.admits(filter),
      ...(filter.name ? [admitsName(filter.name, type.nameText, runner.dialect)] : []),
      ...(filter.within ? [admitsWithin(type, filter.within, catalog, foreign, runner)] : []),
    ]);
  }

  /** Rows of a type whose container is one of these: its nearest ancestor, or a further one where those before may be absent. */
  #branches(
    type: ResourceType,
    ids: readonly string[],
    filter: ResourceFilter | null,
    runner: Runner,
  ): Branch<ResourceRecord>[] {
    const { catalog, foreign } = this.#context;
    const pushedFilter = this.#pushed(type, filter, runner);
    if (!pushedFilter) return [];
    const { ancestors } = type.fields;
    const nearest = ancestors.findIndex(({ optional }) => !optional);
    const direct = nearest < 0 ? ancestors : ancestors.slice(0, nearest + 1);
    return direct.flatMap((reference, i) => {
      const owners = ownersBy(reference, ids, false, catalog, foreign);
      if (owners.size === 0) return [];
      const absent = ancestors
        .slice(0, i)
        .map(
          (nearer) => sql`NOT (${all(nearer.columns.map((column) => keyPresent(column, runner.dialect)))})`,
        );
      const disjoint = reference.foreign === null;
      return [
        {
          ...childrenOf(type, reference.columns, owners, absent, runner),
          type,
          filter: pushedFilter,
          disjoint,
        },
      ];
    });
  }

  /** An answer about another source's resource depends on what is bound to it. */
  #settled(id: string, foreign: ForeignObjects): boolean {
    return id.startsWith(`${this.#context.source}/`) || foreign.pending === 0;
  }
}
