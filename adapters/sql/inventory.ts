/** The inventory port over a mapped database. */
import type { Call } from '#schema/ports/call.ts';
import type {
  InventoryEnumerator,
  KnownAs,
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
import { byCurrentIds, currentIds, withFormerIds } from './merges.ts';
import { pageOfParts } from './pages.ts';
import { type Branch, childrenOf, pagesOfParents } from './parents.ts';
import type { PortContext } from './port-context.ts';
import { relationshipPages } from './relationships.ts';
import { nativeId, resolveKeys } from './resolve.ts';
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
    const absent = ids.filter((_, i) => found[i] === null);
    const current = await currentIds(absent, catalog, runner);
    const now = await recordsByIds(catalog.resources, [...new Set(current.values())], runner);
    const there = [...found, ...now].filter((record) => record !== null);
    const byId = await this.#whole([...new Map(there.map((record) => [record.id, record])).values()], runner);
    return ids.map((id) => byId.get(id) ?? byId.get(current.get(id) ?? '') ?? null);
  }

  async resources(request: ListRequest<ResourceFilter>, call: Call): Promise<Page<ResourceRecord>> {
    const { catalog } = this.#context;
    const runner = this.#context.runner(call);
    const filter = await this.#current(request.filter, runner);
    const parts = catalog.resources.flatMap((type) => {
      const admitted = this.#pushed(type, filter, runner);
      return admitted ? [{ type, filter: admitted }] : [];
    });
    const page = await pageOfParts(parts, { ...request, filter }, resourceMatcher(filter), runner);
    const complete = (filter?.within ?? []).every((id) => insideKnown(id, this.#context));
    return { ...page, items: [...(await this.#whole(page.items, runner)).values()], complete };
  }

  async contained(
    ids: readonly string[],
    request: ListRequest<ResourceFilter>,
    call: Call,
  ): Promise<readonly Page<ResourceRecord>[]> {
    const { catalog, foreign } = this.#context;
    const runner = this.#context.runner(call);
    const filter = await this.#current(request.filter, runner);
    const complete = (id: string): boolean => this.#settled(id, foreign);
    const pages = await byCurrentIds(ids, catalog, runner, (current) =>
      pagesOfParents(
        current,
        catalog.resources.flatMap((type) => this.#branches(type, current, filter, runner)),
        { ...request, filter },
        resourceMatcher(filter),
        complete,
        runner,
      ),
    );
    const items = pages.flatMap((page) => page.items);
    const byId = await this.#whole([...new Map(items.map((item) => [item.id, item])).values()], runner);
    return pages.map((page) => ({ ...page, items: page.items.map((item) => byId.get(item.id) ?? item) }));
  }

  relationships(
    ids: readonly string[],
    request: RelationshipRequest,
    call: Call,
  ): Promise<readonly Page<RelationshipRecord>[]> {
    const runner = this.#context.runner(call);
    return byCurrentIds(ids, this.#context.catalog, runner, (current) =>
      relationshipPages(current, request, this.#context, runner),
    );
  }

  async resolve(
    keys: readonly IdentifierInput[],
    call: Call,
  ): Promise<readonly (readonly ResourceRecord[])[]> {
    const { catalog, source } = this.#context;
    const runner = this.#context.runner(call);
    const scopes = keys.flatMap(({ scope }) => scope ?? []);
    const current = await currentIds(scopes, catalog, runner);
    const asked = keys.map((key) => ({ ...key, scope: current.get(key.scope ?? '') ?? key.scope ?? null }));
    const known = await resolveKeys(asked, catalog, source, runner);
    // By a native key that it had before a merge a record is known still.
    const ids = keys.map((key, i) => (known[i]?.length === 0 ? nativeId(key, catalog, source) : null));
    const merged = await this.resourcesByIds(
      ids.filter((id) => id !== null),
      call,
    );
    const byOldId = new Map(ids.filter((id) => id !== null).map((id, i) => [id, merged[i] ?? null]));
    return known.map((candidates, i) => {
      const record = byOldId.get(ids[i] ?? '');
      return record ? [record] : candidates;
    });
  }

  /** Records as they are told, by their ids: ports with their link, all with the ids that they had. */
  async #whole(
    records: readonly ResourceRecord[],
    runner: Runner,
  ): Promise<ReadonlyMap<string, ResourceRecord>> {
    const { catalog } = this.#context;
    const linked = await withLinks(records, catalog, runner);
    const told = await withFormerIds(linked, catalog, runner);
    return new Map(told.map((record) => [record.id, record]));
  }

  /** The filter with the places as they are now. */
  async #current(filter: ResourceFilter | null, runner: Runner): Promise<ResourceFilter | null> {
    if (!filter?.within) return filter;
    const current = await currentIds(filter.within, this.#context.catalog, runner);
    return { ...filter, within: filter.within.map((id) => current.get(id) ?? id) };
  }

  /** What other sources enumerate has here the names that rows have for it. */
  async knownAs(keys: readonly IdentifierInput[]): Promise<readonly KnownAs[]> {
    const { foreign } = this.#context;
    const known = await foreign.knownAs(keys);
    return known.map(({ bound, complete }) => ({ bound, complete: complete && foreign.isRead }));
  }

  /** Its own rows say where things are; so does what is bound of others, where something is inside it. */
  async placesMark(call: Call): Promise<string | null> {
    const { catalog, foreign, mark } = this.#context;
    const written = await mark(call);
    const isInOthers = catalog.resources.some(({ fields }) =>
      fields.ancestors.some((ancestor) => ancestor.foreign !== null),
    );
    return written !== null && isInOthers ? `${written}.${foreign.revision}` : written;
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
