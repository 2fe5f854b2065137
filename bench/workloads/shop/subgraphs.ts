/** The subgraphs of a shop, and one schema of all of them. */
import { Supergraph } from '@apollo/federation-internals';
import { type GraphQLResolverMap, buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, type GraphQLSchema, execute, parse } from 'graphql';
import type { GraphQLRequest, Respond } from '../../upstream/memory.ts';
import { REFERENCES, resolveField } from './resolve.ts';
import { SHOP_SUBGRAPHS, shopDocument, shopSupergraph } from './schema.ts';
import type { Shop } from './shop.ts';

/** Answers as the subgraph that the path names. */
export function shopSubgraphs(shop: Shop): Respond {
  const schemas = new Map(SHOP_SUBGRAPHS.map((name) => [`/${name}`, subgraphSchema(name, shop)]));
  return (path, request) => {
    const schema = schemas.get(path);
    if (!schema) throw new Error(`Nothing is served at ${path}.`);
    return run(schema, shop, request);
  };
}

/** Answers as one server that has everything would. */
export function wholeShop(shop: Shop): (request: GraphQLRequest) => unknown {
  const schema = Supergraph.build(shopSupergraph('http://127.0.0.1')).apiSchema().toGraphQLJSSchema();
  return (request) => run(schema, shop, request);
}

const documents = new Map<string, DocumentNode>();

function run(
  schema: GraphQLSchema,
  shop: Shop,
  { query, variables, operationName }: GraphQLRequest,
): unknown {
  let document = documents.get(query);
  if (!document) documents.set(query, (document = parse(query)));
  return execute({
    schema,
    document,
    contextValue: shop,
    fieldResolver: resolveField,
    ...(variables && { variableValues: variables }),
    ...(operationName !== undefined && { operationName }),
  });
}

function subgraphSchema(name: (typeof SHOP_SUBGRAPHS)[number], shop: Shop): GraphQLSchema {
  const typeDefs = shopDocument(name);
  const resolvers: GraphQLResolverMap<unknown> = {};
  for (const definition of typeDefs.definitions) {
    if (definition.kind !== 'ObjectTypeDefinition') continue;
    const knows = REFERENCES[definition.name.value];
    if (!knows) continue;
    resolvers[definition.name.value] = {
      // What is required of others is what was told, never what this shop would know.
      __resolveReference: (told: object) => withTold(name, knows(told as never, shop), told),
    };
  }
  return buildSubgraphSchema([{ typeDefs, resolvers }]);
}

function withTold(name: string, known: unknown, told: object): unknown {
  if (known === undefined) return null;
  return name === 'inventory' ? { inStock: (known as { inStock: boolean }).inStock, ...told } : known;
}
