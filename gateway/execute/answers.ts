/** What a member's answer means for the slots that it was asked for: which shares it could not tell, and where its errors belong. */
import { TributaryError } from '#schema/errors.ts';
import type { Member, MemberError, MemberResponse } from '#schema/ports/member.ts';
import { type Ask, type EntityAsk, entityKey } from './request.ts';
import { type Place, below } from './place.ts';
import { isRaw, own } from './shares.ts';
import { type Answer, NOTHING_FAILED, type Slot } from './slot.ts';

export function brokenContract(member: Member, rule: string): TributaryError {
  return new TributaryError(
    'SOURCE_BAD_RESPONSE',
    `The answer of member "${member.source}" breaks the contract: ${rule}.`,
    { source: member.source },
  );
}

/** An answer that is nothing but a source's timeouts: the member is there, and what it speaks for is not. Otherwise null. */
export function silentAnswer(member: Member, { data, errors = [] }: MemberResponse): TributaryError | null {
  const [first] = errors;
  if (!first || !errors.every(({ extensions }) => extensions?.['code'] === 'SOURCE_TIMEOUT')) return null;
  const saysNothing = Object.values(data ?? {}).every(
    (value) => value === null || (Array.isArray(value) && value.every(isBare)),
  );
  return saysNothing ? new TributaryError('SOURCE_TIMEOUT', first.message, { source: member.source }) : null;
}

/** An entity of which nothing is said. */
function isBare(entity: unknown): boolean {
  return entity === null || (isRaw(entity) && Object.values(entity).every((value) => value === null));
}

/** The errors of one list of entities, by place in it and by field: a source that is away has one for each field of each entity. */
export class EntityErrors {
  readonly #fields = new Map<unknown, Set<unknown>>();
  #everywhere = false;

  constructor(key: string, errors: readonly MemberError[]) {
    for (const { path } of errors) {
      if (!path) this.#everywhere = true;
      else if (path[0] === key) this.#at(path[1]).add(path[2]);
    }
  }

  /** Has anything been said of the entity, or of all of them? */
  has(index: number): boolean {
    return this.#everywhere || this.#fields.has(index) || this.#fields.has(undefined);
  }

  hasField(index: number, field: string): boolean {
    return this.#everywhere || this.#fields.get(index)?.has(field) === true;
  }

  #at(index: unknown): Set<unknown> {
    const fields = this.#fields.get(index) ?? new Set();
    this.#fields.set(index, fields);
    return fields;
  }
}

export function entityAnswer(
  member: Member,
  value: unknown,
  group: EntityAsk,
  index: number,
  errors: EntityErrors | null,
): Answer {
  // Whoever knows nothing of an entity answers its id and nulls: null is no answer.
  if (!isRaw(value)) return { member, raw: null, failed: 'all' };
  if (!errors?.has(index)) return { member, raw: value, failed: NOTHING_FAILED };
  const failed = group.fields
    .map((field) => field.key)
    .filter((field) => own(value, field) == null && errors.hasField(index, field));
  return { member, raw: value, failed: new Set(failed) };
}

/** Where the errors of a member that could not be asked are shown: each field that is everybody's, and each record once. */
export function* places(ask: Ask): Iterable<{ slot: Slot; place: Place }> {
  for (const { slot, field } of ask.roots) yield { slot, place: below(slot.place, field.key) };
  for (const { fields, slots } of ask.entities) {
    const shared = fields.filter((field) => field.rule.held === 'EVERY_MEMBER');
    for (const slot of [...slots.values()].flat()) {
      for (const field of shared) yield { slot, place: below(slot.place, field.key) };
      if (shared.length < fields.length) yield { slot, place: slot.place };
    }
  }
}

/**
 * The place in the client's answer of an error in a member's; empty where there is none. Positions in a member's lists are not
 * the client's: they are left out.
 */
export function clientPlaces(ask: Ask): (error: MemberError) => Place {
  const roots = new Map(
    ask.roots.map(({ field, slot }) => [field.key, below(slot.place, field.key)] as const),
  );
  const lists = new Map(
    ask.entities.map((group, i) => [entityKey(i), { group, slots: [...group.slots.values()] }] as const),
  );
  return ({ path: [first, index, name] = [] }) => {
    if (typeof first !== 'string') return [];
    const { group, slots } = lists.get(first) ?? {};
    const slot = typeof index === 'number' ? slots?.[index]?.[0] : undefined;
    if (!slot) return roots.get(first) ?? [];
    const field = group?.fields.find(({ key }) => key === name);
    return field ? below(slot.place, field.key) : slot.place;
  };
}
