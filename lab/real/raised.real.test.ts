/** What an element reports is in the graph, on the right resource, with the services on it and their customers. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { HOSTS, type Host } from './hosts.mjs';
import { ne } from './network.mjs';
import { type Graph, startGraph } from './testing/graph.ts';
import { legacyId } from './testing/ids.ts';
import { type CircuitRow, circuitNamed, circuitsOn } from './testing/legacy.ts';
import { within } from './testing/within.ts';
import { send } from './testing/zabbix.ts';

/** From the element's report to the graph. */
const BOUND_MS = 5000;

const QUERY = `query Raised($text: String!) {
  alarms(filter: { text: $text, objectResolved: true }) {
    complete
    edges { node {
      id perceivedSeverity specificProblem alarmRaisedTime alarmedObjectName
      alarmedObject {
        id kind name device { id name } site { name }
        services(first: 100) { complete edges { node { id name customer { id name } } } }
        link { ...Ends }
      }
      managedElement { id name site { name } services(first: 100) { edges { node { id } } } }
    } }
  }
}
fragment Ends on LinkFacet {
  aEnd { id kind device { id name } site { name } }
  zEnd { id kind device { id name } site { name } }
}`;

interface End {
  readonly id: string;
  readonly kind: string;
  readonly device: { readonly id: string; readonly name: string } | null;
  readonly site: { readonly name: string } | null;
}
interface Services {
  readonly complete: boolean;
  readonly edges: readonly {
    readonly node: {
      readonly id: string;
      readonly name: string;
      readonly customer: { readonly id: string; readonly name: string | null } | null;
    };
  }[];
}
interface RaisedAlarm {
  readonly id: string;
  readonly perceivedSeverity: string;
  readonly specificProblem: string;
  readonly alarmRaisedTime: string;
  readonly alarmedObject: End & {
    readonly name: string;
    readonly services: Services;
    readonly link: { readonly aEnd: End | null; readonly zEnd: End | null } | null;
  };
  readonly managedElement: { readonly id: string; readonly name: string; readonly services: Services };
}
interface Data {
  readonly alarms: { readonly complete: boolean; readonly edges: readonly { readonly node: RaisedAlarm }[] };
}

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph?.close());

function host(handle: string): Host & { readonly neId: number } {
  const found = HOSTS.find((one) => one.handle === handle);
  if (!found || found.neId === null)
    throw new TypeError(`${handle} must be a host that the inventory knows.`);
  return { ...found, neId: found.neId };
}

/** Reports a fault and takes it back; in between, the alarm as the graph has it within the bound. */
async function raised(
  { host, visible }: Host,
  key: string,
  [bad, good]: readonly [number, number],
  problem: string,
): Promise<RaisedAlarm> {
  // the frontend's name of a host ends every name of a problem
  const text = `${problem} ${visible}`;
  const open = async (): Promise<readonly RaisedAlarm[]> => {
    const { alarms } = await graph.data<Data>(QUERY, { text });
    return alarms.edges.map(({ node }) => node);
  };
  expect(await open()).toEqual([]);
  try {
    const sent = Date.now();
    await send(host, key, bad);
    const alarm = await within(BOUND_MS - (Date.now() - sent), 'The alarm', async () => (await open())[0]);
    console.log(`${problem} ${visible}: in the graph after ${Date.now() - sent} ms`);
    return alarm;
  } finally {
    await send(host, key, good);
    await within(BOUND_MS, 'The end of the alarm', async () => (await open()).length === 0);
  }
}

const servicesOf = ({ edges }: Services) =>
  edges.map(({ node }) => ({ id: node.id, name: node.name, customer: node.customer }));
const asServices = (rows: readonly CircuitRow[]) =>
  rows
    .map((row) => ({
      id: legacyId('circuit', row.circuit_id),
      name: row.ckt_name,
      customer: { id: legacyId('customer', row.cust_id), name: row.customer },
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe('a problem that an element reports is in the graph within five seconds', () => {
  test('on the port that its tag names, with the circuit over it and the customer', async () => {
    const pe = host('BCN02-PE-01');
    const alarm = await raised(pe, 'if.oper[xe-0/0/0]', [2, 1], 'Interface xe-0/0/0 down on');

    expect(alarm.alarmedObject).toMatchObject({ kind: 'PORT', name: '0/0/0' });
    expect(alarm.alarmedObject.device).toEqual({ id: legacyId('device', pe.neId), name: 'BCN02-RTR-47' });
    expect(alarm.managedElement).toMatchObject({ id: legacyId('device', pe.neId) });
    const circuits = await circuitsOn(pe.neId, '0/0/0');
    expect(circuits).toHaveLength(1);
    expect(servicesOf(alarm.alarmedObject.services)).toEqual(asServices(circuits));
    expect(alarm.alarmedObject.services.complete).toBe(true);
  });

  test.each([
    [
      'a name in another case and with a domain',
      'BCN02-PE-02',
      'temp[chassis]',
      [80, 41],
      'Chassis temperature over limit on',
    ],
    ['an alias', 'MAD01-P-01', 'temp[chassis]', [81, 41], 'Chassis temperature over limit on'],
    ['its address alone', 'VLC01-P-01', 'temp[chassis]', [82, 41], 'Chassis temperature over limit on'],
    ['its name for people', 'VLC01-ENB-01', 'vswr[1]', [2.4, 1.2], 'VSWR over threshold on'],
  ] as const)(
    'on the device that is known by %s, with every service on it',
    async (_, handle, key, values, problem) => {
      const found = host(handle);
      const alarm = await raised(found, key, values, problem);

      expect(alarm.alarmedObject).toMatchObject({
        id: legacyId('device', found.neId),
        kind: 'DEVICE',
        name: ne(found.neId).cleanName,
      });
      const circuits = await circuitsOn(found.neId);
      expect(circuits.length).toBeGreaterThan(30);
      expect(servicesOf(alarm.alarmedObject.services)).toEqual(asServices(circuits));
    },
  );

  test('on the circuit that its tag names: a link, whose ends have devices and sites', async () => {
    const pe = host('MAD01-PE-01');
    const alarm = await raised(
      pe,
      `ckt.los[${pe.circuit}]`,
      [1, 0],
      `Circuit ${pe.circuit} lost its signal at`,
    );

    const [circuit] = await circuitNamed(String(pe.circuit));
    if (!circuit) throw new Error('The circuit must be in the inventory.');
    expect(alarm.alarmedObject).toMatchObject({
      id: legacyId('trail', circuit.circuit_id),
      kind: 'LINK',
      name: pe.circuit,
    });
    const { aEnd, zEnd } = alarm.alarmedObject.link ?? {};
    expect(aEnd).toMatchObject({
      kind: 'PORT',
      device: { id: legacyId('device', pe.neId), name: 'MAD01-RTR-41' },
      site: { name: 'Central Madrid Norte' },
    });
    expect(zEnd).toMatchObject({
      kind: 'PORT',
      device: { id: expect.stringMatching(/^legacy\/device\./), name: expect.any(String) },
      site: { name: expect.any(String) },
    });
    expect(zEnd?.device?.id).not.toBe(aEnd?.device?.id);
    expect(servicesOf(alarm.alarmedObject.services)).toEqual(asServices([circuit]));
    expect(alarm.managedElement).toMatchObject({ id: legacyId('device', pe.neId), name: 'MAD01-RTR-41' });
  });
});
