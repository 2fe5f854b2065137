/** Fields over a shop, for its subgraphs and for one schema of all of them, which says what is right. */
import type { GraphQLFieldResolver } from 'graphql';
import { stampable } from '../../upstream/stamp.ts';
import type { Product, Review, Shop, User } from './shop.ts';

interface Args {
  readonly id: string;
  readonly first: number;
  readonly from: number;
}

type Resolve = (parent: never, args: Args, shop: Shop) => unknown;

const RESOLVERS: Readonly<Record<string, Readonly<Record<string, Resolve>>>> = {
  Query: {
    me: (_, __, shop) => shop.users[0],
    user: (_, { id }, shop) => shop.user(id),
    users: (_, __, shop) => shop.users,
    topProducts: (_, { first, from }, shop) => shop.topProducts(first, from),
  },
  User: {
    reviews: ({ id }: User, _, shop) => shop.reviewsBy(id),
  },
  Product: {
    reviews: ({ upc }: Product, _, shop) => shop.reviewsOf(upc),
    shippingEstimate: ({ price, weight }: Product) => stampable(price > 1000 ? 0 : Math.floor(weight / 2)),
  },
  Review: {
    product: ({ upc }: Review, _, shop) => shop.product(upc),
    author: ({ authorId }: Review, _, shop) => shop.user(authorId),
  },
};

/** What a subgraph knows of an entity itself, besides what it was told of it. */
export const REFERENCES: Readonly<Record<string, (told: never, shop: Shop) => unknown>> = {
  User: ({ id }: User, shop) => shop.user(id),
  Product: ({ upc }: Product, shop) => shop.product(upc),
  Review: ({ id }: Review, shop) => shop.review(id),
};

export const resolveField: GraphQLFieldResolver<unknown, Shop> = (parent, args, shop, info) => {
  const resolve = RESOLVERS[info.parentType.name]?.[info.fieldName];
  return resolve ? resolve(parent as never, args, shop) : (parent as Record<string, unknown>)[info.fieldName];
};
