/** The report of a run, for people and for programs. */
import type { GraphQLRequest } from './member.ts';
import type { Result, Verdict } from './run.ts';

const COLUMN = 20;

export interface Subject {
  readonly url: string;
  readonly domain: string;
  /** The names of the headers that go with every request; their values are secrets. */
  readonly headers: readonly string[];
}

export function textReport(subject: Subject, verdict: Verdict): string {
  const { results } = verdict;
  const breached = results.filter(({ outcome }) => outcome === 'BREACHED');
  const parts = [
    `${subject.url} as a member of ${subject.domain}\n`,
    `${'law'.padEnd(COLUMN)} result    checks  requests     ms`,
    ...results.map(line),
    ...section(
      'What could not be held, and why',
      results.filter(({ skipped }) => skipped.length > 0),
      (result) => result.skipped,
    ),
    ...section(
      'For information',
      results.filter(({ notes }) => notes.length > 0),
      (result) => result.notes,
    ),
    ...breached.flatMap((result) => breachesOf(subject, result)),
    `\n${summary(verdict)}`,
  ];
  return parts.join('\n');
}

export function summary({ results, requests, ms }: Verdict): string {
  const count = (outcome: Result['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length;
  return `${count('HELD')} laws held, ${count('BREACHED')} breached, ${count('SKIPPED')} skipped; ${requests} requests in ${(ms / 1000).toFixed(1)} s.`;
}

export function jsonReport(subject: Subject, verdict: Verdict): string {
  const { results, requests, ms } = verdict;
  const laws = results.map(({ law: { id, title, why, rule }, ...result }) => ({
    id,
    title,
    why,
    rule,
    ...result,
  }));
  return JSON.stringify(
    { url: subject.url, domain: subject.domain, requests, ms: Math.round(ms), laws },
    null,
    2,
  );
}

function line({ law, outcome, checks, requests, ms }: Result): string {
  const numbers = [
    String(checks).padStart(6),
    String(requests).padStart(9),
    String(Math.round(ms)).padStart(6),
  ];
  return `${law.id.padEnd(COLUMN)} ${outcome.toLowerCase().padEnd(8)} ${numbers.join(' ')}`;
}

function section(
  title: string,
  results: readonly Result[],
  lines: (result: Result) => readonly string[],
): string[] {
  if (results.length === 0) return [];
  return [
    `\n${title}`,
    ...results.flatMap((result) => lines(result).map((text) => `  ${result.law.id}: ${text}`)),
  ];
}

function breachesOf(subject: Subject, { law, breaches }: Result): string[] {
  return [
    `\nBREACHED ${law.id}: ${law.title}`,
    `  why: ${law.why}`,
    `  by: ${law.rule}`,
    ...breaches.map(({ message, request }) => `  - ${message}\n    ${curl(subject, request)}`),
  ];
}

/** A command that shows the breach; its tokens are for the reader to put in. */
export function curl({ url, headers }: Subject, request: GraphQLRequest): string {
  const given = ['content-type: application/json', ...headers.map((name) => `${name}: ...`)];
  const options = given.map((header) => `-H ${quoted(header)}`);
  return `curl -s ${quoted(url)} ${options.join(' ')} -d ${quoted(JSON.stringify(request))}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
