/** A shop of any size, worked out from the numbers in its ids: nothing in an answer comes twice. */
import { TEXT_MARK } from '../../upstream/stamp.ts';
import type { Product, Review, Shop } from './shop.ts';
import { words } from './words.ts';

export const LARGE_SHOP_PRODUCTS = 10_000;
const REVIEWS_EACH = 2;

function product(upc: string): Product | undefined {
  const i = Number(upc);
  if (!Number.isInteger(i) || i < 0 || i >= LARGE_SHOP_PRODUCTS) return undefined;
  return {
    upc,
    name: `Item ${i} ${TEXT_MARK}`,
    price: 5 + ((i * 37) % 2000),
    weight: 10 + ((i * 91) % 9000),
    inStock: i % 3 !== 0,
  };
}

/** Of review 7 of product 3 the number is 3 * 2 + 7; its author has the same number. */
function review(id: string): Review | undefined {
  const i = Number(id);
  const upc = String(Math.floor(i / REVIEWS_EACH));
  if (!product(upc)) return undefined;
  return {
    id,
    body: `${words(140 + ((i * 53) % 200), i)}${TEXT_MARK}`,
    upc,
    authorId: id,
  };
}

const existing = <T>(value: T | undefined): readonly T[] => (value === undefined ? [] : [value]);

export const largeShop: Shop = {
  users: [],
  user: (id) =>
    review(id) && {
      id,
      name: `Buyer ${id} ${TEXT_MARK}`,
      username: `buyer${id}`,
      birthday: 1_100_000_000,
    },
  topProducts: (first, from) =>
    Array.from({ length: first }, (_, i) => product(String(from + i))).flatMap(existing),
  product,
  review,
  reviewsOf: (upc) =>
    Array.from({ length: REVIEWS_EACH }, (_, i) => review(String(Number(upc) * REVIEWS_EACH + i))).flatMap(
      existing,
    ),
  reviewsBy: (userId) => existing(review(userId)),
};
