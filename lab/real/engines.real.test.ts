/** One inventory in two products: whoever asks cannot tell which one answers. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Answer } from './testing/ask.ts';
import { overMariaDb } from './testing/configuration.ts';
import { type Graph, startGraph } from './testing/graph.ts';

let postgres: Graph;
let mariadb: Graph;
beforeAll(async () => {
  postgres = await startGraph();
  mariadb = await startGraph({ changes: [overMariaDb] });
});
afterAll(async () => {
  await postgres?.close();
  await mariadb?.close();
});

const RESOURCE = `fragment Everything on Resource {
  id kind resourceType name region technology administrativeState operationalState lifecycleState ancestorIds formerIds
  container { id name } device { id name } site { id name }
  identifiers { type scope value source } sourceRecords { source nativeId } characteristics { name value }
  location { clli address country latitude longitude }
  equipment { role vendor model partNumber serialNumber softwareVersion managementAddress slot }
  port { speed macAddress ipAddresses link { id name } }
  link { medium capacity length aEnd { id name device { id } } zEnd { id name device { id } } }
}`;
const PAGE = 'totalCount complete pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const list = (args: string): string =>
  `{ resources(${args}) { ${PAGE} edges { cursor node { ...Everything } } } } ${RESOURCE}`;
const SERVICE = `id name region category serviceType state operatingStatus startDate endDate customer { id name tier }
  supportingResources(first: 20) { ${PAGE} edges { role protectionGroup node { id name kind } } }
  sourceRecords { source nativeId }`;

const QUERIES: Record<string, string> = {
  'every site, by name': list('filter: { kind: [SITE] }, orderBy: NAME, first: 100'),
  'every device, by name': list('filter: { kind: [DEVICE] }, orderBy: NAME, first: 1000'),
  'devices with coordinates, dates and names that somebody has mistyped': list(
    'filter: { kind: [DEVICE], name: { in: ["MAD01-RTR-41", "BCN02-OLT-287", "VLC01-OLT-3"] } }, orderBy: NAME',
  ),
  'names in the order of code points': list(
    'filter: { kind: [SITE], name: { contains: "Peñ" } }, orderBy: NAME',
  ),
  'a part of a name, with signs that mean something to SQL': list(
    'filter: { name: { contains: "%_\\"\'" } }',
  ),
  'devices by what they are': list(
    'filter: { kind: [DEVICE], vendor: ["Nokia"], technology: ["ACCESS"], lifecycleState: [INSTALLED], operationalState: [ENABLED] }, first: 200',
  ),
  'cards and ports in a device': list(
    'filter: { within: ["legacy/device.b47"], kind: [CARD, PORT] }, first: 200',
  ),
  'what is in a site, by name': list(
    'filter: { within: ["legacy/site.MAD01", "legacy/device.c563"] }, orderBy: NAME, first: 300',
  ),
  'links, with both ends': list('filter: { kind: [LINK] }, first: 300'),
  'ports without a card': `{ a: resource(id: "legacy/port.d5003") { ...Everything } b: resource(id: "legacy/port.e10006") { ...Everything } } ${RESOURCE}`,
  'times that summer time has skipped': list(
    'filter: { within: ["legacy/device.c151", "legacy/device.c152", "legacy/device.c153"], kind: [PORT] }, first: 300',
  ),
  'what a device contains, and how a link relates': `{
    resource(id: "legacy/device.b41") { contains(first: 5, orderBy: NAME) { ${PAGE} edges { node { id name contains { ${PAGE} edges { node { id name } } } } } } }
    link: resource(id: "legacy/link.c952+a3") { relationships { ${PAGE} edges { type direction role node { id name } } } }
  }`,
  services: `{ services(first: 300) { ${PAGE} edges { cursor node { ${SERVICE} } } } }`,
  'services by state, type and name': `{ services(filter: { state: [RESERVED], serviceType: ["STM-16"], name: { startsWith: "SDH/" } }, first: 200) { ${PAGE} edges { node { ${SERVICE} } } } }`,
  'services on a device and on a site': `{
    device: resource(id: "legacy/device.b47") { services(first: 100) { ${PAGE} edges { node { id name customer { id name } } } } }
    port: resource(id: "legacy/port.d3681") { services(scope: SELF) { ${PAGE} edges { node { id name } } } }
  }`,
  'customers, with names that nobody has written': `{ customers(first: 300) { ${PAGE} edges { cursor node { id name region tier services(first: 5) { ${PAGE} edges { node { id name state } } } } } } }`,
  'customers by name': `{ customers(filter: { name: { contains: "Peñíscola" }, tier: ["corporate"] }, first: 200) { ${PAGE} edges { node { id name tier } } } }`,
  'who is known by which name': `{ resolve(keys: [
      { type: NAME, value: " mad01-rtr-41" }, { type: NAME, value: "BCN02-OLT-287" }, { type: MANAGEMENT_ADDRESS, value: "10.21.2.11" },
      { type: SERIAL_NUMBER, value: "R21372193" }, { type: CIRCUIT_ID, value: "ftth/000041/mad" }, { type: ALIAS, value: "VLC01" },
      { type: PORT_NAME, scope: "legacy/device.b41", value: "0/1/3" }, { type: NAME, value: "nobody" }, { type: NAME, value: "Ñandú ☎" } ])
    { complete candidates { id name kind } } }`,
  'alarms, with everything that hangs on them': `{ alarms(first: 100) { ${PAGE} edges { node {
    id perceivedSeverity specificProblem region
    alarmedObject { ...Everything services(first: 50) { ${PAGE} edges { node { id name customer { id name tier } } } } }
    managedElement { id name site { id name location { latitude longitude } alarmSummary { critical major worst complete } } }
  } } } } ${RESOURCE}`,
};

const told = async (graph: Graph, query: string): Promise<Answer<unknown>> => {
  const { data, errors } = await graph.ask<unknown>(query);
  return { data, ...(errors && { errors }) };
};

/** How many records an answer has, so that two empty ones are not taken for a proof. */
const size = (answer: Answer<unknown>): number => JSON.stringify(answer).split('"id":').length - 1;

describe('PostgreSQL and MariaDB answer alike', () => {
  test.each(Object.entries(QUERIES))('%s', async (name, query) => {
    const [one, other] = await Promise.all([told(postgres, query), told(mariadb, query)]);
    expect(one.errors).toBeUndefined();
    expect(other).toEqual(one);
    if (!name.includes('signs')) expect(size(one)).toBeGreaterThan(0);
  });

  test('a page begins in the one and goes on in the other', async () => {
    const page = (graph: Graph, after: string | null) =>
      graph.data<{ resources: { edges: { node: { id: string } }[]; pageInfo: { endCursor: string } } }>(
        `query ($after: String) { resources(filter: { kind: [DEVICE] }, orderBy: NAME, first: 157, after: $after) {
          edges { node { id } } pageInfo { endCursor } } }`,
        { after },
      );
    const walk = async (graphs: readonly Graph[]): Promise<string[]> => {
      const ids: string[] = [];
      let after: string | null = null;
      for (const graph of graphs) {
        const { resources } = await page(graph, after);
        ids.push(...resources.edges.map(({ node }) => node.id));
        after = resources.pageInfo.endCursor;
      }
      return ids;
    };
    const crossing = await walk([postgres, mariadb, postgres, mariadb]);
    expect(crossing).toEqual(await walk([postgres, postgres, postgres, postgres]));
    expect(new Set(crossing).size).toBe(625);
  });
});
