/** What a round asks: every member that is missed, once, for all slots that wait for it. */
import type { Member } from '#schema/ports/member.ts';
import type { FieldPlan } from './compile.ts';
import { splitIds } from './gather-results.ts';
import type { Ask, EntityAsk, RootAsk } from './request.ts';
import type { FieldRoute, Routing } from './routes.ts';
import { type Slot, answerOf } from './slot.ts';

interface Missing {
  readonly member: Member;
  /** The same list wherever the same fields are missing. */
  readonly fields: readonly FieldPlan[];
}

/** One ask for each member that some slot waits for. */
export function asksOf(routing: Routing, waiting: readonly Slot[]): readonly Ask[] {
  const asks = new Map<Member, Ask>();
  const lookup = new Lookup();
  for (const slot of waiting) {
    for (const { member, fields } of lookup.missing(slot)) {
      const ask = asks.get(member) ?? { member, roots: [], entities: new Map<typeof fields, EntityAsk>() };
      asks.set(member, ask);
      if (slot.id === null) for (const field of fields) ask.roots.push(rootAsk(routing, slot, field, member));
      else addEntity(ask, slot, slot.id, fields);
    }
  }
  return [...asks.values()];
}

/** What slots miss: mostly the same, where the same one or nobody has answered. */
class Lookup {
  readonly #known = new Map<readonly FieldRoute[], Map<Member | null, readonly Missing[]>>();
  readonly #lists = new Map<string, readonly FieldPlan[]>();

  missing(slot: Slot): readonly Missing[] {
    const pending = slot.pending ?? [];
    const [answer, another] = slot.answers;
    if (another) return this.#workOut(slot, pending);
    const byMember = this.#known.get(pending) ?? new Map<Member | null, readonly Missing[]>();
    this.#known.set(pending, byMember);
    const member = answer?.member ?? null;
    let known = byMember.get(member);
    if (!known) {
      known = this.#workOut(slot, pending);
      byMember.set(member, known);
    }
    return known;
  }

  #workOut(slot: Slot, pending: readonly FieldRoute[]): readonly Missing[] {
    const byMember = new Map<Member, FieldPlan[]>();
    for (const { field, route } of pending) {
      for (const member of route.members) {
        if (answerOf(slot, member)) continue;
        const fields = byMember.get(member);
        if (fields) fields.push(field);
        else byMember.set(member, [field]);
      }
    }
    return [...byMember].map(([member, fields]) => ({ member, fields: this.#list(fields) }));
  }

  #list(fields: readonly FieldPlan[]): readonly FieldPlan[] {
    const key = fields.map(({ number }) => number).join(' ');
    const known = this.#lists.get(key);
    if (!known) this.#lists.set(key, fields);
    return known ?? fields;
  }
}

function rootAsk({ members, variables }: Routing, slot: Slot, field: FieldPlan, member: Member): RootAsk {
  if (!field.rule.scatter) return { field, slot };
  return { field, slot, ids: splitIds(members, field, variables).get(member) ?? [] };
}

/** Entities of which the same is asked stand in one list, each once. */
function addEntity(ask: Ask, slot: Slot, id: string, fields: readonly FieldPlan[]): void {
  const { selection } = slot;
  const group = ask.entities.get(fields) ?? { selection, fields, slots: new Map<string, Slot[]>() };
  ask.entities.set(fields, group);
  const same = group.slots.get(id);
  if (same) same.push(slot);
  else group.slots.set(id, [slot]);
}
