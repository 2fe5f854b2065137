/**
 * As many users, products and reviews as the public benchmark has, with texts as long as there: everybody has written the first two
 * reviews, and so the same few entities come again and again.
 */
import { TEXT_MARK } from '../../upstream/stamp.ts';
import type { Product, Review, Shop, User } from './shop.ts';
import { words } from './words.ts';

const USER_NAMES = ['Ada', 'Bo', 'Cleo', 'Dag', 'Esra', 'Finn'];

const PRODUCTS: readonly (readonly [name: string, price: number, weight: number, inStock: boolean])[] = [
  ['Desk', 899, 100, true],
  ['Bench', 1299, 1000, false],
  ['Mug', 15, 20, false],
  ['Stool', 499, 100, false],
  ['Radio', 1299, 1000, true],
  ['Lantern', 6999, 300, true],
  ['Oven', 3999, 2000, true],
  ['Freezer', 100_000, 6000, false],
  ['Settee', 9999, 800, true],
];

/** What each review is of, and how long it is. */
const REVIEWS: readonly (readonly [product: number, length: number])[] = [
  [1, 445],
  [1, 289],
  [1, 275],
  [1, 143],
  [2, 445],
  [2, 289],
  [2, 275],
  [2, 143],
  [3, 143],
  [4, 143],
  [4, 844],
];

const users: readonly User[] = USER_NAMES.map((name, i) => ({
  id: String(i + 1),
  name: `${name} ${TEXT_MARK}`,
  username: `${name.toLowerCase()}${i + 1}`,
  birthday: 1_100_000_000 + i,
}));

const products: readonly Product[] = PRODUCTS.map(([name, price, weight, inStock], i) => ({
  upc: String(i + 1),
  name: `${name} ${TEXT_MARK}`,
  price,
  weight,
  inStock,
}));

const reviews: readonly Review[] = REVIEWS.map(([product, length], i) => ({
  id: String(i + 1),
  body: `${words(length - TEXT_MARK.length, i * 7)}${TEXT_MARK}`,
  upc: String(product),
  authorId: '1',
}));

export const smallShop: Shop = {
  users,
  user: (id) => users.find((user) => user.id === id),
  topProducts: (first, from) => products.slice(from, from + first),
  product: (upc) => products.find((product) => product.upc === upc),
  review: (id) => reviews.find((review) => review.id === id),
  reviewsOf: (upc) => reviews.filter((review) => review.upc === upc),
  reviewsBy: () => reviews.slice(0, 2),
};
