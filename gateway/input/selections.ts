/** What an operation selects: every field node that may be executed, with its definition. A fragment is looked at once. */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  getNamedType,
  isObjectType,
} from 'graphql';
import { isIncluded } from '../plan/conditions.ts';

export interface SelectedField {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
}

export function fragmentsOf(document: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  return new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
}

/**
 * The fields of a validated operation, without what @skip and @include leave out. Every type with fields is an object type.
 * @throws GraphQLError where a condition is null.
 */
export function* selectedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Generator<SelectedField> {
  const fragments = fragmentsOf(document);
  const seen = new Set<string>();

  function* within(type: unknown, { selections }: SelectionSetNode): Generator<SelectedField> {
    if (!isObjectType(type)) return;
    for (const selection of selections) {
      if (!isIncluded(selection, variables)) continue;
      switch (selection.kind) {
        case Kind.FIELD: {
          const field = type.getFields()[selection.name.value];
          if (!field) continue;
          yield { type, field, node: selection };
          if (selection.selectionSet) yield* within(getNamedType(field.type), selection.selectionSet);
          break;
        }
        case Kind.INLINE_FRAGMENT:
          yield* within(narrowed(type, selection.typeCondition?.name.value), selection.selectionSet);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          if (!fragment || seen.has(selection.name.value)) continue;
          seen.add(selection.name.value);
          yield* within(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet);
        }
      }
    }
  }

  function narrowed(type: GraphQLObjectType, condition: string | undefined): unknown {
    return condition === undefined ? type : schema.getType(condition);
  }

  yield* within(schema.getRootType(operation.operation), operation.selectionSet);
}

/** Are the arguments of a field not the same in every request? */
export function usesVariables({ arguments: given = [] }: FieldNode): boolean {
  return given.some(({ value }) => hasVariable(value));
}

function hasVariable(value: ValueNode): boolean {
  if (value.kind === Kind.LIST) return value.values.some(hasVariable);
  if (value.kind === Kind.OBJECT) return value.fields.some((field) => hasVariable(field.value));
  return value.kind === Kind.VARIABLE;
}
