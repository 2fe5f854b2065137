/**
 * What the gateway needs to merge, whatever the client asked or aliased: it is asked for under aliases that no client may use
 * (they begin with `_t_`), and does not reach the answer.
 */
import { type FieldNode, Kind, type SelectionNode } from 'graphql';
import type { FieldPlan, SelectionPlan } from './compile.ts';

export const ID = '_t_id';
export const EDGES = '_t_edges';
export const CURSOR = '_t_cursor';
export const PAGE = '_t_page';
export const NEXT = '_t_next';
export const COMPLETE = '_t_complete';
const TYPE = '_t_type';
export const unionKey = (field: string): string => `_t_key_${field}`;

const cache = new WeakMap<SelectionPlan, readonly SelectionNode[]>();

/** A selection as it is sent to a member. */
export function memberSelections(selection: SelectionPlan): readonly SelectionNode[] {
  let nodes = cache.get(selection);
  if (!nodes) {
    nodes = [...selection.fields.map(memberField), ...additions(selection)];
    cache.set(selection, nodes);
  }
  return nodes;
}

/** A field as it is sent to a member. */
export function memberField(field: FieldPlan): FieldNode {
  if (!field.selection) return field.node;
  const keys = (field.rule.unionKey ?? []).map((key) => plainField(key, unionKey(key)));
  return withSelections(field.node, [...memberSelections(field.selection), ...keys]);
}

function additions(selection: SelectionPlan): SelectionNode[] {
  const added: SelectionNode[] = [];
  if (selection.shape === 'ENTITY') added.push(plainField('id', ID));
  if (selection.shape === 'CONNECTION') {
    added.push(withSelections(plainField('edges', EDGES), [plainField('cursor', CURSOR)]));
    added.push(withSelections(plainField('pageInfo', PAGE), [plainField('hasNextPage', NEXT)]));
  }
  if (selection.shape !== 'ROOT' && selection.shape !== 'ENTITY' && selection.type.getFields()['complete'])
    added.push(plainField('complete', COMPLETE));
  // Conditions may leave nothing of what was selected, and GraphQL has no empty selection.
  if (selection.fields.length === 0 && added.length === 0) added.push(plainField('__typename', TYPE));
  return added;
}

export function plainField(name: string, alias?: string): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(alias !== undefined && { alias: { kind: Kind.NAME, value: alias } }),
  };
}

export function withSelections(field: FieldNode, selections: readonly SelectionNode[]): FieldNode {
  return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}
