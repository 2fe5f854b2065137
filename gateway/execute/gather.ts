/** How the shares of a value become one, by the type of the field and its rule; recursively, the same for every contract. */
import { type GraphQLEnumType, getNamedType, isEnumType } from 'graphql';
import { isRecordId } from '#schema/ids.ts';
import { compareText } from '#schema/order.ts';
import type { Member } from '#schema/ports/member.ts';
import type { FieldPlan, SelectionPlan } from './compile.ts';
import { gatherConnection } from './gather-connection.ts';
import { type Place, below, pathOf } from './place.ts';
import { ID, unionKey } from './reserved.ts';
import { type Raw, type Share, UNKNOWN, fieldShares, isKnown, isRaw, known, own } from './shares.ts';
import { NOTHING_FAILED, type Slot, addAnswer, createSlot } from './slot.ts';
import type { StepContext } from './step-context.ts';

/** The value of a field. Entities in it are registered as slots and filled later. */
export function gatherField(
  context: StepContext,
  field: FieldPlan,
  shares: readonly Share[],
  place: Place,
): unknown {
  const { selection } = field;
  if (field.kind === 'TYPE_NAME') return field.parent.name;
  if (field.kind === 'LIST') return gatherList(context, field, shares, place);
  if (!selection) return gatherLeaf(context, field, shares);
  if (field.kind === 'CONNECTION') return gatherConnection(context, field, selection, shares, place);
  if (field.kind === 'ENTITY') return gatherEntity(context, selection, shares, place);
  return gatherObject(context, selection, shares, place);
}

/** A value object, merged field by field; null where every share is null. */
export function gatherObject(
  context: StepContext,
  selection: SelectionPlan,
  shares: readonly Share[],
  place: Place,
): Record<string, unknown> | null {
  const first = shares[0];
  if (shares.length === 1 && first && isRaw(first.value))
    return tellObject(context, selection, first.member, first.value, place);
  const told = readObjects(context, selection, shares, place);
  context.noteCompleteness(selection, told);
  if (!told.some(({ value }) => isKnown(value))) return null;
  const output = selection.create();
  for (const field of selection.fields) {
    const { key } = field;
    if (field.kind === 'PLAIN') output[key] = firstWord(told, key);
    else output[key] = gatherField(context, field, fieldShares(told, key), below(place, key));
  }
  return output;
}

/**
 * Shares that are objects, null or unknown. Of an object that says whether it is complete, null is an unknown share: it could
 * not be told. Of a facet it says that the member knows nothing of it.
 */
function readObjects(
  context: StepContext,
  { type, saysComplete }: SelectionPlan,
  shares: readonly Share[],
  place: Place,
): readonly Share[] {
  return shares.map(({ member, value }) => {
    if (value === UNKNOWN || isRaw(value)) return { member, value };
    const none = value === null || value === undefined;
    if (!none) context.broken(member, `${type.name} must be an object`, pathOf(place));
    return { member, value: none && !saysComplete ? null : UNKNOWN };
  });
}

/** A reference, by the first share that names one; the shares that name the same one are its first answers. */
export function gatherEntity(
  context: StepContext,
  selection: SelectionPlan,
  shares: readonly Share[],
  place: Place,
): unknown {
  const first = shares[0];
  if (shares.length === 1 && first) return tellEntity(context, selection, first.member, first.value, place);
  const id = shares.map(({ value }) => own(value, ID)).find(isRecordId);
  if (id === undefined) return null;
  if (selection.isReference) return reference(selection, id);
  const slot = createSlot(selection, id, place);
  for (const { member, value } of shares) if (own(value, ID) === id) answerInPassing(slot, member, value);
  return context.slotFor(slot);
}

/** What has one share: of this member. */
function tellField(
  context: StepContext,
  field: FieldPlan,
  member: Member,
  value: unknown,
  place: Place,
): unknown {
  const { selection, kind } = field;
  if (selection && kind === 'ENTITY') return tellEntity(context, selection, member, value, place);
  if (selection && kind === 'OBJECT' && isRaw(value))
    return tellObject(context, selection, member, value, place);
  return gatherField(context, field, [{ member, value }], place);
}

function tellEntity(
  context: StepContext,
  selection: SelectionPlan,
  member: Member,
  value: unknown,
  place: Place,
): unknown {
  const id = own(value, ID);
  if (typeof id !== 'string') return null;
  const { isReference, asksId } = selection;
  const isTold = !isReference && context.tellerOf(selection, id) === member;
  // An id that nobody sees and that nobody is asked by needs no more than its source.
  if (!(isTold && !asksId) && !isRecordId(id)) return null;
  if (isReference) return reference(selection, id);
  if (isTold) return tellFields(context, selection, id, member, value, place, selection.create());
  const slot = createSlot(selection, id, place);
  answerInPassing(slot, member, value);
  return context.slotFor(slot);
}

/** A contributor minted nothing: in passing it may answer the bare id of a record that it knows more of. */
function answerInPassing(slot: Slot, member: Member, value: unknown): void {
  if (member.role === 'ENUMERATES' && isRaw(value))
    addAnswer(slot, { member, raw: value, failed: NOTHING_FAILED });
}

