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
