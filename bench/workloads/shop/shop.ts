/** What a shop sells, to whom, and what they say of it. */

export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly birthday: number;
}

export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
  readonly inStock: boolean;
}

export interface Review {
  readonly id: string;
  readonly body: string;
  readonly upc: string;
  readonly authorId: string;
}

export interface Shop {
  readonly users: readonly User[];
  user(id: string): User | undefined;
  topProducts(first: number, from: number): readonly Product[];
  product(upc: string): Product | undefined;
  review(id: string): Review | undefined;
  reviewsOf(upc: string): readonly Review[];
  reviewsBy(userId: string): readonly Review[];
}
