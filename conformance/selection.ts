/** What is selected of a record: all that it says itself, of other records their ids. */
import { type GraphQLObjectType, getNamedType, isLeafType, isObjectType } from 'graphql';
import { type ContractRules, nodeTypeOf } from '#schema/rules.ts';

/** How deep values lie inside a record: facets, and the references in them. */
const MAX_DEPTH = 3;

/** Without the braces; never empty, since every type of a record has an id. */
export function ownFields(rules: ContractRules, type: GraphQLObjectType, depth = 0): string {
  return Object.values(type.getFields())
    .flatMap((field): string[] => {
      // What has arguments is asked for by laws of its own.
      if (field.name.startsWith('_') || field.args.length > 0) return [];
      const named = getNamedType(field.type);
      if (isLeafType(named)) return [field.name];
      if (!isObjectType(named)) return [];
      if (rules.entities.has(named.name)) return [`${field.name} { id }`];
      if (depth >= MAX_DEPTH) return [];
      return [`${field.name} { ${ownFields(rules, named, depth + 1)} }`];
    })
    .join(' ');
}

/** What an edge says besides its cursor and node. */
export function edgeFields(connection: GraphQLObjectType): string {
  const edge = getNamedType(connection.getFields()['edges']?.type);
  if (!isObjectType(edge)) return '';
  return Object.values(edge.getFields())
    .filter(({ type }) => isLeafType(getNamedType(type)))
    .map(({ name }) => name)
    .join(' ');
}

export interface ReferenceField {
  /** From the record: `container`, `link aEnd`. */
  readonly path: readonly string[];
  readonly type: string;
}

/** The fields that lead to one other record, also inside facets. */
export function referenceFields(rules: ContractRules, type: GraphQLObjectType, depth = 0): ReferenceField[] {
  return Object.values(type.getFields()).flatMap((field): ReferenceField[] => {
    const named = getNamedType(field.type);
    if (!isObjectType(named) || field.args.length > 0 || nodeTypeOf(named) || field.name.startsWith('_'))
      return [];
    if (rules.entities.has(named.name)) return [{ path: [field.name], type: named.name }];
    if (depth >= MAX_DEPTH) return [];
    return referenceFields(rules, named, depth + 1).map(({ path, type }) => ({
      path: [field.name, ...path],
      type,
    }));
  });
}
