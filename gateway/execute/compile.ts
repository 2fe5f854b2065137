/**
 * A fetch's document as a tree of fields with everything the mediation must know of them: the gather rule, who holds the field,
 * what shape its value has. Fragments are resolved, equal response keys are merged.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type OperationDefinitionNode,
  Kind,
  type SelectionSetNode,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
} from 'graphql';
import type { Order } from '#schema/order.ts';
import { type ContractRules, type FieldRule, nodeTypeOf } from '#schema/rules.ts';
import { fragmentsOf, usesVariables } from '../input/selections.ts';
import { isIncluded } from '../plan/conditions.ts';
import { dataKey } from '../plan/plannable.ts';
import { emptyObjects } from './shares.ts';

export type Variables = Readonly<Record<string, unknown>>;

export interface SelectionPlan {
  readonly type: GraphQLObjectType;
  readonly shape: 'ROOT' | 'ENTITY' | 'CONNECTION' | 'OBJECT';
  /** True where the type has a field that says whether it is all. */
  readonly saysComplete: boolean;
  /** Of an entity: is its id asked for? */
  readonly asksId: boolean;
  /** Of an entity: is nothing asked but which one it is? */
  readonly isReference: boolean;
  readonly fields: readonly FieldPlan[];
  /** An object of the answer that has none of them yet. */
  readonly create: () => Record<string, unknown>;
}

export interface FieldPlan {
  /** No other field of any operation has it. */
  readonly number: number;
  /** The response key. */
  readonly key: string;
  readonly name: string;
  readonly parent: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown> | null;
  readonly rule: FieldRule;
  readonly kind: FieldKind;
  /** A node with the field's name, alias and arguments. */
  readonly node: FieldNode;
  /** True where its arguments are not the same in every request. */
  readonly usesVariables: boolean;
  /** Of a connection that stands in the same order in every request. */
  readonly order: Order | null;
  /** Null for leaves. */
  readonly selection: SelectionPlan | null;
}

/**
 * What its value is, and so by what kind of rule its shares become one. An ID is that of the record itself; of a plain leaf the first
 * word counts.
 */
export type FieldKind = 'TYPE_NAME' | 'ID' | 'PLAIN' | 'LEAF' | 'LIST' | 'ENTITY' | 'CONNECTION' | 'OBJECT';

export interface FetchPlan {
  /** Of a root fetch. */
  readonly root: SelectionPlan | null;
  /** Of an entity fetch, by alias: what is asked of each type. */
  readonly entities: ReadonlyMap<string, ReadonlyMap<string, SelectionPlan>>;
}

interface Conditions {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Variables;
}

interface Scope extends Conditions {
  readonly rules: ContractRules;
}

const cache = new WeakMap<DocumentNode, FetchPlan>();

/** Compiles a document of a plan, once: conditions were decided before it was planned. */
export function compileFetch(rules: ContractRules, document: DocumentNode): FetchPlan {
  let plan = cache.get(document);
  if (!plan) {
    plan = compile(rules, document);
    cache.set(document, plan);
  }
  return plan;
}

function compile(rules: ContractRules, document: DocumentNode): FetchPlan {
  const operation = document.definitions.find((d) => d.kind === 'OperationDefinition');
  if (!operation) throw new TypeError('A fetch must have an operation.');
  const scope: Scope = { rules, fragments: fragmentsOf(document), variables: {} };
  const root =
    operation.operation === 'mutation' ? rules.schema.getMutationType() : rules.schema.getQueryType();
  if (!root) throw new TypeError(`The contract of ${rules.domain} must have a ${operation.operation} type.`);

  const ofEntities = operation.selectionSet.selections.filter(
    (s): s is FieldNode => s.kind === 'Field' && s.name.value === '_entities',
  );
  if (ofEntities.length === 0)
    return { root: selectionPlan(scope, root, [operation.selectionSet], 'ROOT'), entities: new Map() };
  return {
    root: null,
    entities: new Map(
      ofEntities.map((field) => [(field.alias ?? field.name).value, entityPlans(scope, field)]),
    ),
  };
}

function entityPlans(scope: Scope, { selectionSet }: FieldNode): ReadonlyMap<string, SelectionPlan> {
  const plans = new Map<string, SelectionPlan>();
  for (const name of scope.rules.entities) {
    const type = scope.rules.schema.getType(name);
    if (!selectionSet || !isObjectType(type)) continue;
    const plan = selectionPlan(scope, type, [selectionSet], 'ENTITY');
    if (plan.fields.length > 0) plans.set(name, plan);
  }
  return plans;
}

