/**
 * What tells the place of an edge in the order of its connection. Its cursor does, and so do the fields of its record that the order goes
 * by, since a cursor has their values. Those are mostly asked for anyway, and a cursor is longer than all of them.
 */
import { isLeafType, getNullableType } from 'graphql';
import { nodeTypeOf } from '#schema/rules.ts';
import type { FieldPlan, SelectionPlan } from './compile.ts';
import { EDGES, ID, NODE, orderKey } from './reserved.ts';

interface KeyField {
  readonly name: string;
  readonly key: string;
}

/** The response keys under which members tell the place of an edge by its record. */
export interface EdgeKeys {
  readonly node: string;
  /** Of the record, in the sequence of the order. */
  readonly fields: readonly string[];
  /** What the client does not ask for itself. */
  readonly added: readonly KeyField[];
}

const known = new WeakMap<FieldPlan, EdgeKeys | null>();

/** Of a connection; null where its edges are asked for their cursors. */
export function edgeKeysOf(field: FieldPlan): EdgeKeys | null {
  let keys = known.get(field);
  if (keys === undefined) {
    keys = edgeKeys(field);
    known.set(field, keys);
  }
  return keys;
}

/** The field in which the places of edges are told, where the client asks for edges at all. */
export function edgesField({ fields }: SelectionPlan): FieldPlan | undefined {
  return fields.find(({ name, selection }) => name === 'edges' && selection !== null);
}

/** Its response key. */
export function edgesKey(selection: SelectionPlan): string {
  return edgesField(selection)?.key ?? EDGES;
}

/** The record of an edge, where the client asks for it. */
export function nodeField({ fields }: SelectionPlan): FieldPlan | undefined {
  return fields.find(({ name, selection }) => name === 'node' && selection !== null);
}

/** Does the client want to know places in the order? */
export function tellsPlaces({ fields }: SelectionPlan): boolean {
  return fields.some(
    ({ name, selection }) =>
      name === 'pageInfo' || (name === 'edges' && selection !== null && selection.fields.some(isCursor)),
  );
}

export function isCursor({ name }: FieldPlan): boolean {
  return name === 'cursor';
}

function edgeKeys({ order, selection }: FieldPlan): EdgeKeys | null {
  const record = nodeTypeOf(selection?.type);
  // A record that a member could not tell has no keys; whoever wants to go on behind it needs its cursor.
  if (!order || !selection || !record || tellsPlaces(selection)) return null;
  const types = record.getFields();
  // An order may go by what stands at the edge: then the edge may be without a record.
  if (!order.keys.every(({ field }) => types[field] && isLeafType(getNullableType(types[field].type))))
    return null;
  const edge = edgesField(selection)?.selection;
  const node = edge ? nodeField(edge) : undefined;
  const asked = node?.selection?.fields ?? [];
  const keys = order.keys.map(({ field }): KeyField & { readonly isAsked: boolean } => {
    if (field === 'id') return { name: field, key: ID, isAsked: true };
    const isAsked = asked.some(({ name, key }) => name === field && key === field);
    return { name: field, key: isAsked ? field : orderKey(field), isAsked };
  });
  return {
    node: node?.key ?? NODE,
    fields: keys.map(({ key }) => key),
    added: keys.filter(({ isAsked }) => !isAsked),
  };
}
