/**
 * What the gateway needs to merge, whatever the client asked or aliased: it is asked for under aliases that no client may use
 * (they begin with `_t_`), and does not reach the answer. What the gateway knows itself is not asked for.
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

/** The key of the list in which a connection's cursors come: with the client's own edges, where it asks for some. */
export function cursorsKey({ fields }: SelectionPlan): string {
  return fields.find(isEdges)?.key ?? EDGES;
}

const cache = new WeakMap<SelectionPlan, readonly SelectionNode[]>();

/** A selection as it is sent to a member. */
export function memberSelections(selection: SelectionPlan): readonly SelectionNode[] {
  let nodes = cache.get(selection);
  if (!nodes) {
    nodes = selection.shape === 'CONNECTION' ? ofConnection(selection) : notEmpty(ofValue(selection));
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

function ofValue({ shape, saysComplete, fields }: SelectionPlan): SelectionNode[] {
  const isEntity = shape === 'ENTITY';
  const nodes = fields
    .filter(({ name }) => name !== '__typename' && !(isEntity && name === 'id'))
    .map(memberField);
  if (isEntity) nodes.push(plainField('id', ID));
  else if (shape === 'OBJECT' && saysComplete) nodes.push(plainField('complete', COMPLETE));
  return nodes;
}

/** Type names, page information and cursors are worked out from the cursors of the members. */
function ofConnection(selection: SelectionPlan): SelectionNode[] {
  const edgesWithCursors = selection.fields.find(isEdges);
  const cursor = plainField('cursor', CURSOR);
  const nodes = selection.fields
    .filter(({ name }) => name !== '__typename' && name !== 'pageInfo')
    .map((field) => {
      if (!isEdges(field)) return memberField(field);
      const { selection: edge, node } = field;
      const asked = edge.fields.filter(({ name }) => name !== 'cursor');
      const selections = ofValue({ ...edge, fields: asked });
      return withSelections(
        node,
        field === edgesWithCursors ? [...selections, cursor] : notEmpty(selections),
      );
    });
  if (!edgesWithCursors) nodes.push(withSelections(plainField('edges', EDGES), [cursor]));
  nodes.push(withSelections(plainField('pageInfo', PAGE), [plainField('hasNextPage', NEXT)]));
  if (selection.saysComplete) nodes.push(plainField('complete', COMPLETE));
  return nodes;
}

function isEdges(field: FieldPlan): field is FieldPlan & { readonly selection: SelectionPlan } {
  return field.name === 'edges' && field.selection !== null;
}

/** What is known beforehand may be all that was selected, and GraphQL has no empty selection. */
function notEmpty(nodes: SelectionNode[]): readonly SelectionNode[] {
  return nodes.length > 0 ? nodes : [plainField('__typename', TYPE)];
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
