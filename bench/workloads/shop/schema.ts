/**
 * The four subgraphs of the gateways benchmark that everybody runs (users, products, their stock, their reviews): the same types, keys and
 * `@requires`. `from` is ours: where a list begins.
 */
import { composeServices } from '@apollo/composition';
import { type DocumentNode, parse } from 'graphql';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires", "@provides", "@shareable"])\n`;

const SUBGRAPHS = {
  accounts: `
    type Query { me: User user(id: ID!): User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  inventory: `
    type Product @key(fields: "upc") {
      upc: String!
      weight: Int @external
      price: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `
    type Query { topProducts(first: Int = 5, from: Int = 0): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `
    type Review @key(fields: "id") {
      id: ID!
      body: String
      product: Product
      author: User @provides(fields: "username")
    }
    type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
} as const;

export type ShopSubgraph = keyof typeof SUBGRAPHS;

export const SHOP_SUBGRAPHS = Object.keys(SUBGRAPHS) as readonly ShopSubgraph[];

export function shopDocument(name: ShopSubgraph): DocumentNode {
  return parse(LINK + SUBGRAPHS[name]);
}

/** `url` is where the subgraphs are, each under its name. */
export function shopSupergraph(url: string): string {
  const { supergraphSdl, errors } = composeServices(
    SHOP_SUBGRAPHS.map((name) => ({ name, url: `${url}/${name}`, typeDefs: shopDocument(name) })),
  );
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
