/** The two workloads over ordinary subgraphs. */
import type { Workload } from '../workload.ts';
import { LARGE_SHOP_PRODUCTS, largeShop } from './large-shop.ts';
import type { Shop } from './shop.ts';
import { smallShop } from './small-shop.ts';
import { shopSubgraphs, wholeShop } from './subgraphs.ts';

const FRAGMENTS = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }`;

const STANDARD = `query TestQuery {
    users {
      ...User
      reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } }
    }
    topProducts {
      ...Product
      reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
    }
  }${FRAGMENTS}`;

const DISTINCT = `query TestQuery($first: Int!, $from: Int!) {
    topProducts(first: $first, from: $from) { ...Product reviews { ...Review author { ...User } } }
  }${FRAGMENTS}`;

export function standard(): Workload {
  return overShop('standard', 'repeated entities, the query of the public gateways benchmark', smallShop, [
    { query: STANDARD },
  ]);
}

/** How many different variables there are. */
const PAGES = 500;

export function distinct(): Workload {
  const pages = Array.from({ length: PAGES }, (_, i) => ({
    query: DISTINCT,
    variables: { first: 19 + (i % 3), from: (i * 7919) % (LARGE_SHOP_PRODUCTS - 21) },
  }));
  return overShop(
    'distinct',
    'every entity once, variables that differ from request to request',
    largeShop,
    pages,
  );
}

function overShop(
  name: Workload['name'],
  title: string,
  shop: Shop,
  requests: readonly { readonly query: string; readonly variables?: Record<string, unknown> }[],
): Workload {
  return {
    name,
    title,
    requests: requests.map((request) => JSON.stringify(request)),
    respond: shopSubgraphs(shop),
    async expected() {
      const answer = wholeShop(shop);
      return requests.map((request) => JSON.stringify((answer(request) as { data: unknown }).data));
    },
  };
}
