/** What a round asks: every member that is missed, once, for all slots that wait for it. */
import type { Member } from '#schema/ports/member.ts';
import type { FieldPlan, SelectionPlan, Variables } from './compile.ts';
import { splitIds } from './gather-results.ts';
import { type Members, type Route, entityRoute, rootRoute } from './holders.ts';
import type { Precedence } from '../members/precedence.ts';
import type { Ask, EntityAsk, RootAsk } from './request.ts';
import type { Slot } from './slot.ts';

export interface Routing {
  readonly members: Members;
  readonly precedence: Precedence;
  /** Of the operation, coerced. */
  readonly variables: Variables;
}

/** Who must be asked for a field of a slot. */
export function routeOf(routing: Routing, slot: Slot, field: FieldPlan): Route {
  const { members, variables, precedence } = routing;
  if (slot.id !== null) return entityRoute(members, field, slot.id, variables, precedence);
  if (field.rule.scatter) return { members: [...splitIds(members, field, variables).keys()] };
  return rootRoute(members, field, variables);
}

/** One ask for each member that some slot waits for. */
export function asksOf(routing: Routing, waiting: readonly Slot[]): readonly Ask[] {
  const asks = new Map<Member, Ask>();
  const selectionIds = new Map<SelectionPlan, number>();
  for (const slot of waiting) {
    for (const [member, fields] of missing(routing, slot)) {
      const ask = asks.get(member) ?? { member, roots: [], entities: new Map<string, EntityAsk>() };
      asks.set(member, ask);
      if (slot.id === null) ask.roots.push(...fields.map((field) => rootAsk(routing, slot, field, member)));
      else addEntity(ask, selectionIds, slot, slot.id, fields);
    }
  }
  return [...asks.values()];
}

function missing(routing: Routing, slot: Slot): Map<Member, FieldPlan[]> {
  const byMember = new Map<Member, FieldPlan[]>();
  for (const field of slot.pending) {
    for (const member of routeOf(routing, slot, field).members) {
      if (slot.answers.has(member)) continue;
      const fields = byMember.get(member);
      if (fields) fields.push(field);
      else byMember.set(member, [field]);
    }
  }
  return byMember;
}

function rootAsk({ members, variables }: Routing, slot: Slot, field: FieldPlan, member: Member): RootAsk {
  if (!field.rule.scatter) return { field, slot };
  return { field, slot, ids: splitIds(members, field, variables).get(member) ?? [] };
}

/** Entities of which the same is asked stand in one list, each once. */
function addEntity(
  ask: Ask,
  selectionIds: Map<SelectionPlan, number>,
  slot: Slot,
  id: string,
  fields: readonly FieldPlan[],
): void {
  const selectionId = selectionIds.get(slot.selection) ?? selectionIds.size;
  selectionIds.set(slot.selection, selectionId);
  const key = `${selectionId} ${fields.map((field) => field.key).join(' ')}`;
  const group = ask.entities.get(key) ?? {
    key,
    selection: slot.selection,
    fields,
    slots: new Map<string, Slot[]>(),
  };
  ask.entities.set(key, group);
  const same = group.slots.get(id);
  if (same) same.push(slot);
  else group.slots.set(id, [slot]);
}
