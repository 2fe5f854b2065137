/** The running estate as its graph tells it: all of what scenarios may change, page by page. */
import { isDeepStrictEqual } from 'node:util';
import { within } from '../../../real/testing/within.ts';

export interface Connection<Node> {
  readonly complete: boolean;
  readonly edges: readonly { readonly node: Node }[];
}

interface Page<Node> extends Connection<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface OpenAlarm {
  readonly id: string;
  readonly specificProblem: string;
  readonly perceivedSeverity: string;
  readonly suppressed: boolean | null;
  readonly alarmedObject: { readonly id: string; readonly kind: string; readonly name: string } | null;
  readonly managedElement: { readonly name: string; readonly site: { readonly name: string } | null } | null;
}

export type Counts = Readonly<Record<'critical' | 'major' | 'minor' | 'warning' | 'indeterminate', number>>;

export interface Summed {
  readonly name: string;
  readonly alarmSummary: Counts & { readonly complete: boolean };
}

const ALARMS = `alarms(first: 1000, after: $after) { totalCount complete pageInfo { hasNextPage endCursor } edges { node {
  id specificProblem perceivedSeverity ackState suppressed plannedOutage state actions parentAlarm { id }
  alarmedObject { id kind name } managedElement { id name site { name } } } } }`;
const SUMMARY = 'alarmSummary { critical major minor warning indeterminate unacknowledged worst complete }';
const sites = (
  selection: string,
): string => `resources(filter: { kind: [SITE] }, first: 1000, after: $after) {
  totalCount complete pageInfo { hasNextPage endCursor } edges { node { id name ${selection} } } }`;
const DEVICES = `resources(filter: { kind: [DEVICE] }, first: 1000, after: $after) { totalCount complete
  pageInfo { hasNextPage endCursor } edges { node { id name identifiers { type value source } } } }`;
const SERVICES = `services(first: 1000, after: $after) { totalCount complete pageInfo { hasNextPage endCursor }
  edges { node { id name state operatingStatus customer { id name } } } }`;
const WHOLE = `{ ${SUMMARY} faultSources { source syncState openAlarms unresolvedObjects pendingObjects } }`;

export class EstateGraph {
  readonly #url: string;

  constructor(gateway: string) {
    this.#url = `${gateway}/graphql`;
  }

  async answer(
    query: string,
    variables: object = {},
  ): Promise<{ readonly data: unknown; readonly errors?: unknown }> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as { data: unknown; errors?: unknown };
  }

  async ask<Data>(query: string, variables: object = {}): Promise<Data> {
    return (await this.answer(query, variables)).data as Data;
  }

  openAlarms(): Promise<OpenAlarm[]> {
    return this.#all<OpenAlarm>('alarms', ALARMS);
  }

  /** Of everything, and of each site. */
  async summaries(): Promise<readonly Summed[]> {
    const { alarmSummary } = await this.ask<Pick<Summed, 'alarmSummary'>>(`{ ${SUMMARY} }`);
    return [{ name: 'everything', alarmSummary }, ...(await this.#all<Summed>('resources', sites(SUMMARY)))];
  }

  /** Open alarms, summaries, names, what stands on sites, services and whose they are. */
  async standing(): Promise<Standing> {
    return {
      alarms: await this.openAlarms(),
      whole: await this.ask(WHOLE),
      sites: await this.#all('resources', sites(`${SUMMARY} services(first: 1) { totalCount complete }`)),
      devices: await this.#all('resources', DEVICES),
      services: await this.#all('services', SERVICES),
    };
  }

  /** How many alarms are open; of what is away, none. */
  async openCount(): Promise<number> {
    const { faultSources } = await this.ask<{
      readonly faultSources: readonly { readonly openAlarms: number | null }[];
    }>('{ faultSources { openAlarms } }');
    return faultSources.reduce((sum, { openAlarms }) => sum + (openAlarms ?? 0), 0);
  }

  /** Waits until it all stands as it did. What takes its time is looked at first, and costs little. */
  async untilAsBefore(before: Standing, patienceMs: number): Promise<void> {
    const looks = {
      'The counts of before': async () => isDeepStrictEqual(await this.ask(WHOLE), before.whole),
      'The alarms of before': async () => isDeepStrictEqual(await this.openAlarms(), before.alarms),
      'Everything of before': async () => isDeepStrictEqual(await this.standing(), before),
    };
    for (const [what, look] of Object.entries(looks)) await within(patienceMs, what, look);
  }

  /** Every page. Throws for a list that is not complete. */
  async #all<Node>(field: string, selection: string): Promise<Node[]> {
    const found: Node[] = [];
    for (let after: string | null = null; ;) {
      const data: Record<string, Page<Node>> | null = await this.ask(
        `query ($after: String) { ${selection} }`,
        { after },
      );
      const page: Page<Node> | undefined = data?.[field];
      if (!page?.complete) throw new Error(`The list of ${field} must be complete.`);
      found.push(...page.edges.map(({ node }) => node));
      if (!page.pageInfo.hasNextPage) return found;
      after = page.pageInfo.endCursor;
    }
  }
}

export interface Standing {
  readonly alarms: readonly OpenAlarm[];
  readonly whole: unknown;
  readonly sites: readonly unknown[];
  readonly devices: readonly unknown[];
  readonly services: readonly unknown[];
}
