/** From a port's page to a connection of the contract. */
import type { GraphQLResolveInfo } from 'graphql';
import { cursorOf, decodeCursor } from '#schema/cursor.ts';
import type { Order } from '#schema/order.ts';
import type { ListRequest, Page } from '#schema/ports/page.ts';
import type { ContractRules } from '#schema/rules.ts';
import { type SubgraphContext, minted } from './context.ts';

/** The arguments of a connection field, as far as all have them. The contract gives `first` a default and no null passes the check. */
export interface ConnectionArguments<Filter = unknown> {
  readonly filter?: Filter | null;
  readonly orderBy?: string | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

type FilterOf<Args extends ConnectionArguments> = NonNullable<Args['filter']>;

/** What an edge shows of an item besides its cursor. */
type Edge<Item> = (item: Item) => object;

const recordEdge = (record: object): object => ({ node: record });

/** A connection at the root: one page of the port. */
export function list<Port, Args extends ConnectionArguments, Item extends object>(
  rules: ContractRules,
  ask: (
    context: SubgraphContext<Port>,
    request: ListRequest<FilterOf<Args>>,
    args: Args,
  ) => Promise<Page<Item>>,
) {
  return async (_root: unknown, args: Args, context: SubgraphContext<Port>, info: GraphQLResolveInfo) => {
    const request = listRequest(rules, args, info);
    return connection(await ask(context, request, args), request, recordEdge);
  };
}

/** A connection under a record: one call for all records that are asked with the same arguments. */
export function listUnder<Port, Args extends ConnectionArguments, Item extends object>(
  rules: ContractRules,
  ask: (
    context: SubgraphContext<Port>,
    ids: readonly string[],
    request: ListRequest<FilterOf<Args>>,
    args: Args,
  ) => Promise<readonly Page<Item>[]>,
  edge: Edge<Item> = recordEdge,
) {
  return async (
    parent: { readonly id: string },
    args: Args,
    context: SubgraphContext<Port>,
    info: GraphQLResolveInfo,
  ) => {
    const { name } = info.parentType;
    // Only the owner of the record can tell; from anybody else an empty list would be a lie.
    if (rules.rule(name, info.fieldName).held === 'OWNER' && !minted(context, parent.id)) return null;
    const request = listRequest(rules, args, info);
    const page = await context.loaders.load(`${name}.${info.fieldName}`, args, parent.id, (ids) =>
      ask(context, ids, request, args),
    );
    return connection(page, request, edge);
  };
}

function listRequest<Args extends ConnectionArguments>(
  rules: ContractRules,
  args: Args,
  info: GraphQLResolveInfo,
): ListRequest<FilterOf<Args>> {
  const order = rules.order(info.parentType.name, info.fieldName, args.orderBy);
  return {
    order,
    first: args.first ?? 50,
    after: args.after == null ? null : decodeCursor(order, args.after),
    filter: args.filter ?? null,
  };
}

/** Its functions are called for the fields that a client selects: a count may be dear, a cursor is not free. */
function connection<Item extends object>(
  page: Page<Item>,
  request: { order: Order; after: unknown },
  edge: Edge<Item>,
) {
  const cursor = (item: Item | undefined) => (item ? cursorOf(request.order, item) : null);
  return {
    edges: page.items.map((item) => ({ ...edge(item), cursor: () => cursor(item) })),
    pageInfo: {
      hasNextPage: page.hasNextPage,
      hasPreviousPage: request.after !== null,
      startCursor: () => cursor(page.items[0]),
      endCursor: () => cursor(page.items.at(-1)),
    },
    totalCount: () => page.totalCount(),
    complete: page.complete,
  };
}