export function tellObject(
  context: StepContext,
  selection: SelectionPlan,
  member: Member,
  value: Raw,
  place: Place,
): Record<string, unknown> {
  if (selection.saysComplete) context.noteCompleteness(selection, [{ member, value }]);
  return tellFields(context, selection, '', member, value, place, selection.create());
}

/** An object of which one member tells everything; of a record, it has this id. */
export function tellFields(
  context: StepContext,
  selection: SelectionPlan,
  id: string,
  member: Member,
  told: unknown,
  place: Place,
  output: Record<string, unknown>,
): Record<string, unknown> {
  for (const field of selection.fields) {
    const { key, kind } = field;
    if (kind === 'ID') output[key] = id;
    else {
      const value = own(told, key) ?? null;
      output[key] = kind === 'PLAIN' ? value : tellField(context, field, member, value, below(place, key));
    }
  }
  return output;
}

/** Of a record of which nothing but its id is asked. */
function reference({ fields, create }: SelectionPlan, id: string): Record<string, unknown> {
  const output = create();
  for (const { key, kind, parent } of fields) output[key] = kind === 'ID' ? id : parent.name;
  return output;
}

function gatherList(context: StepContext, field: FieldPlan, shares: readonly Share[], place: Place): unknown {
  const lists = known(shares).flatMap(({ member, value }) => {
    if (Array.isArray(value)) return [{ member, value: value as readonly unknown[] }];
    context.broken(member, `${field.name} must be a list`, pathOf(place));
    return [];
  });
  if (lists.length === 0) return null;
  if (field.rule.gather === 'POSITION') return gatherPositions(context, field, shares, place);
  const entities = field.selection?.shape === 'ENTITY';
  const joined = field.rule.gather === 'UNION' || entities ? lists : lists.slice(0, 1);
  const groups = new Map<unknown, Share[]>();
  for (const { member, value } of joined) {
    for (const item of value) {
      const key = joined.length > 1 || entities ? itemKey(field, item) : groups.size;
      const group = groups.get(key);
      if (group) group.push({ member, value: item });
      else groups.set(key, [{ member, value: item }]);
    }
  }
  return [...groups.values()].map((group, index) => gatherItem(context, field, group, below(place, index)));
}

function gatherItem(context: StepContext, field: FieldPlan, shares: readonly Share[], place: Place): unknown {
  if (!field.selection) return shares[0]?.value ?? null;
  return field.selection.shape === 'ENTITY'
    ? gatherEntity(context, field.selection, shares, place)
    : gatherObject(context, field.selection, shares, place);
}

function itemKey(field: FieldPlan, item: unknown): unknown {
  if (field.selection?.shape === 'ENTITY') return own(item, ID);
  if (field.rule.unionKey)
    return JSON.stringify(field.rule.unionKey.map((key) => own(item, unionKey(key)) ?? null));
  return typeof item === 'object' ? JSON.stringify(item) : item;
}

/** Lists that answer the same keys: merged element by element. */
function gatherPositions(
  context: StepContext,
  field: FieldPlan,
  shares: readonly Share[],
  place: Place,
): unknown {
  const length = Math.max(...shares.map(({ value }) => (Array.isArray(value) ? value.length : 0)));
  return Array.from({ length }, (_, index) => {
    const elements = shares.map(({ member, value }) => ({
      member,
      value: Array.isArray(value) ? ((value[index] ?? null) as unknown) : UNKNOWN,
    }));
    return gatherItem(context, field, elements, below(place, index));
  });
}

function gatherLeaf(context: StepContext, field: FieldPlan, shares: readonly Share[]): unknown {
  const values = known(shares).map(({ value }) => value);
  switch (field.rule.gather) {
    case 'SUM':
      return values.length < shares.length || !values.every((value) => typeof value === 'number')
        ? null
        : values.reduce((sum, value) => sum + value, 0);
    case 'MIN':
      return (
        values.reduce(
          (least, value) => (least === undefined || compareLeaf(field, value, least) < 0 ? value : least),
          undefined,
        ) ?? null
      );
    case 'MAX':
      return (
        values.reduce(
          (most, value) => (most === undefined || compareLeaf(field, value, most) > 0 ? value : most),
          undefined,
        ) ?? null
      );
    case 'ANY':
      return values.includes(true) ? true : values.length < shares.length ? null : false;
    case 'ALL':
      return values.includes(false) ? false : values.length < shares.length ? null : true;
    case 'COMPLETE':
      return (
        values.length === shares.length &&
        values.every((value) => value === true) &&
        !shares.some(({ member }) => context.isStale(member))
      );
    default:
      return values[0] ?? null;
  }
}

/** The first of several objects that has something to say of a field counts. */
function firstWord(objects: readonly Share[], key: string): unknown {
  for (const { value } of objects) {
    const word = own(value, key);
    if (isKnown(word)) return word;
  }
  return null;
}

/** Enums in the order in which the contract declares them, numbers by size, texts and instants by code point. */
function compareLeaf(field: FieldPlan, a: unknown, b: unknown): number {
  const type = getNamedType(field.definition?.type);
  if (isEnumType(type)) return rank(type, a) - rank(type, b);
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
}

function rank(type: GraphQLEnumType, value: unknown): number {
  return type.getValues().findIndex(({ name }) => name === value);
}
