/**
 * How many objects an operation may bring: a field that is paged brings as many as `first` says, a list as many as lists are assumed to
 * have. What is within is brought for each of them.
 */
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  getArgumentValues,
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  getOperationAST,
  isInterfaceType,
  isIntrospectionType,
  isLeafType,
  isListType,
  isObjectType,
  parse,
} from 'graphql';
import { isIncluded } from '../plan/conditions.ts';
import { fragmentsOf } from '../input/selections.ts';

type Values = Readonly<Record<string, unknown>>;

/** The length of a list, or of a page, of which the client does not say how long it is. */
const ASSUMED_LENGTH = 10;
/** Arguments that say how many are brought, in the order in which they count. */
export const PAGE_SIZES = ['first', 'last', 'limit'];
const NO_COST = 0;

export interface Cost {
  /** Of data. */
  readonly objects: number;
  /** That describe the schema. */
  readonly descriptions: number;
}

/** Of a validated operation with these variables, coerced. */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Values,
): Cost {
  let descriptions = 0;
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();
  const lengths = introspectionLengths(schema);

  /** `paged`: the size of the page that this is, whose lists are of that size. */
  function ofSet(
    type: GraphQLNamedType | undefined,
    { selections }: SelectionSetNode,
    paged: number | null,
  ): number {
    let cost = 0;
    for (const selection of selections) {
      if (!isIncluded(selection, variables)) continue;
      if (selection.kind === Kind.FIELD) cost += ofField(type, selection, paged);
      else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        cost += ofSet(
          condition === undefined ? type : schema.getType(condition),
          selection.selectionSet,
          paged,
        );
      } else cost += ofFragment(selection.name.value, paged);
    }
    return cost;
  }

  function ofFragment(name: string, paged: number | null): number {
    const key = `${name} ${paged ?? ''}`;
    let cost = known.get(key);
    if (cost === undefined) {
      const fragment = fragments.get(name);
      cost = fragment
        ? ofSet(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet, paged)
        : NO_COST;
      known.set(key, cost);
    }
    return cost;
  }

  function ofField(parent: GraphQLNamedType | undefined, node: FieldNode, paged: number | null): number {
    const field = fieldOf(schema, parent, node.name.value);
    const type = getNamedType(field?.type);
    if (!field || !type || isLeafType(type) || !node.selectionSet) return NO_COST;
    if (field === SchemaMetaFieldDef || field === TypeMetaFieldDef) {
      descriptions += 1 + ofSet(type, node.selectionSet, null);
      return NO_COST;
    }
    const size = pageSize(field, node, variables);
    if (!isListType(getNullableType(field.type))) return 1 + ofSet(type, node.selectionSet, size);
    const assumed = isIntrospectionType(type) ? (lengths.get(field.name) ?? ASSUMED_LENGTH) : ASSUMED_LENGTH;
    return (size ?? paged ?? assumed) * (1 + ofSet(type, node.selectionSet, null));
  }

  const objects = ofSet(schema.getRootType(operation.operation) ?? undefined, operation.selectionSet, null);
  return { objects, descriptions };
}

/** What tools ask of the schema. */
export function introspectionCost(schema: GraphQLSchema): number {
  const document = parse(getIntrospectionQuery({ inputValueDeprecation: true }));
  const operation = getOperationAST(document);
  return operation ? costOf(schema, document, operation, {}).descriptions : 0;
}

function fieldOf(
  schema: GraphQLSchema,
  parent: GraphQLNamedType | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name && parent === schema.getQueryType()) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name && parent === schema.getQueryType()) return TypeMetaFieldDef;
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

function pageSize(field: GraphQLField<unknown, unknown>, node: FieldNode, variables: Values): number | null {
  const said = new Set((node.arguments ?? []).map(({ name }) => name.value));
  if (!PAGE_SIZES.some((name) => said.has(name))) return null;
  let values: Values;
  try {
    values = getArgumentValues(field, node, variables);
  } catch {
    return null;
  }
  const size = PAGE_SIZES.filter((name) => said.has(name))
    .map((name) => values[name])
    .find((value) => typeof value === 'number');
  return size === undefined ? null : Math.max(0, size);
}

/** The schema's own lists have a length. */
function introspectionLengths(schema: GraphQLSchema): ReadonlyMap<string, number> {
  return new Map([
    ['types', Object.keys(schema.getTypeMap()).length],
    ['directives', schema.getDirectives().length],
    ['args', 2],
    ['interfaces', 1],
    ['possibleTypes', 2],
    ['enumValues', 1],
    ['inputFields', 1],
    ['fields', 8],
  ]);
}
