/** Apollo's query plans as ours. What the contracts cannot lead to (deferral, subscriptions, rewrites) is refused, not ignored. */
import type {
  FetchNode as ApolloFetch,
  PlanNode as ApolloNode,
  QueryPlan as ApolloPlan,
  QueryPlanSelectionNode,
} from '@apollo/query-planner';
import { parse } from 'graphql';
import type { FetchNode, PlanNode, QueryPlan, RequiresField, RequiresSelection } from './planner.ts';

export function convertPlan({ node }: ApolloPlan): QueryPlan {
  if (!node) return {};
  if (node.kind === 'Subscription') throw unsupported('a subscription');
  return { root: convert(node, []) };
}

function convert(node: ApolloNode, path: readonly string[]): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map((inner) => convert(inner, path)) };
    case 'Flatten':
      return convert(node.node, [...path, ...node.path.map(pathElement)]);
    case 'Condition':
      return {
        kind: 'Condition',
        variable: node.condition,
        ...(node.ifClause && { ifTrue: convert(node.ifClause, path) }),
        ...(node.elseClause && { ifFalse: convert(node.elseClause, path) }),
      };
    case 'Fetch':
      return fetchNode(node, path);
    case 'Defer':
      throw unsupported('@defer');
  }
}

function fetchNode(node: ApolloFetch, path: readonly string[]): FetchNode {
  if (node.operationKind === 'subscription') throw unsupported('a subscription');
  if (node.inputRewrites?.length || node.outputRewrites?.length || node.contextRewrites?.length)
    throw unsupported('a rewrite of data');
  return {
    kind: 'Fetch',
    service: node.serviceName,
    operationKind: node.operationKind,
    document: parse(node.operation, { noLocation: true }),
    variables: node.variableUsages ?? [],
    ...(node.requires && { entities: { path, requires: requiresSelections(node.requires) } }),
  };
}

function pathElement(element: string | number): string {
  const text = String(element);
  if (text.startsWith('|')) throw unsupported('a path that depends on a type');
  return text;
}

/** Each selection in its order; a fragment inside a fragment narrows its type. */
function requiresSelections(
  nodes: readonly QueryPlanSelectionNode[],
  type?: string,
): readonly RequiresSelection[] {
  const fields: RequiresField[] = [];
  const inner: RequiresSelection[] = [];
  for (const node of nodes) {
    if (node.kind === 'InlineFragment')
      inner.push(...requiresSelections(node.selections, node.typeCondition ?? type));
    else
      fields.push({
        name: node.name,
        responseKey: node.alias ?? node.name,
        ...(node.selections && { selections: requiresSelections(node.selections) }),
      });
  }
  if (fields.length === 0) return inner;
  return [{ ...(type !== undefined && { type }), fields }, ...inner];
}

function unsupported(what: string): Error {
  return new Error(`A plan of this gateway must do without ${what}.`);
}
