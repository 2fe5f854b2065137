/** What a round asks: every member that is missed, once, for all slots that wait for it. */
import type { Member } from '#schema/ports/member.ts';
import type { FieldPlan } from './compile.ts';
import { splitIds } from './gather-results.ts';
import type { Ask, Records, RootAsk } from './request.ts';
import type { FieldRoute, Routing } from './routes.ts';
import { type Slot, answerOf } from './slot.ts';

interface Missing {
  readonly member: Member;
  /** The same list wherever the same fields are missing. */
  readonly fields: readonly FieldPlan[];
}

/** Slots of records that miss the same. */
interface Batch {
  readonly slots: Slot[];
  /** Made where it is first needed, and then the same for all who are asked. */
  records: Records | null;
}

/** What one member is asked. */
interface Wanted {
  readonly roots: RootAsk[];
  readonly batches: Map<readonly FieldPlan[], Batch[]>;
}

/** One ask for each member that some slot waits for. */
export function asksOf(routing: Routing, waiting: readonly Slot[]): readonly Ask[] {
  const byMember = new Map<Member, Wanted>();
  const wantedOf = (member: Member): Wanted => {
    const wanted = byMember.get(member) ?? { roots: [], batches: new Map<readonly FieldPlan[], Batch[]>() };
    byMember.set(member, wanted);
    return wanted;
  };
  const lookup = new Lookup();
  const batches = new Map<readonly Missing[], Batch>();
  for (const slot of waiting) {
    const missing = lookup.missing(slot);
    const batch = batches.get(missing);
    if (batch) batch.slots.push(slot);
    else if (slot.id !== null) batches.set(missing, { slots: [slot], records: null });
    else
      for (const { member, fields } of missing)
        for (const field of fields) wantedOf(member).roots.push(rootAsk(routing, slot, field, member));
  }
  for (const [missing, batch] of batches) {
    for (const { member, fields } of missing) {
      const wanted = wantedOf(member).batches;
      const some = wanted.get(fields);
      if (some) some.push(batch);
      else wanted.set(fields, [batch]);
    }
  }
  return [...byMember].map(([member, { roots, batches: wanted }]) => ({
    member,
    roots,
    entities: [...wanted].map(([fields, some]) => ({ fields, ...recordsIn(some) })),
  }));
}

/** Records of which the same is asked stand in one list, each once. */
function recordsIn(batches: readonly Batch[]): Records {
  const [only] = batches;
  if (!only || batches.length > 1) return recordsOf(batches.flatMap(({ slots }) => slots));
  only.records ??= recordsOf(only.slots);
  return only.records;
}

function recordsOf(waiting: readonly Slot[]): Records {
  const slots = new Map<string, Slot[]>();
  const representations: object[] = [];
  const type = waiting[0]?.selection.type.name ?? '';
  for (const slot of waiting) {
    const { id } = slot;
    if (id === null) continue;
    const same = slots.get(id);
    if (same) same.push(slot);
    else {
      slots.set(id, [slot]);
      representations.push({ __typename: type, id });
    }
  }
  return { type, slots, representations };
}

/** What slots miss: mostly the same, where the same one or nobody has answered. */
class Lookup {
  readonly #known = new Map<readonly FieldRoute[], Map<Member | null, readonly Missing[]>>();
  readonly #lists = new Map<string, readonly FieldPlan[]>();

  missing(slot: Slot): readonly Missing[] {
    const pending = slot.pending ?? [];
    if (slot.answers.length > 1) return this.#workOut(slot, pending);
    const member = slot.answers[0]?.member ?? null;
    let byMember = this.#known.get(pending);
    if (!byMember) this.#known.set(pending, (byMember = new Map()));
    let known = byMember.get(member);
    if (!known) byMember.set(member, (known = this.#workOut(slot, pending)));
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
