/** A contract as the rules look at it. */
import {
  type DocumentNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
} from 'graphql';
import { type ContractRules, directive } from '../rules.ts';

export interface Contract {
  readonly domain: string;
  readonly document: DocumentNode;
  readonly schema: GraphQLSchema;
  readonly rules: ContractRules<string>;
}

export interface PlacedField {
  readonly place: string;
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  /** What the field gives, without list and non-null. */
  readonly named: GraphQLNamedType;
}

/** The contract's own object types: without what federation and introspection add. */
export function objectTypes(contract: Contract): GraphQLObjectType[] {
  return Object.values(contract.schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('_'),
  );
}

export function fieldsOf(type: GraphQLObjectType): PlacedField[] {
  return Object.values(type.getFields())
    .filter((field) => !field.name.startsWith('_'))
    .map((field) => ({
      place: `${type.name}.${field.name}`,
      type,
      field,
      named: getNamedType(field.type),
    }));
}

export function allFields(contract: Contract): PlacedField[] {
  return objectTypes(contract).flatMap(fieldsOf);
}

export function isRoot(contract: Contract, type: GraphQLObjectType): boolean {
  const { schema } = contract;
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type);
}

/** Is it an entity, or an interface or union that an entity may stand for? */
export function isRecord(contract: Contract, type: GraphQLNamedType): boolean {
  if (isAbstractType(type)) {
    return contract.schema.getPossibleTypes(type).some((possible) => isRecord(contract, possible));
  }
  return contract.rules.entities.has(type.name);
}

/** The names of the top-level fields of a type's keys. */
export function keyFields(type: GraphQLObjectType): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of [type.astNode, ...type.extensionASTNodes]) {
    const key = directive(node, 'key')?.['fields'];
    for (const name of key?.replace(/\{[^]*\}/g, ' ').match(/\w+/g) ?? []) names.add(name);
  }
  return names;
}
