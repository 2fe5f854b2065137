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
  /** What their ids begin with. */
  readonly prefix: string;
  /** In the order of the selection. */
  readonly fields: readonly FieldRoute[];
  /** The owner, where nobody else has anything to say of what is asked; else null. */
  readonly teller: Member | null;
}

export class Routes {
  readonly #routing: Routing;
  readonly #ofRoots = new Map<SelectionPlan, readonly FieldRoute[]>();
  readonly #ofRecords = new Map<SelectionPlan, Map<string, RecordRoutes>>();
  readonly #last = new Map<SelectionPlan, RecordRoutes>();

  constructor(routing: Routing) {
    this.#routing = routing;
  }

  /** The same list for all slots that have the same routes. */
  of({ selection, id }: Slot): readonly FieldRoute[] {
    return id === null ? this.#of(selection) : this.ofRecord(selection, id).fields;
  }

  ofRecord(selection: SelectionPlan, id: string): RecordRoutes {
    const last = this.#last.get(selection);
    if (last && id.startsWith(last.prefix)) return last;
    const bySource = this.#ofRecords.get(selection) ?? new Map<string, RecordRoutes>();
    this.#ofRecords.set(selection, bySource);
    const source = id.slice(0, id.indexOf('/'));
    const routes = bySource.get(source) ?? this.#recordsOf(selection, source);
    bySource.set(source, routes);
    this.#last.set(selection, routes);
    return routes;
  }

  #recordsOf(selection: SelectionPlan, source: string): RecordRoutes {
    const owner = ownerNamed(this.#routing.members, source);
    const fields = selection.fields.map((field) => this.#recordField(field, owner));
    const alone = fields.every(({ field, route: { members } }) => {
      if (field.kind === 'ID' || field.kind === 'TYPE_NAME') return true;
      return members.length === 1 && members[0] === owner;
    });
    return { prefix: `${source}/`, fields, teller: alone && owner ? owner : null };
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

  #recordField(field: FieldPlan, owner: Member | undefined): FieldRoute {
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
