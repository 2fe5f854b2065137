/** How the tour looks in a terminal. */
import { readableQuery } from '../readable-query.ts';
import type { Answer } from './graph.ts';
import { wrapped } from './wrap.ts';

const MOST_LINES = 14;
const INDENT = '    ';
/** As wide as the terminal, within what can be read. */
const WIDTH = Math.max(60, Math.min(process.stdout.columns ?? 100, 100));

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
    indented(readableQuery(query, WIDTH - INDENT.length), INDENT),
    '',
    ...answer.map((line) => wrapped(line, WIDTH, '  > ', '      ')),
    '',
    wrapped(given.join(', '), WIDTH, '  by ', '     '),
    '',
  ].join('\n');
}

function partOf(domain: string, status: string, stale: boolean): string {
  if (status !== 'OK') return `${domain}: ${status}`;
  return stale ? `${domain}: as last heard` : domain;
}

/** What is said between: a text, or a few lines that stay as they are. */
export function said(text: string): string {
  const lines = text.trimEnd().split('\n');
  return `${lines.map((line) => wrapped(line, WIDTH, '  ')).join('\n')}\n`;
}

export function heading(number: number, of: number, title: string): string {
  const text = `${number}/${of}  ${title}`;
  return `\n${text}\n${'-'.repeat(text.length)}\n`;
}

function indented(text: string, by: string): string {
  return text.replace(/^(?=.)/gm, by);
}
