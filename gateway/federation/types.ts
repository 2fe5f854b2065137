/** Which types of a supergraph stand for which: what plans name may be an interface, or a type of one subgraph alone. */
import { type GraphQLSchema, isAbstractType, isObjectType } from 'graphql';

/** Is an object that says `typeName` one of `condition`? */
export function isOfType(schema: GraphQLSchema, typeName: unknown, condition: string): boolean {
  if (typeName === condition) return true;
  if (typeof typeName !== 'string') return false;
  const abstract = schema.getType(condition);
  const type = schema.getType(typeName);
  return isAbstractType(abstract) && isObjectType(type) && schema.isSubType(abstract, type);
}

export type TypeTest = (typeName: unknown) => boolean;

/** Is an object one of these types? Where no type name was asked for, the condition is one that always holds. */
export function typeTest(schema: GraphQLSchema, types: readonly string[]): TypeTest {
  const names = new Set<unknown>(types);
  for (const name of types) {
    const type = schema.getType(name);
    if (isAbstractType(type)) for (const possible of schema.getPossibleTypes(type)) names.add(possible.name);
  }
  return (typeName) => typeName === undefined || names.has(typeName);
}
