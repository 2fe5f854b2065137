/**
 * Connections: a k-way merge by cursor, one edge per place in the order, cut to `first`. Every member resumes strictly after the
 * same cursor, so a page is right whoever came or went since the last one.
 */
import { getNamedType, isObjectType } from 'graphql';
import { cursorOrder, decodeCursor, encodeCursor } from '#schema/cursor.ts';
import { type KeyValue, type Order, compareKeys } from '#schema/order.ts';
import type { FieldPlan, SelectionPlan } from './compile.ts';
import { argumentsOf } from './holders.ts';
import { CURSOR, EDGES, NEXT, PAGE } from './reserved.ts';
import { type Raw, type Share, UNKNOWN, emptyObject, fieldShares, isRaw, known, own } from './shares.ts';
import type { Path } from './slot.ts';
import type { StepContext } from './step-context.ts';

interface MergedEdge {
  readonly keys: readonly KeyValue[];
  /** Which edge of which share; the first in order of precedence. */
  readonly from: { readonly share: MemberPage; readonly index: number }[];
}

interface MemberPage {
  readonly member: Share['member'];
  readonly raw: Raw;
  readonly keys: readonly (readonly KeyValue[])[];
  readonly hasNext: boolean;
}

/** Null where no member could tell its share. */
export function gatherConnection(
  context: StepContext,
  field: FieldPlan,
  selection: SelectionPlan,
  shares: readonly Share[],
  path: Path,
): unknown {
  const args = argumentsOf(field, context.variables);
  const order = context.rules.order(field.parent.name, field.name, args['orderBy']);
  const read = shares.map((share) => ({ share, page: readPage(context, order, selection, share, path) }));
  const pages = read.flatMap(({ page }) => (page ? [page] : []));
  // A share that could not be read is unknown, also where its member did answer.
  const told = read.map(({ share, page }) => ({ member: share.member, value: page ? page.raw : UNKNOWN }));
  context.noteCompleteness(selection, told);
  if (pages.length === 0) return null;

  const first = typeof args['first'] === 'number' ? args['first'] : Number.MAX_SAFE_INTEGER;
  const merged = mergePages(order, pages);
  const edges = merged.slice(0, first);
  const hasNextPage = merged.length > first || pages.some((page) => page.hasNext);

  const output = emptyObject();
  for (const part of selection.fields) {
    const partPath = [...path, part.key];
    if (part.name === 'edges')
      output[part.key] = edges.map((edge, index) =>
        gatherEdge(context, order, part, edge, [...partPath, index]),
      );
    else if (part.name === 'pageInfo')
      output[part.key] = pageInfo(part, order, edges, hasNextPage, args['after'] != null);
    else if (part.rule.gather === 'SUM' && isToldTwice(order, part, merged))
      output[part.key] = countEdges(pages, fieldShares(told, part.key), merged, args['after']);
    else output[part.key] = context.gather(part, fieldShares(told, part.key), partPath);
  }
  return output;
}

/**
 * Do several members tell the same edge, of a connection whose edges say something themselves? A record is counted by its owner
 * alone, whoever lists a copy: a sum is right. An edge between records has no such owner, and may count in several shares.
 */
function isToldTwice(order: Order, { parent }: FieldPlan, merged: readonly MergedEdge[]): boolean {
  const edge = getNamedType(parent.getFields()['edges']?.type);
  const saysMore = isObjectType(edge) && order.keys.some(({ field }) => edge.getFields()[field]);
  return saysMore && merged.some(({ from }) => from.length > 1);
}

/** How many edges there are; null where a share is unknown, or where more may follow that several members tell. */
function countEdges(
  pages: readonly MemberPage[],
  shares: readonly Share[],
  merged: readonly MergedEdge[],
  after: unknown,
): number | null {
  const whole = after == null && !pages.some(({ hasNext }) => hasNext);
  return whole && known(shares).length === shares.length ? merged.length : null;
}

/** Null where the share is unknown, or does not keep the contract: then it is reported. */
function readPage(
  context: StepContext,
  order: Order,
  selection: SelectionPlan,
  share: Share,
  path: Path,
): MemberPage | null {
  // A null connection is an unknown share, never an empty one.
  if (share.value === UNKNOWN || share.value === null) return null;
  if (!isRaw(share.value)) return broken(context, share, 'a connection must be an object', path);
  const edges = own(share.value, EDGES);
  if (!Array.isArray(edges)) return broken(context, share, 'a connection must have edges', path);
  // The client's edges run parallel to ours.
  for (const { key, name } of selection.fields) {
    const own_ = name === 'edges' ? own(share.value, key) : edges;
    if (!Array.isArray(own_) || own_.length !== edges.length || !own_.every(isRaw))
      return broken(context, share, 'edges must be objects, as many however they are asked for', path);
  }
  const keys: KeyValue[][] = [];
  for (const edge of edges) {
    const cursor = own(edge, CURSOR);
    let decoded: KeyValue[];
    try {
      decoded = decodeCursor(order, String(cursor));
    } catch {
      return broken(
        context,
        share,
        `a cursor must be of the order "${order.name}"${orderNote(cursor)}`,
        path,
      );
    }
    const last = keys.at(-1);
    if (last && compareKeys(order, last, decoded) >= 0)
      return broken(context, share, `edges must stand in the order "${order.name}"`, path);
    keys.push(decoded);
  }
  const hasNext = own(own(share.value, PAGE), NEXT) === true;
  if (hasNext && keys.length === 0)
    return broken(context, share, 'a page with more to come must not be empty', path);
  return { member: share.member, raw: share.value, keys, hasNext };
}

function broken(context: StepContext, share: Share, rule: string, path: Path): null {
  context.broken(share.member, rule, path);
  return null;
}

function orderNote(cursor: unknown): string {
  try {
    return `, but one was of "${cursorOrder(String(cursor))}"`;
  } catch {
    return '';
  }
}

/** All edges in order, equal places joined; nothing beyond the last edge of a page that has more to come. */
function mergePages(order: Order, pages: readonly MemberPage[]): MergedEdge[] {
  const all = pages.flatMap((share) =>
    share.keys.map((keys, index): MergedEdge => ({ keys, from: [{ share, index }] })),
  );
  all.sort((a, b) => compareKeys(order, a.keys, b.keys));
  const merged: MergedEdge[] = [];
  for (const edge of all) {
    const last = merged.at(-1);
    if (last && compareKeys(order, last.keys, edge.keys) === 0) last.from.push(...edge.from);
    else merged.push(edge);
  }
  const bounds = pages.flatMap((page) => (page.hasNext ? page.keys.slice(-1) : []));
  return merged.filter((edge) => bounds.every((bound) => compareKeys(order, edge.keys, bound) <= 0));
}

function gatherEdge(
  context: StepContext,
  order: Order,
  edges: FieldPlan,
  edge: MergedEdge,
  path: Path,
): unknown {
  if (!edges.selection) return null;
  const shares = edge.from.map(({ share, index }) => ({
    member: share.member,
    value: (own(share.raw, edges.key) as readonly unknown[] | undefined)?.[index],
  }));
  const gathered = context.gatherObject(edges.selection, shares, path);
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
