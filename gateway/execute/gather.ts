/** How the shares of a value become one, by the type of the field and its rule; recursively, the same for every contract. */
import { type GraphQLEnumType, getNamedType, isEnumType } from 'graphql';
import { parseId } from '#schema/ids.ts';
import { compareText } from '#schema/order.ts';
import type { FieldPlan, SelectionPlan } from './compile.ts';
import { gatherConnection } from './gather-connection.ts';
import { ID, unionKey } from './reserved.ts';
import { type Share, UNKNOWN, emptyObject, fieldShares, isRaw, known, own } from './shares.ts';
import { NOTHING_FAILED, type Path, type Slot, createSlot } from './slot.ts';
import type { StepContext } from './step-context.ts';

/** The value of a field. Entities in it are registered as slots and filled later. */
export function gatherField(
  context: StepContext,
  field: FieldPlan,
  shares: readonly Share[],
  path: Path,
): unknown {
  if (field.name === '__typename') return field.parent.name;
  if (field.selection?.shape === 'CONNECTION')
    return gatherConnection(context, field, field.selection, shares, path);
  if (field.list) return gatherList(context, field, shares, path);
  if (field.selection?.shape === 'ENTITY') return gatherEntity(context, field.selection, shares, path);
  if (field.selection) return gatherObject(context, field.selection, shares, path);
  return gatherLeaf(context, field, shares);
}

/** A value object, merged field by field; null where every share is null. */
export function gatherObject(
  context: StepContext,
  selection: SelectionPlan,
  shares: readonly Share[],
  path: Path,
): Record<string, unknown> | null {
  const told = readObjects(context, selection, shares, path);
  context.noteCompleteness(selection, told);
  if (known(told).length === 0) return null;
  const output = emptyObject();
  for (const field of selection.fields)
    output[field.key] = gatherField(context, field, fieldShares(told, field.key), [...path, field.key]);
  return output;
}

/**
 * Shares that are objects, null or unknown. Of an object that says whether it is complete, null is an unknown share: it could
 * not be told. Of a facet it says that the member knows nothing of it.
 */
function readObjects(
  context: StepContext,
  selection: SelectionPlan,
  shares: readonly Share[],
  path: Path,
): Share[] {
  const saysComplete = selection.type.getFields()['complete'] !== undefined;
  return shares.map(({ member, value }) => {
    if (value === UNKNOWN || isRaw(value)) return { member, value };
    const none = value === null || value === undefined;
    if (!none) context.broken(member, `${selection.type.name} must be an object`, path);
    return { member, value: none && !saysComplete ? null : UNKNOWN };
  });
}

/** A reference, by the first share that names one; the shares that name the same one are its first answers. */
export function gatherEntity(
  context: StepContext,
  selection: SelectionPlan,
  shares: readonly Share[],
  path: Path,
): unknown {
  const references = known(shares);
  const id = references
    .map(({ value }) => own(value, ID))
    .find((value) => typeof value === 'string' && parseId(value) !== null);
  if (typeof id !== 'string') return null;
  return context.slotFor(entitySlot(selection, id, references, path));
}

function entitySlot(selection: SelectionPlan, id: string, references: readonly Share[], path: Path): Slot {
  const slot = createSlot(selection, id, path, emptyObject());
  for (const { member, value } of references) {
    // A contributor minted nothing: in passing it may answer the bare id of a record that it knows more of.
    if (member.role === 'ENUMERATES' && isRaw(value) && own(value, ID) === id)
      slot.answers.set(member, { raw: value, failed: NOTHING_FAILED });
  }
  return slot;
}

function gatherList(context: StepContext, field: FieldPlan, shares: readonly Share[], path: Path): unknown {
  const lists = known(shares).flatMap(({ member, value }) => {
    if (Array.isArray(value)) return [{ member, value: value as readonly unknown[] }];
    context.broken(member, `${field.name} must be a list`, path);
    return [];
  });
  if (lists.length === 0) return null;
  if (field.rule.gather === 'POSITION') return gatherPositions(context, field, shares, path);
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
  return [...groups.values()].map((group, index) => gatherItem(context, field, group, [...path, index]));
}

function gatherItem(context: StepContext, field: FieldPlan, shares: readonly Share[], path: Path): unknown {
  if (!field.selection) return shares[0]?.value ?? null;
  return field.selection.shape === 'ENTITY'
    ? gatherEntity(context, field.selection, shares, path)
    : gatherObject(context, field.selection, shares, path);
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
  path: Path,
): unknown {
  const length = Math.max(...shares.map(({ value }) => (Array.isArray(value) ? value.length : 0)));
  return Array.from({ length }, (_, index) => {
    const elements = shares.map(({ member, value }) => ({
      member,
      value: Array.isArray(value) ? ((value[index] ?? null) as unknown) : UNKNOWN,
    }));
    return gatherItem(context, field, elements, [...path, index]);
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

/** Enums in the order in which the contract declares them, numbers by size, texts and instants by code point. */
function compareLeaf(field: FieldPlan, a: unknown, b: unknown): number {
  const type = getNamedType(field.definition?.type);
  if (isEnumType(type)) return rank(type, a) - rank(type, b);
  return typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b));
}

function rank(type: GraphQLEnumType, value: unknown): number {
  return type.getValues().findIndex(({ name }) => name === value);
}
