/** Answers of one graph and of three sources, made comparable: who holds a record is no part of what it says. */
import { THIRDS, type Third, thirdOf } from './thirds.ts';

const OF_THIRDS = new RegExp(`^(${THIRDS.join('|')})/`);
const OF_WHOLE = /\blegacy\/([a-z]+\.[\w+-]+)/g;

/** A query with ids of the one source, as it is asked of the three. */
export function forThirds(query: string): string {
  return query.replaceAll(OF_WHOLE, (_, token: string) => `${thirdOf(token)}/${token}`);
}

/** Every id as the one source mints it, every source called as it is; lists whose order is the ids' own are sorted. */
export function relabelled(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    if (isThird(value)) return 'legacy';
    const third = OF_THIRDS.exec(value)?.[1];
    if (third === undefined) return value;
    const token = value.slice(third.length + 1);
    // Each record where it belongs, and nowhere else.
    if (thirdOf(token) !== third)
      throw new Error(`${token} must be in ${thirdOf(token)}, but got: ${third}.`);
    return `legacy/${token}`;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => relabelled(item));
    // Nearest first; one answer per question.
    if (key === 'ancestorIds' || key === 'resolve') return items;
    return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, relabelled(item, name)]));
}

/** The ids in an answer, by the source that minted them. */
export function idsBySource(answer: unknown): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, source = '', token = ''] of JSON.stringify(answer).matchAll(/"id":"([a-z]+)\/([^"]+)"/g)) {
    const ids = found.get(source) ?? new Set();
    found.set(source, ids.add(token));
  }
  return found;
}

function isThird(text: string): text is Third {
  return (THIRDS as readonly string[]).includes(text);
}
