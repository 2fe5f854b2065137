/** Who must be asked for the fields of slots: worked out once in a step for the root, and for all records that one source has minted. */
import type { Member } from '#schema/ports/member.ts';
import type { Precedence } from '../members/precedence.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import { splitIds } from './gather-results.ts';
import { type Members, type Route, ownerNamed, recordRoute, rootRoute } from './holders.ts';
import type { Slot } from './slot.ts';

export interface Routing {
  readonly members: Members;
  readonly precedence: Precedence;
  /** Of the operation, coerced. */
  readonly variables: Variables;
}

export interface FieldRoute {
  readonly field: FieldPlan;
  readonly route: Route;
  /** Who is missing whatever comes: the source that has minted the record, or anybody who could tell the field. */
  readonly lacks: 'OWNER' | 'HOLDERS' | null;
}

/** Of all records of one type that one source has minted. */
export interface RecordRoutes {
  /** Null where no member has minted them. */
  readonly owner: Member | null;
  /** What their ids begin with. */
  readonly prefix: string | null;
  /** In the order of the selection. */
  readonly fields: readonly FieldRoute[];
  /** Those of the fields that nobody needs to be asked for. */
  readonly known: readonly FieldRoute[];
  /** The others. */
  readonly open: readonly FieldRoute[];
  /** True where nobody but the owner has anything to say of what is asked. */
  readonly ownerTellsAll: boolean;
}

/** Looking through more takes longer than to find the owner. */
const MAX_NEAR = 6;

type ByOwner = Map<Member | null, RecordRoutes>;

/** What is the same in every request, for as long as the members are the same: a list of members is never changed. */
const always = new WeakMap<Members, WeakMap<SelectionPlan, ByOwner>>();

function alwaysOf(members: Members, selection: SelectionPlan): ByOwner {
  const ofMembers = always.get(members) ?? new WeakMap<SelectionPlan, ByOwner>();
  always.set(members, ofMembers);
  const byOwner: ByOwner = ofMembers.get(selection) ?? new Map();
  ofMembers.set(selection, byOwner);
  return byOwner;
}

export class Routes {
  readonly #routing: Routing;
  readonly #ofRoots = new Map<SelectionPlan, readonly FieldRoute[]>();
  readonly #ofRecords = new Map<SelectionPlan, ByOwner>();
  readonly #owners = new Map<string, Member | null>();
  /** By selection, a few that may be found by what an id begins with. */
  readonly #near = new Map<SelectionPlan, RecordRoutes[]>();

  constructor(routing: Routing) {
    this.#routing = routing;
  }

  /** The same list for all slots that have the same routes. */
  of({ selection, id }: Slot): readonly FieldRoute[] {
    return id === null ? this.#of(selection) : this.ofRecord(selection, id).fields;
  }

  ofRecord(selection: SelectionPlan, id: string): RecordRoutes {
    const near = this.#near.get(selection) ?? [];
    for (const routes of near) if (routes.prefix !== null && id.startsWith(routes.prefix)) return routes;
    const byOwner = this.#ofRecords.get(selection) ?? this.#knownOf(selection);
    this.#ofRecords.set(selection, byOwner);
    const owner = this.#ownerOf(id);
    let routes = byOwner.get(owner);
    if (!routes) {
      routes = this.#recordsOf(selection, owner);
      byOwner.set(owner, routes);
    }
    if (near.length < MAX_NEAR) this.#near.set(selection, [...near, routes]);
    return routes;
  }

  #ownerOf(id: string): Member | null {
    const source = id.slice(0, id.indexOf('/'));
    let owner = this.#owners.get(source);
    if (owner === undefined) {
      owner = ownerNamed(this.#routing.members, source) ?? null;
      this.#owners.set(source, owner);
    }
    return owner;
  }

  #knownOf(selection: SelectionPlan): ByOwner {
    const varies = selection.fields.some(
      (field) => field.rule.held === 'EVERY_MEMBER' && field.usesVariables,
    );
    return varies ? new Map<Member | null, RecordRoutes>() : alwaysOf(this.#routing.members, selection);
  }

  #recordsOf(selection: SelectionPlan, owner: Member | null): RecordRoutes {
    const fields = selection.fields.map((field) => this.#recordField(field, owner));
    const ownerTellsAll = fields.every(({ field, route: { members } }) => {
      if (field.kind === 'ID' || field.kind === 'TYPE_NAME') return true;
      return members.length === 1 && members[0] === owner;
    });
    const known = fields.filter(({ route: { members } }) => members.length === 0);
    const open = fields.filter(({ route: { members } }) => members.length > 0);
    return { owner, prefix: owner && `${owner.source}/`, fields, known, open, ownerTellsAll };
  }

  #of(root: SelectionPlan): readonly FieldRoute[] {
    let routes = this.#ofRoots.get(root);
    if (!routes) {
      routes = root.fields.map((field) => this.#rootField(field));
      this.#ofRoots.set(root, routes);
    }
    return routes;
  }

  #rootField(field: FieldPlan): FieldRoute {
    const { members, variables } = this.#routing;
    if (field.rule.scatter) {
      const owners = [...splitIds(members, field, variables).keys()];
      return { field, route: { members: owners }, lacks: null };
    }
    const route = rootRoute(members, field, variables);
    return { field, route, lacks: isUnheld(field, route) ? 'HOLDERS' : null };
  }

  #recordField(field: FieldPlan, owner: Member | null): FieldRoute {
    const { members, variables, precedence } = this.#routing;
    const route = recordRoute(members, field, owner, variables, precedence);
    if (field.rule.held === 'EVERY_MEMBER')
      return { field, route, lacks: isUnheld(field, route) ? 'HOLDERS' : null };
    return { field, route, lacks: field.definition && !owner ? 'OWNER' : null };
  }
}

function isUnheld({ definition }: FieldPlan, { members, lookup }: Route): boolean {
  return definition !== null && members.length === 0 && lookup === undefined;
}
