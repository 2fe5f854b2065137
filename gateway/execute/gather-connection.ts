/**
 * Connections: pages of all members as one, cut to `first`. Every member resumes strictly after the same cursor, so a page is right
 * whoever came or went since the last one.
 */
import { getNamedType, isObjectType } from 'graphql';
import { encodeCursor } from '#schema/cursor.ts';
import type { Order } from '#schema/order.ts';
import type { FieldPlan, SelectionPlan } from './compile.ts';
import { argumentsOf } from './holders.ts';
import { BrokenPage, type MemberPage, type MergedEdge, mergePages } from './merge-pages.ts';
import { type Place, below, pathOf } from './place.ts';
import { NEXT, PAGE, cursorsKey } from './reserved.ts';
import { type Share, UNKNOWN, emptyObject, fieldShares, isRaw, known, own } from './shares.ts';
import type { StepContext } from './step-context.ts';

/** Null where no member could tell its share. */
export function gatherConnection(
  context: StepContext,
  field: FieldPlan,
  selection: SelectionPlan,
  shares: readonly Share[],
  place: Place,
): unknown {
  const args = argumentsOf(field, context.variables);
  const order = context.rules.order(field.parent.name, field.name, args['orderBy']);
  const first = typeof args['first'] === 'number' ? args['first'] : Number.MAX_SAFE_INTEGER - 1;
  const counted = shares.length > 1 && selection.fields.some((part) => countsEdges(order, part));
  const read = readPages(context, selection, shares, place);
  // One more than is shown tells whether anything was cut; who counts edges needs all that there are.
  const merged = mergeSound(context, order, read, counted ? Number.MAX_SAFE_INTEGER : first + 1, place);
  const pages = [...read.values()];
  // A share that could not be read is unknown, also where its member did answer.
  const told = shares.map((share) => (read.has(share) ? share : { ...share, value: UNKNOWN }));
  context.noteCompleteness(selection, told);
  if (pages.length === 0) return null;

  const edges = merged.slice(0, first);
  const hasNextPage = merged.length > first || pages.some((page) => page.hasNext);

  const output = emptyObject();
  for (const part of selection.fields) {
    const at = below(place, part.key);
    if (part.name === 'edges')
      output[part.key] = edges.map((edge, index) => gatherEdge(context, order, part, edge, below(at, index)));
    else if (part.name === 'pageInfo')
      output[part.key] = pageInfo(part, order, edges, hasNextPage, args['after'] != null);
    else if (countsEdges(order, part) && merged.some(({ from }) => from.length > 1))
      output[part.key] = countOf(pages, fieldShares(told, part.key), merged, args['after']);
    else output[part.key] = context.gather(part, fieldShares(told, part.key), at);
  }
  return output;
}

/**
 * Is it a number of edges that say something themselves? A record is counted by its owner alone, whoever lists a copy: a sum is
 * right. An edge between records has no such owner, and may count in several shares.
 */
function countsEdges(order: Order, { rule, parent }: FieldPlan): boolean {
  if (rule.gather !== 'SUM') return false;
  const edge = getNamedType(parent.getFields()['edges']?.type);
  return isObjectType(edge) && order.keys.some(({ field }) => edge.getFields()[field]);
}

/** How many edges there are; null where a share is unknown, or where more may follow that several members tell. */
function countOf(
  pages: readonly MemberPage[],
  shares: readonly Share[],
  merged: readonly MergedEdge[],
  after: unknown,
): number | null {
  const whole = after == null && !pages.some(({ hasNext }) => hasNext);
  return whole && known(shares).length === shares.length ? merged.length : null;
}

/** The pages in shares that keep the contract; who does not is reported. */
function readPages(
  context: StepContext,
  selection: SelectionPlan,
  shares: readonly Share[],
  place: Place,
): Map<Share, MemberPage> {
  const pages = new Map<Share, MemberPage>();
  for (const share of shares) {
    // A null connection is an unknown share, never an empty one.
    if (share.value === UNKNOWN || share.value === null) continue;
    const page = readPage(selection, share);
    if (typeof page === 'string') context.broken(share.member, page, pathOf(place));
    else pages.set(share, page);
  }
  return pages;
}

/** A page, or the rule that it breaks. */
function readPage(selection: SelectionPlan, { member, value }: Share): MemberPage | string {
  if (!isRaw(value)) return 'a connection must be an object';
  const edges = own(value, cursorsKey(selection));
  if (!Array.isArray(edges)) return 'a connection must have edges';
  // Lists of edges run parallel, however often they are asked for.
  for (const { key, name } of selection.fields) {
    const list = name === 'edges' ? own(value, key) : edges;
    if (!Array.isArray(list) || list.length !== edges.length || !list.every(isRaw))
      return 'edges must be objects, as many however they are asked for';
  }
  const hasNext = own(own(value, PAGE), NEXT) === true;
  if (hasNext && edges.length === 0) return 'a page with more to come must not be empty';
  return { member, raw: value, edges, hasNext };
}

/** Merges what can be merged: a page that turns out to be broken is reported and left out. */
function mergeSound(
  context: StepContext,
  order: Order,
  pages: Map<Share, MemberPage>,
  most: number,
  place: Place,
): readonly MergedEdge[] {
  for (;;) {
    try {
      return mergePages(order, [...pages.values()], most);
    } catch (error) {
      if (!(error instanceof BrokenPage)) throw error;
      context.broken(error.page.member, error.message, pathOf(place));
      for (const [share, page] of pages) if (page === error.page) pages.delete(share);
    }
  }
}

function gatherEdge(
  context: StepContext,
  order: Order,
  edges: FieldPlan,
  edge: MergedEdge,
  place: Place,
): unknown {
  if (!edges.selection) return null;
  const shares = edge.from.map(({ page, index }) => ({
    member: page.member,
    value: (own(page.raw, edges.key) as readonly unknown[] | undefined)?.[index],
  }));
  const gathered = context.gatherObject(edges.selection, shares, place);
  for (const field of edges.selection.fields) {
    if (gathered && field.name === 'cursor') gathered[field.key] = encodeCursor(order, edge.keys);
  }
  return gathered;
}

function pageInfo(
  field: FieldPlan,
  order: Order,
  edges: readonly MergedEdge[],
  hasNextPage: boolean,
  hasPreviousPage: boolean,
): unknown {
  const cursor = (edge: MergedEdge | undefined): string | null =>
    edge ? encodeCursor(order, edge.keys) : null;
  const values: Readonly<Record<string, unknown>> = {
    __typename: 'PageInfo',
    hasNextPage,
    hasPreviousPage,
    startCursor: cursor(edges[0]),
    endCursor: cursor(edges.at(-1)),
  };
  const output = emptyObject();
  for (const part of field.selection?.fields ?? []) output[part.key] = values[part.name] ?? null;
  return output;
}
