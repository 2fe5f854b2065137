/** Who must be asked for the fields of slots: worked out once in a step for the root, and for all records that one source has minted. */
import type { Member } from '#schema/ports/member.ts';
import type { Precedence } from '../members/precedence.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import { splitIds } from './gather-results.ts';
import { type Members, type Route, entityRoute, ownerNamed, rootRoute } from './holders.ts';
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

export class Routes {
  readonly #routing: Routing;
  readonly #ofRoots = new Map<SelectionPlan, readonly FieldRoute[]>();
  readonly #ofEntities = new Map<SelectionPlan, Map<string, readonly FieldRoute[]>>();

  constructor(routing: Routing) {
    this.#routing = routing;
  }

  /** In the order of the selection's fields; the same list for all slots that have the same. */
  of({ selection, id }: Slot): readonly FieldRoute[] {
    if (id === null) return this.#of(selection);
    let bySource = this.#ofEntities.get(selection);
    if (!bySource) this.#ofEntities.set(selection, (bySource = new Map()));
    const source = id.slice(0, id.indexOf('/'));
    let routes = bySource.get(source);
    if (!routes) {
      const owner = ownerNamed(this.#routing.members, source);
      routes = selection.fields.map((field) => this.#entityField(field, owner));
      bySource.set(source, routes);
    }
    return routes;
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
    if (field.rule.scatter)
      return { field, route: { members: [...splitIds(members, field, variables).keys()] }, lacks: null };
    const route = rootRoute(members, field, variables);
    return { field, route, lacks: isUnheld(field, route) ? 'HOLDERS' : null };
  }

  #entityField(field: FieldPlan, owner: Member | undefined): FieldRoute {
    const { members, variables, precedence } = this.#routing;
    const route = entityRoute(members, field, owner, variables, precedence);
    if (field.rule.held === 'EVERY_MEMBER')
      return { field, route, lacks: isUnheld(field, route) ? 'HOLDERS' : null };
    return { field, route, lacks: field.definition && !owner ? 'OWNER' : null };
  }
}

function isUnheld({ definition }: FieldPlan, { members, lookup }: Route): boolean {
  return definition !== null && members.length === 0 && lookup === undefined;
}
