/** What `npm start` says. */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

interface SourceState {
  readonly source: string;
  readonly state: string;
  readonly version: string | null;
}

interface FaultState {
  readonly source: string;
  readonly syncState: string;
  readonly openAlarms: number | null;
  readonly unresolvedObjects: number | null;
  readonly pendingObjects: number | null;
}

export interface States {
  readonly domains: Readonly<Record<string, readonly string[]>>;
  readonly sources: readonly SourceState[];
  readonly faults: readonly FaultState[];
}

const FAULTS = '{ faultSources { source syncState openAlarms unresolvedObjects pendingObjects } }';
const POLL_MS = 100;

/** How the sources stand, as soon as all are there; as they are when `atMostMs` have passed. */
export async function sourceStates(url: string, atMostMs: number): Promise<States> {
  const end = performance.now() + atMostMs;
  for (;;) {
    const states = await askStates(url);
    const settled =
      states.sources.every(({ state }) => state === 'UP') &&
      states.faults.every(({ syncState, pendingObjects }) => syncState === 'IN_SYNC' && pendingObjects === 0);
    if (settled || performance.now() > end) return states;
    await wait(POLL_MS);
  }
}

async function askStates(url: string): Promise<States> {
  const health = await fetch(`${url}/health/ready`);
  const { domains, sources } = (await health.json()) as Omit<States, 'faults'>;
  const graph = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: FAULTS }),
  });
  const { data } = (await graph.json()) as { data?: { faultSources: readonly FaultState[] | null } };
  return { domains, sources, faults: data?.faultSources ?? [] };
}

export function banner(
  { url, configuration }: { url: string; configuration: string },
  states: States,
): string {
  const query = readFileSync(new URL('./queries/noc.graphql', import.meta.url), 'utf8');
  return `
Tributary: one graph over the embedded estate.

  GraphQL        ${url}/graphql
  GraphiQL       ${url}/
  Readiness      ${url}/health/ready
  Configuration  ${configuration}

${table(states)}

To begin with, paste this into GraphiQL; more of it is in lab/estate/queries:

${indented(compact(query))}

Ctrl+C ends it.
`;
}

function table({ sources, domains, faults }: States): string {
  const rows = sources.map(({ source, state, version }) => {
    const served = Object.entries(domains).flatMap(([domain, by]) => (by.includes(source) ? [domain] : []));
    return [source, served.join(', '), [state, version].filter(Boolean).join(', '), alarmsOf(faults, source)];
  });
  const all = [['SOURCE', 'SERVES', 'STATE', 'OPEN ALARMS'], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

function alarmsOf(faults: readonly FaultState[], source: string): string {
  const found = faults.find((one) => one.source === source);
  if (!found) return '';
  if (found.syncState !== 'IN_SYNC') return found.syncState;
  return `${found.openAlarms} (${found.unresolvedObjects} on what no inventory knows)`;
}

/** Comments left out; what fits into a line, in a line. */
function compact(query: string): string {
  return query
    .replace(/^#.*\n/gm, '')
    .replace(
      /^( *)(.*)\{((?:\n\1  [^\n{}]*)+)\n\1\}/gm,
      (block, indent: string, head: string, fields: string) => {
        const line = `${indent}${head}{ ${fields.trim().split(/\s+/).join(' ')} }`;
        return line.length > 100 ? block : line;
      },
    )
    .trim();
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}
