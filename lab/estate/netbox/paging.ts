/** Pages: limit and offset with a count, or from 4.6 on from a key without one. */
import { BadRequest } from './bad-request.ts';
import type { Condition, Selection, StoredRow } from './store.ts';

export interface Page {
  selection(where: readonly Condition[]): Selection;
  /** `count` is asked only where the answer has one. */
  envelope(rows: readonly StoredRow[], count: () => number, write: (row: StoredRow) => unknown): unknown;
}

export interface Paging {
  readonly orderBy: string;
  readonly columns: ReadonlySet<string>;
  readonly maxPageSize: number;
  /** Does this version know `start`? */
  readonly hasStart: boolean;
}

const DEFAULT_LIMIT = 50;

export function pageOf(url: URL, paging: Paging): Page {
  const limit = limitOf(url.searchParams.get('limit'), paging.maxPageSize);
  const start = paging.hasStart ? url.searchParams.get('start') : null;
  return start === null ? byOffset(url, limit, paging) : byStart(url, start, limit);
}

function byOffset(url: URL, limit: number, paging: Paging): Page {
  const offset = wholeNumber(url.searchParams.get('offset')) ?? 0;
  const link = (to: number): string => linkTo(url, { limit: String(limit), offset: String(to) });
  return {
    selection: (where) => ({
      where,
      orderBy: orderOf(url.searchParams.get('ordering'), paging),
      limit,
      offset,
    }),
    envelope(rows, countAll, write) {
      const count = countAll();
      return {
        count,
        next: offset + limit < count ? link(offset + limit) : null,
        previous: offset > 0 ? link(Math.max(0, offset - limit)) : null,
        results: rows.map(write),
      };
    },
  };
}

function byStart(url: URL, text: string, limit: number): Page {
  const start = wholeNumber(text);
  if (start === null) throw new BadRequest(["Invalid 'start' parameter: must be a non-negative integer."]);
  if (url.searchParams.has('offset')) throw new BadRequest(["'start' and 'offset' are mutually exclusive."]);
  if (url.searchParams.has('ordering'))
    throw new BadRequest(['Ordering cannot be specified in conjunction with cursor-based pagination.']);
  return {
    selection: (where) => ({
      where: [...where, { sql: 't.id >= ?', values: [start] }],
      orderBy: 'id',
      limit,
      offset: 0,
    }),
    envelope(rows, _, write) {
      const last = rows.at(-1);
      const next =
        rows.length === limit && last
          ? linkTo(url, { limit: String(limit), start: String(Number(last['id']) + 1) })
          : null;
      return { count: null, next, previous: null, results: rows.map(write) };
    },
  };
}

/** An order by something that is no field is ignored. */
function orderOf(ordering: string | null, { orderBy, columns }: Paging): string {
  const fields = (ordering ?? '').split(',').flatMap((part) => {
    const [, sign = '', field = ''] = /^(-?)(\w+)$/.exec(part.trim()) ?? [];
    return columns.has(field) ? [`${field}${sign === '-' ? ' DESC' : ''}`] : [];
  });
  return fields.length > 0 ? fields.join(', ') : orderBy;
}

/** 0 asks for as many as there may be. */
function limitOf(text: string | null, most: number): number {
  const wanted = wholeNumber(text);
  if (wanted === null) return Math.min(DEFAULT_LIMIT, most);
  return wanted === 0 ? most : Math.min(wanted, most);
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function linkTo(url: URL, parameters: Readonly<Record<string, string>>): string {
  const next = new URL(url);
  for (const [name, value] of Object.entries(parameters)) next.searchParams.set(name, value);
  return next.href;
}
