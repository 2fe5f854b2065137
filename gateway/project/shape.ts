/**
 * What an operation selects, as the answer is written: per type of an object the fields in the order of the client, fragments
 * resolved, conditions decided, equal response keys merged. Types of abstract selections are worked out when one is first met.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { isIncluded } from '../plan/conditions.ts';
import { dataKey } from '../plan/plannable.ts';

export interface ObjectShape {
  readonly type: GraphQLCompositeType;
  /** Of an object type, its name; null where objects say their type themselves. */
  readonly typeName: string | null;
  /**
   * The fields of an object of this type; of an abstract type, those that an object has whatever type it is of. Undefined where the
   * type cannot stand here.
   */
  of(typeName: string): readonly FieldShape[] | undefined;
}

export interface FieldShape {
  /** With quotes and colon. */
  readonly opening: string;
  readonly responseKey: string;
  readonly dataKey: string;
  /** `Parent.field`, for messages. */
  readonly name: string;
  readonly nodes: readonly FieldNode[];
  readonly value: ValueShape;
}

export type ValueShape = { readonly nonNull: boolean } & (
  | { readonly kind: 'LEAF'; readonly type: GraphQLLeafType }
  | { readonly kind: 'LIST'; readonly item: ValueShape }
  | { readonly kind: 'OBJECT'; readonly shape: ObjectShape }
  /** The name of the object's own type, where that is told. */
  | { readonly kind: 'TYPE_NAME' }
  /** Answered by the schema. */
  | { readonly kind: 'INTROSPECTION' }
);

interface Scope {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Fields that stand under another key than their own name. */
  readonly apart: ReadonlySet<string> | undefined;
}

/** @throws TypeError where the schema has no root for the operation. */
export function operationShape(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  apart?: ReadonlySet<string>,
): ObjectShape {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new TypeError(`The schema must have a root for a ${operation.operation}.`);
  const fragments = new Map(
    document.definitions.flatMap((d) =>
      d.kind === Kind.FRAGMENT_DEFINITION ? [[d.name.value, d] as const] : [],
    ),
  );
  return objectShape({ schema, fragments, variables, apart }, root, [operation.selectionSet]);
}

function objectShape(
  scope: Scope,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): ObjectShape {
  const byType = new Map<string, readonly FieldShape[] | undefined>();
  return {
    type,
    typeName: isObjectType(type) ? type.name : null,
    of(typeName) {
      if (byType.has(typeName)) return byType.get(typeName);
      const named = scope.schema.getType(typeName);
      const own = named === type ? type : isObjectType(named) && isA(scope, named, type) ? named : undefined;
      const fields = own && fieldShapes(scope, own, sets);
      // Only names of the schema are kept: others come from outside, and there is no end to them.
      if (named) byType.set(typeName, fields);
      return fields;
    },
  };
}

function isA({ schema }: Scope, type: GraphQLObjectType, other: GraphQLCompositeType): boolean {
  return type === other || (isAbstractType(other) && schema.isSubType(other, type));
}

function fieldShapes(
  scope: Scope,
  type: GraphQLCompositeType,
  sets: readonly SelectionSetNode[],
): FieldShape[] {
  const collected = new Map<string, FieldNode[]>();
  for (const set of sets) collect(scope, type, set, collected);
  return [...collected].map(([key, nodes]) => fieldShape(scope, type, key, nodes));
}

function collect(
  scope: Scope,
  type: GraphQLCompositeType,
  set: SelectionSetNode,
  into: Map<string, FieldNode[]>,
): void {
  for (const selection of set.selections) {
    if (!isIncluded(selection, scope.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = (selection.alias ?? selection.name).value;
      const nodes = into.get(key);
      if (nodes) nodes.push(selection);
      else into.set(key, [selection]);
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? scope.fragments.get(selection.name.value) : selection;
    if (fragment && applies(scope, type, fragment.typeCondition?.name.value))
      collect(scope, type, fragment.selectionSet, into);
  }
}

/** Does it hold for every object of the type? */
function applies(scope: Scope, type: GraphQLCompositeType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const other = scope.schema.getType(condition);
  if (!isAbstractType(other)) return false;
  const types = isAbstractType(type) ? scope.schema.getPossibleTypes(type) : [type];
  return types.every((one) => isA(scope, one, other));
}

function fieldShape(
  scope: Scope,
  parent: GraphQLCompositeType,
  responseKey: string,
  nodes: readonly FieldNode[],
): FieldShape {
  const name = nodes[0]?.name.value ?? responseKey;
  return {
    opening: `${JSON.stringify(responseKey)}:`,
    responseKey,
    dataKey: dataKey(name, responseKey, scope.apart),
    name: `${parent.name}.${name}`,
    nodes,
    value: valueOfField(scope, parent, name, nodes),
  };
}

function valueOfField(
  scope: Scope,
  parent: GraphQLCompositeType,
  name: string,
  nodes: readonly FieldNode[],
): ValueShape {
  if (name === TypeNameMetaFieldDef.name) return { kind: 'TYPE_NAME', nonNull: true };
  if (name === SchemaMetaFieldDef.name || name === TypeMetaFieldDef.name)
    return { kind: 'INTROSPECTION', nonNull: name === SchemaMetaFieldDef.name };
  const field = isUnionType(parent) ? undefined : parent.getFields()[name];
  if (!field) throw new TypeError(`${parent.name} must have the field ${name}.`);
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return valueShape(scope, field.type, sets, false);
}

function valueShape(
  scope: Scope,
  type: GraphQLOutputType,
  sets: readonly SelectionSetNode[],
  nonNull: boolean,
): ValueShape {
  if (isNonNullType(type)) return valueShape(scope, type.ofType, sets, true);
  if (isListType(type)) return { kind: 'LIST', nonNull, item: valueShape(scope, type.ofType, sets, false) };
  if (isLeafType(type)) return { kind: 'LEAF', nonNull, type };
  return { kind: 'OBJECT', nonNull, shape: objectShape(scope, type, sets) };
}