/**
 * The keys in the data of what a client's operation selects at its root, in the order of the client. Plans do not keep it: what
 * stands in fragments may come first.
 */
export function rootKeys(
  document: DocumentNode,
  operation: Pick<OperationDefinitionNode, 'selectionSet'>,
  typeName: string,
  variables: Variables,
): readonly string[] {
  const collected = new Map<string, FieldNode[]>();
  collect(
    { fragments: fragmentsOf(document), variables },
    { name: typeName },
    operation.selectionSet,
    collected,
  );
  return [...collected].map(([key, [node]]) => dataKey(node?.name.value ?? key, key));
}

function selectionPlan(
  scope: Scope,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  shape: SelectionPlan['shape'],
): SelectionPlan {
  const collected = new Map<string, FieldNode[]>();
  for (const set of sets) collect(scope, type, set, collected);
  const fields = [...collected].map(([key, nodes]) => fieldPlan(scope, type, key, nodes));
  return {
    type,
    shape,
    saysComplete: type.getFields()['complete'] !== undefined,
    asksId: fields.some(({ kind }) => kind === 'ID'),
    isReference: shape === 'ENTITY' && fields.every(({ kind }) => kind === 'ID' || kind === 'TYPE_NAME'),
    fields,
    create: emptyObjects(),
  };
}

function collect(
  scope: Conditions,
  type: Pick<GraphQLObjectType, 'name'>,
  set: SelectionSetNode,
  into: Map<string, FieldNode[]>,
): void {
  for (const selection of set.selections) {
    if (!isIncluded(selection, scope.variables)) continue;
    if (selection.kind === 'Field') {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = into.get(key);
      if (nodes) nodes.push(selection);
      else into.set(key, [selection]);
      continue;
    }
    const fragment =
      selection.kind === 'FragmentSpread' ? scope.fragments.get(selection.name.value) : selection;
    if (!fragment) continue;
    if (fragment.typeCondition && fragment.typeCondition.name.value !== type.name) continue;
    collect(scope, type, fragment.selectionSet, into);
  }
}

let fieldsSoFar = 0;

function fieldPlan(
  scope: Scope,
  parent: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): FieldPlan {
  const [first] = nodes;
  if (!first) throw new TypeError('A response key must come from a field.');
  const name = first.name.value;
  const definition = parent.getFields()[name] ?? null;
  const named = getNamedType(definition?.type);
  const sets = nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));
  const selection =
    named && !isLeafType(named) && isObjectType(named)
      ? selectionPlan(scope, named, sets, shapeOf(scope.rules, named))
      : null;
  fieldsSoFar += 1;
  const kind = kindOf(scope.rules, parent, name, selection);
  return {
    number: fieldsSoFar,
    key,
    name,
    parent,
    definition,
    rule: scope.rules.rule(parent.name, name),
    kind,
    node: {
      kind: first.kind,
      name: first.name,
      ...(first.alias && { alias: first.alias }),
      ...(first.arguments && { arguments: first.arguments }),
    },
    usesVariables: usesVariables(first),
    order: kind === 'CONNECTION' ? fixedOrder(scope.rules, parent, first) : null,
    selection,
  };
}

function fixedOrder(
  rules: ContractRules,
  parent: GraphQLObjectType,
  { name, arguments: given = [] }: FieldNode,
): Order | null {
  const value = given.find((argument) => argument.name.value === 'orderBy')?.value;
  if (value && value.kind !== Kind.ENUM) return null;
  return rules.order(parent.name, name.value, value?.value);
}

function kindOf(
  rules: ContractRules,
  parent: GraphQLObjectType,
  name: string,
  selection: SelectionPlan | null,
): FieldKind {
  if (name === '__typename') return 'TYPE_NAME';
  if (name === 'id' && rules.entities.has(parent.name)) return 'ID';
  if (selection?.shape === 'CONNECTION') return 'CONNECTION';
  if (isListType(getNullableType(parent.getFields()[name]?.type))) return 'LIST';
  if (selection) return selection.shape === 'ENTITY' ? 'ENTITY' : 'OBJECT';
  const { gather } = rules.rule(parent.name, name);
  return gather === undefined || gather === 'FIRST' ? 'PLAIN' : 'LEAF';
}

function shapeOf(rules: ContractRules, type: GraphQLObjectType): SelectionPlan['shape'] {
  if (rules.entities.has(type.name)) return 'ENTITY';
  return nodeTypeOf(type) ? 'CONNECTION' : 'OBJECT';
}
