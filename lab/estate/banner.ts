/** What `npm start` says. */
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
  return `
Tributary: one graph over the embedded estate.

  GraphiQL       ${url}/
  GraphQL        ${url}/graphql
  Readiness      ${url}/health/ready
  Configuration  ${configuration}

${table(states)}

Open GraphiQL in a browser: its example asks for the worst alarms, and whom they hit.
More to ask is in lab/estate/queries. Or, in another terminal:

  npm run tour                    a guided run, in under a minute
  npm run scenario -- fibre-cut   something breaks; npm run scenario lists what else may

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
