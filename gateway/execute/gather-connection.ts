/**
 * Connections: pages of all members as one, cut to `first`. Every member resumes strictly after the same cursor, so a page is right
 * whoever came or went since the last one.
 */
import { encodeCursor } from '#schema/cursor.ts';
import type { Order } from '#schema/order.ts';
import type { FieldPlan, SelectionPlan } from './compile.ts';
import { BrokenPage, type EdgeAt, type MemberPage, type MergedEdge, mergePages } from './merge-pages.ts';
import { edgesKey, isCursor } from './edge-keys.ts';
import { type Paging, pagingOf } from './paging.ts';
import { type Place, below, pathOf } from './place.ts';
import { NEXT, PAGE } from './reserved.ts';
import { type Raw, type Share, UNKNOWN, emptyObject, fieldShares, isRaw, known, own } from './shares.ts';
import type { StepContext } from './step-context.ts';

/** Null where no member could tell its share. */
export function gatherConnection(
  context: StepContext,
  field: FieldPlan,
  selection: SelectionPlan,
  shares: readonly Share[],
  place: Place,
): unknown {
  const paging = knownPaging(context, field, selection);
  const { order, first, isLater, edgeCounts } = paging;
  const read = readPages(context, selection, shares, place);
  const merged = mergeSound(context, paging, read, place);
  // A share that could not be read is unknown, also where its member did answer.
  const told = read.includes(null)
    ? shares.map((share, i) => (read[i] ? share : { ...share, value: UNKNOWN }))
    : shares;
  context.noteCompleteness(selection, told);
  const pages = read.filter((page) => page !== null);
  if (pages.length === 0) return null;

  const edges = merged.length > first ? merged.slice(0, first) : merged;
  const hasNextPage = merged.length > first || pages.some((page) => page.hasNext);
  const isToldTwice = edgeCounts.length > 0 && merged.some(({ others }) => others.length > 0);

  const output = selection.create();
  for (const part of selection.fields) {
    const { key, name } = part;
    if (name === 'edges') output[key] = gatherEdges(context, order, part, edges, below(place, key));
    else if (name === 'pageInfo') output[key] = pageInfo(part, order, edges, hasNextPage, isLater);
    else if (isToldTwice && edgeCounts.includes(part))
      output[key] = countOf(pages, fieldShares(told, key), merged, isLater);
    else output[key] = context.gather(part, fieldShares(told, key), below(place, key));
  }
  return output;
}

function knownPaging(context: StepContext, field: FieldPlan, selection: SelectionPlan): Paging {
  const known = context.pagings.get(field);
  if (known) return known;
  const paging = pagingOf(context.rules, field, selection, context.variables);
  context.pagings.set(field, paging);
  return paging;
}

/** How many edges there are; null where a share is unknown, or where more may follow that several members tell. */
function countOf(
  pages: readonly MemberPage[],
  shares: readonly Share[],
  merged: readonly MergedEdge[],
  isLater: boolean,
): number | null {
  const whole = !isLater && !pages.some(({ hasNext }) => hasNext);
  return whole && known(shares).length === shares.length ? merged.length : null;
}

/** The pages in the shares, null where one does not tell any; who does not keep the contract is reported. */
function readPages(
  context: StepContext,
  selection: SelectionPlan,
  shares: readonly Share[],
  place: Place,
): (MemberPage | null)[] {
  return shares.map((share) => {
    // A null connection is an unknown share, never an empty one.
    if (share.value === UNKNOWN || share.value === null) return null;
    const page = readPage(selection, share);
    if (typeof page !== 'string') return page;
    context.broken(share.member, page, pathOf(place));
    return null;
  });
}

/** A page, or the rule that it breaks. */
function readPage(selection: SelectionPlan, { member, value }: Share): MemberPage | string {
  if (!isRaw(value)) return 'a connection must be an object';
  const edges = own(value, edgesKey(selection));
  if (!Array.isArray(edges)) return 'a connection must have edges';
  if (!edges.every(isRaw) || !areParallel(selection, value, edges.length))
    return 'edges must be objects, as many however they are asked for';
  const hasNext = own(own(value, PAGE), NEXT) === true;
  if (hasNext && edges.length === 0) return 'a page with more to come must not be empty';
  return { member, raw: value, edges, hasNext };
}

/** Lists of edges run parallel, however often they are asked for. */
function areParallel({ fields }: SelectionPlan, value: Raw, length: number): boolean {
  for (const { key, name } of fields) {
    if (name !== 'edges') continue;
    const edges = own(value, key);
    if (!Array.isArray(edges) || edges.length !== length || !edges.every(isRaw)) return false;
  }
  return true;
}

/** Merges what can be merged: a page that turns out to be broken is reported and left out. */
function mergeSound(
  context: StepContext,
  { order, keys, first, places, edgeCounts }: Paging,
  pages: (MemberPage | null)[],
  place: Place,
): readonly MergedEdge[] {
  // One more than is shown tells whether anything was cut; who counts edges needs all that there are.
  const most = edgeCounts.length > 0 && pages.length > 1 ? Number.MAX_SAFE_INTEGER : first + 1;
  for (;;) {
    try {
      return mergePages(pages, { order, keys, most, places });
    } catch (error) {
      if (!(error instanceof BrokenPage)) throw error;
      context.broken(error.page.member, error.message, pathOf(place));
      pages[pages.indexOf(error.page)] = null;
    }
  }
}

function gatherEdges(
  context: StepContext,
  order: Order,
  field: FieldPlan,
  edges: readonly MergedEdge[],
  place: Place,
): unknown {
  const { selection } = field;
  if (!selection) return null;
  const cursors = selection.fields.filter(isCursor);
  const valueOf = ({ page, index }: EdgeAt): Raw => (own(page.raw, field.key) as readonly Raw[])[index] ?? {};
  return edges.map((edge, index) => {
    const { keys, others, page } = edge;
    const at = below(place, index);
    const gathered =
      others.length === 0
        ? context.tellObject(selection, page.member, valueOf(edge), at)
        : context.gatherObject(
            selection,
            [edge, ...others].map((one) => ({ member: one.page.member, value: valueOf(one) })),
            at,
          );
    if (gathered && keys) for (const { key } of cursors) gathered[key] = encodeCursor(order, keys);
    return gathered;
  });
}

function pageInfo(
  field: FieldPlan,
  order: Order,
  edges: readonly MergedEdge[],
  hasNextPage: boolean,
  hasPreviousPage: boolean,
): unknown {
  const cursor = (edge: MergedEdge | undefined): string | null =>
    edge?.keys ? encodeCursor(order, edge.keys) : null;
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
