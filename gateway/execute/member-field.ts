/**
 * What a member is asked for: what the client wants of it, and what merging needs. What the gateway knows itself is not asked for.
 */
import { type FieldNode, Kind, type SelectionNode } from 'graphql';
import type { FieldPlan, SelectionPlan } from './compile.ts';
import { type EdgeKeys, edgeKeysOf, edgesField, nodeField } from './edge-keys.ts';
import { COMPLETE, CURSOR, EDGES, ID, NEXT, NODE, PAGE, TYPE, unionKey } from './reserved.ts';

/** A field as it is sent to a member. */
export function memberField(field: FieldPlan): FieldNode {
  if (!field.selection) return field.node;
  const keys = (field.rule.unionKey ?? []).map((key) => plainField(key, unionKey(key)));
  return withSelections(field.node, [...selectionsOf(field, field.selection), ...keys]);
}

function selectionsOf(field: FieldPlan, selection: SelectionPlan): readonly SelectionNode[] {
  return selection.shape === 'CONNECTION'
    ? ofConnection(selection, edgeKeysOf(field))
    : notEmpty(ofValue(selection));
}

function ofValue({ shape, saysComplete, fields }: SelectionPlan): SelectionNode[] {
  const isEntity = shape === 'ENTITY';
  const nodes: SelectionNode[] = fields
    .filter(({ name }) => name !== '__typename' && !(isEntity && name === 'id'))
    .map(memberField);
  if (isEntity) nodes.push(plainField('id', ID));
  else if (shape === 'OBJECT' && saysComplete) nodes.push(plainField('complete', COMPLETE));
  return nodes;
}

/** Type names, page information and cursors are worked out from the places of the members' edges. */
function ofConnection(selection: SelectionPlan, keys: EdgeKeys | null): readonly SelectionNode[] {
  const first = edgesField(selection);
  const nodes = selection.fields
    .filter(({ name }) => name !== '__typename' && name !== 'pageInfo')
    .map((field) => {
      if (field.name !== 'edges' || !field.selection) return memberField(field);
      const edge = field.selection;
      const selections = ofValue({ ...edge, fields: edge.fields.filter(({ name }) => name !== 'cursor') });
      return withSelections(
        field.node,
        field === first ? withPlace(selections, edge, keys) : notEmpty(selections),
      );
    });
  if (!first) nodes.push(withSelections(plainField('edges', EDGES), withPlace([], null, keys)));
  nodes.push(withSelections(plainField('pageInfo', PAGE), [plainField('hasNextPage', NEXT)]));
  if (selection.saysComplete) nodes.push(plainField('complete', COMPLETE));
  return nodes;
}

/** What is asked of an edge, and what tells its place: its cursor, or its record. */
function withPlace(
  selections: readonly SelectionNode[],
  edge: SelectionPlan | null,
  keys: EdgeKeys | null,
): readonly SelectionNode[] {
  if (!keys) return [...selections, plainField('cursor', CURSOR)];
  const wanted = keys.added.map(({ name, key }) => plainField(name, key));
  if (!edge || !nodeField(edge))
    return [...selections, withSelections(plainField('node', NODE), [plainField('id', ID), ...wanted])];
  return selections.map((selection) =>
    selection.kind === Kind.FIELD && (selection.alias ?? selection.name).value === keys.node
      ? withSelections(selection, [...(selection.selectionSet?.selections ?? []), ...wanted])
      : selection,
  );
}

/** What is known beforehand may be all that was selected, and GraphQL has no empty selection. */
function notEmpty(nodes: readonly SelectionNode[]): readonly SelectionNode[] {
  return nodes.length > 0 ? nodes : [plainField('__typename', TYPE)];
}

function plainField(name: string, alias?: string): FieldNode {
  return {
    kind: Kind.FIELD,
    name: { kind: Kind.NAME, value: name },
    ...(alias !== undefined && { alias: { kind: Kind.NAME, value: alias } }),
  };
}

function withSelections(field: FieldNode, selections: readonly SelectionNode[]): FieldNode {
  return { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}
