/** The native planner's plans as ours. What we cannot carry out (deferral, subscriptions) is refused, not ignored. */
import type {
  EntityBatchAlias,
  FetchNodePathSegment,
  FlattenNodePathSegment,
  FetchNode as NativeFetch,
  PlanNode as NativeNode,
  QueryPlan as NativePlan,
  RequiresSelection as NativeRequires,
  FetchRewrite,
} from '@graphql-hive/router-query-planner';
import type {
  EntityFetch,
  FetchNode,
  PathPart,
  PlanNode,
  QueryPlan,
  Rename,
  RequiresField,
  RequiresSelection,
} from './planner.ts';

/** The own name of a subgraph that the plan names. */
type NameOf = (planned: string) => string;

export function convertPlan({ node }: NativePlan, nameOf: NameOf): QueryPlan {
  return node ? { root: convert(node, [], nameOf) } : {};
}

function convert(node: NativeNode, path: readonly PathPart[], nameOf: NameOf): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map((inner) => convert(inner, path, nameOf)) };
    case 'Flatten':
      return convert(node.node, [...path, ...node.path.map(flattenPart)], nameOf);
    case 'Fetch':
      return fetchNode(node, nameOf, node.requires ? [entityOf(node, node.requires, path)] : []);
    case 'BatchFetch':
      return fetchNode(node, nameOf, node.entityBatch.aliases.map(entityOfBatch));
    // Decided before.
    case 'Condition':
    case 'Subscription':
    case 'Defer':
      throw unsupported(node.kind);
  }
}

function fetchNode(
  node: Pick<
    NativeFetch,
    'serviceName' | 'operationKind' | 'operation' | 'variableUsages' | 'outputRewrites'
  >,
  nameOf: NameOf,
  entities: readonly EntityFetch[],
): FetchNode {
  const { operationKind = 'query' } = node;
  if (operationKind === 'subscription') throw unsupported('Subscription');
  const ofEntities = new Set(entities.map(({ variable }) => variable));
  return {
    kind: 'Fetch',
    service: nameOf(node.serviceName),
    operationKind,
    text: node.operation,
    variables: (node.variableUsages ?? []).filter((name) => !ofEntities.has(name)),
    entities,
    renames: entities.length > 0 ? [] : renamesOf(node.outputRewrites),
  };
}

function entityOf(
  node: NativeFetch,
  requires: readonly NativeRequires[],
  path: readonly PathPart[],
): EntityFetch {
  return {
    alias: '_entities',
    variable: 'representations',
    paths: [path],
    requires: requiresSelections(requires),
    typeNames: typeNamesOf(node.inputRewrites),
    renames: renamesOf(node.outputRewrites),
  };
}

function entityOfBatch(batch: EntityBatchAlias): EntityFetch {
  return {
    alias: batch.alias,
    variable: batch.representationsVariableName,
    paths: batch.paths.map((path) => path.map(flattenPart)),
    requires: requiresSelections(batch.requires),
    typeNames: typeNamesOf(batch.inputRewrites),
    renames: renamesOf(batch.outputRewrites),
  };
}

function flattenPart(part: FlattenNodePathSegment): PathPart {
  if (part === '@') return part;
  return 'Field' in part ? part.Field : { types: part.TypeCondition };
}

function rewritePart(part: FetchNodePathSegment): PathPart {
  return 'Key' in part ? part.Key : { types: part.TypenameEquals };
}

function renamesOf(rewrites: readonly FetchRewrite[] | undefined): Rename[] {
  return (rewrites ?? []).map((rewrite) => {
    if (!('KeyRenamer' in rewrite)) throw unsupported('ValueSetter');
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return { path: path.map(rewritePart), becomes: renameKeyTo };
  });
}

/** An entity of a type that a subgraph knows by its interface alone is named to it by the interface. */
function typeNamesOf(rewrites: readonly FetchRewrite[] | undefined): EntityFetch['typeNames'] {
  return (rewrites ?? []).flatMap((rewrite) => {
    const setter = 'ValueSetter' in rewrite ? rewrite.ValueSetter : 'setValueTo' in rewrite ? rewrite : null;
    const [of, key, ...more] = setter?.path.map(rewritePart) ?? [];
    if (!setter || typeof of !== 'object' || key !== '__typename' || more.length > 0)
      throw unsupported(JSON.stringify(rewrite));
    return of.types.map((type) => ({ type, becomes: setter.setValueTo }));
  });
}

/** Each selection in its order; a fragment inside a fragment narrows its type. */
function requiresSelections(nodes: readonly NativeRequires[], type?: string): readonly RequiresSelection[] {
  const fields: RequiresField[] = [];
  const inner: RequiresSelection[] = [];
  for (const node of nodes) {
    if (node.kind === 'FragmentSpread') throw unsupported('FragmentSpread');
    if (node.kind === 'InlineFragment') {
      inner.push(...requiresSelections(node.selections, node.typeCondition));
      continue;
    }
    fields.push({
      name: node.alias ?? node.name,
      dataKey: node.name,
      ...(node.selections && { selections: requiresSelections(node.selections) }),
    });
  }
  if (fields.length === 0) return inner;
  return [{ ...(type !== undefined && { type }), fields }, ...inner];
}

function unsupported(what: string): Error {
  return new Error(`A plan must be one that this gateway can carry out, but has: ${what}.`);
}
