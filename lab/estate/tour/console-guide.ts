/** How the tour looks in a terminal. */
import type { Answer } from './graph.ts';

const MOST_LINES = 14;

export function shown(
  query: string,
  { sources }: Pick<Answer<unknown>, 'sources'>,
  lines: readonly string[],
): string {
  const rest = lines.length - MOST_LINES;
  const answer = rest > 1 ? [...lines.slice(0, MOST_LINES), `… ${rest} more`] : lines;
  const by = new Map<string, Set<string>>();
  for (const { source, domain, status, stale } of sources)
    by.set(source, (by.get(source) ?? new Set()).add(partOf(domain, status, stale === true)));
  const given = [...by].map(([source, domains]) => `${source} (${[...domains].join(', ')})`);
  return [
    indented(query.trim(), '    '),
    '',
    ...answer.map((line) => `  > ${line}`),
    '',
    `  by ${given.join(', ')}`,
    '',
  ].join('\n');
}

function partOf(domain: string, status: string, stale: boolean): string {
  if (status !== 'OK') return `${domain}: ${status}`;
  return stale ? `${domain}: as last heard` : domain;
}

export function heading(number: number, of: number, title: string): string {
  const text = `${number}/${of}  ${title}`;
  return `\n${text}\n${'-'.repeat(text.length)}\n`;
}

function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}
