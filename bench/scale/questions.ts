/** What is asked at scale: what people ask of the small estate, each turn about another place, device or region. */
import type { Graph } from './graph.ts';
import { lastPage } from './last-page.ts';
import type { Places } from './places.ts';

export interface Question {
  readonly name: string;
  readonly query: string;
  /** How many turns it takes to be asked of everything once. */
  readonly round: number;
  /** Of the n-th turn. */
  variables(turn: number): Readonly<Record<string, unknown>>;
}

const PAGE = `totalCount complete pageInfo { hasNextPage endCursor } edges { node { id kind name region } }`;
const PAGES = `query ($after: String) { resources(first: 50, after: $after) { ${PAGE} } }`;
const BY_NAME = `query ($after: String) { resources(first: 50, after: $after, orderBy: NAME) { ${PAGE} } }`;
const WITHIN = `query ($site: ID!) { resources(filter: { within: [$site] }, first: 50) { ${PAGE} } }`;

/** A device as the inventory, both kinds of fault manager and the services know it. */
const DEVICE = `query ($device: ID!) {
  resource(id: $device) {
    id name kind region operationalState
    equipment { vendor model serialNumber managementAddress }
    site { id name location { country } }
    identifiers { type value source }
    sourceRecords { source nativeId asOf }
    alarmSummary { critical major minor warning worst complete }
    alarms(first: 20) {
      totalCount complete
      edges { node { id perceivedSeverity specificProblem alarmReportingTime alarmedObject { id kind name } } }
    }
    services(first: 20) { totalCount complete edges { node { id name serviceType customer { name tier } } } }
  }
}`;

const REGION = `query ($region: String!) {
  alarmSummary(filter: { region: [$region] }) { critical major minor warning worst unacknowledged complete }
}`;

const SITE = `query ($site: ID!) {
  resource(id: $site) {
    name
    alarmSummary { critical major worst complete }
    alarms(first: 20) { totalCount complete edges { node { id perceivedSeverity alarmedObject { id name } } } }
    services(first: 20) { totalCount complete edges { node { id name customer { name } } } }
  }
}`;

export const lastPageOf = (graph: Graph): Promise<string> => lastPage(graph, PAGES);

/** `last`: the cursor before the last page. */
export function questionsOf({ sites, devices, regions }: Places, last: string): Question[] {
  const site = (turn: number) => ({ site: at(sites, turn) });
  return [
    { name: 'first page', query: PAGES, round: 1, variables: () => ({}) },
    { name: 'last page', query: PAGES, round: 1, variables: () => ({ after: last }) },
    { name: 'within a site', query: WITHIN, round: sites.length, variables: site },
    {
      name: 'a device in four sources',
      query: DEVICE,
      round: devices.length,
      variables: (turn) => ({ device: at(devices, turn) }),
    },
    {
      name: 'alarm summary of a region',
      query: REGION,
      round: regions.length,
      variables: (turn) => ({ region: at(regions, turn) }),
    },
    { name: 'a site, its alarms and services', query: SITE, round: sites.length, variables: site },
    { name: 'first page by name', query: BY_NAME, round: 1, variables: () => ({}) },
  ];
}

function at(list: readonly string[], turn: number): string {
  return list[turn % list.length] ?? '';
}
