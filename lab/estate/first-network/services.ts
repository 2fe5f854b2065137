/** What the customers buy, and what it stands on. */
import { CUSTOMERS, type Customer } from './customers.ts';
import { DEVICES, type Device, type Port } from './devices.ts';
import { LINKS, type Link, crossesRegions, deviceOf, takePort } from './links.ts';
import { type Edge, shortestPath } from './paths.ts';
import { pick, randomOf } from '../network/random.ts';
import type { Region } from './sites.ts';

export type ServiceType = 'E-Line' | 'IP-VPN' | 'VPN access' | 'Internet' | 'Wavelength';

export interface Service {
  /** Unique over both regions: EL-W-0001. */
  readonly key: string;
  readonly name: string;
  readonly type: ServiceType;
  /** The region whose database holds it: that of its customer. */
  readonly region: Region;
  readonly customer: Customer;
  readonly state: 'ACTIVE' | 'SUSPENDED' | 'RESERVED';
  /** YYYY-MM-DD. */
  readonly since: string;
  readonly endpoints: readonly Port[];
  /** In order, from the a end to the z end. */
  readonly working: readonly Link[];
  readonly protection: readonly Link[];
  /** What it is built from. */
  readonly builtFrom: readonly Service[];
}

const random = randomOf(7);
const ipEdges = edges(
  LINKS.filter(({ kind }) => kind !== 'fibre'),
  (port) => port.card.device.key,
);
const fibreEdges = edges(
  LINKS.filter(({ kind }) => kind === 'fibre'),
  (port) => port.card.device.key,
);

const REGIONS: readonly Region[] = ['west', 'east'];
const PREFIXES: Readonly<Record<ServiceType, string>> = {
  'E-Line': 'EL',
  'IP-VPN': 'VP',
  'VPN access': 'VA',
  Internet: 'IN',
  Wavelength: 'WL',
};
const counts = new Map<string, number>();
const turns = new Map<Region, number>();

/** From the a end's site to the z end's, over the border: bought in the region named first. */
const OVER_THE_BORDER: readonly (readonly [Region, string, string])[] = [
  ['west', 'PAR', 'FRA'],
  ['west', 'LYO', 'MUC'],
  ['west', 'MAD', 'BER'],
  ['west', 'BOD', 'VIE'],
  ['east', 'FRA', 'PAR'],
  ['east', 'WAW', 'MAD'],
  ['east', 'MUC', 'MRS'],
  ['east', 'PRG', 'LIS'],
];

export const SERVICES: readonly Service[] = [
  ...OVER_THE_BORDER.map(([region, a, z]) => eLine(region, deviceOf(`${a}-ER1`), deviceOf(`${z}-ER1`))),
  ...REGIONS.flatMap((region) => range(24).map(() => eLine(region, ...pair(region)))),
  ...REGIONS.flatMap((region) => range(4).flatMap(() => vpn(region))),
  ...REGIONS.flatMap((region) => range(12).map((i) => internet(region, i))),
  ...['PAR-FRA', 'LYO-MRS', 'MAD-LIS'].map((sites) => wavelength('west', sites)),
  ...['FRA-PAR', 'BER-WAW', 'VIE-BUD'].map((sites) => wavelength('east', sites)),
];

function eLine(region: Region, a: Device, z: Device): Service {
  const customer = customerOf(region);
  const working = path(ipEdges, a, z);
  const used = new Set(working.filter(({ kind }) => kind === 'trunk'));
  const detour = customer.tier === 'BRONZE' ? null : pathAround(used, a, z);
  return service('E-Line', customer, `${customer.name} ${a.site.name} - ${z.site.name}`, {
    endpoints: [takePort(a), takePort(z)],
    working,
    protection: detour?.filter((link) => !working.includes(link)) ?? [],
  });
}

/** The VPN and, before it, the access legs that it is built from. */
function vpn(region: Region): Service[] {
  const customer = customerOf(region);
  const edgeRouters = devices(region, 'edge');
  const first = Math.floor(random() * edgeRouters.length);
  const legs = range(3 + Math.floor(random() * 2)).map((i) => {
    const device = edgeRouters[(first + i * 2) % edgeRouters.length] ?? deviceOf('PAR-ER1');
    return service('VPN access', customer, `${customer.name} VPN ${device.site.name}`, {
      endpoints: [takePort(device)],
      working: uplinks(device).slice(0, 1),
    });
  });
  return [...legs, service('IP-VPN', customer, `${customer.name} VPN`, { builtFrom: legs })];
}

function internet(region: Region, i: number): Service {
  const customer = customerOf(region);
  const olts = devices(region, 'olt');
  const olt = olts[i % olts.length] ?? deviceOf('PAR-OLT1');
  return service('Internet', customer, `${customer.name} Internet ${olt.site.name}`, {
    endpoints: [takePort(olt)],
    working: uplinks(olt),
  });
}

function wavelength(region: Region, sites: string): Service {
  const [a = '', z = ''] = sites.split('-');
  const [from, to] = [deviceOf(`${a}-WDM1`), deviceOf(`${z}-WDM1`)];
  const customer = customerOf(region);
  return service('Wavelength', customer, `${customer.name} 100G ${from.site.name} - ${to.site.name}`, {
    working: path(fibreEdges, from, to),
  });
}

type Parts = Partial<Pick<Service, 'endpoints' | 'working' | 'protection' | 'builtFrom'>>;

function service(type: ServiceType, customer: Customer, name: string, parts: Parts): Service {
  const series = `${PREFIXES[type]}-${customer.region === 'west' ? 'W' : 'E'}`;
  const number = (counts.get(series) ?? 0) + 1;
  counts.set(series, number);
  const month = String(1 + Math.floor(random() * 12)).padStart(2, '0');
  return {
    key: `${series}-${String(number).padStart(4, '0')}`,
    name,
    type,
    region: customer.region,
    customer,
    state: random() < 0.9 ? 'ACTIVE' : pick(random, ['SUSPENDED', 'RESERVED'] as const),
    since: `${2017 + Math.floor(random() * 8)}-${month}-01`,
    endpoints: parts.endpoints ?? [],
    working: parts.working ?? [],
    protection: parts.protection ?? [],
    builtFrom: parts.builtFrom ?? [],
  };
}

/** The customers of a region take turns. */
function customerOf(region: Region): Customer {
  const all = CUSTOMERS.filter((one) => one.region === region);
  const turn = turns.get(region) ?? 0;
  turns.set(region, turn + 1);
  const customer = all[turn % all.length];
  if (!customer) throw new Error(`A region must have customers, but got: ${region}.`);
  return customer;
}

function pair(region: Region): [Device, Device] {
  const all = devices(region, 'edge');
  const a = pick(random, all);
  return [
    a,
    pick(
      random,
      all.filter((one) => one.site !== a.site),
    ),
  ];
}

function devices(region: Region, role: Device['role']): Device[] {
  return DEVICES.filter((one) => one.region === region && one.role === role);
}

/** What carries a device's traffic towards the core. */
function uplinks(device: Device): Link[] {
  return LINKS.filter(({ kind, a }) => kind === 'access' && a.card.device === device);
}

function path(among: readonly Edge<Link>[], a: Device, z: Device): Link[] {
  const found = shortestPath(among, a.key, z.key);
  if (!found) throw new Error(`There must be a way from ${a.key} to ${z.key}.`);
  return found;
}

function pathAround(used: ReadonlySet<Link>, a: Device, z: Device): Link[] | null {
  return used.size === 0
    ? null
    : shortestPath(
        ipEdges.filter(({ item }) => !used.has(item)),
        a.key,
        z.key,
      );
}

/** What stays in one region does not leave it: the links between the regions are long and dear. */
function edges(links: readonly Link[], node: (port: Port) => string): Edge<Link>[] {
  return links.map((item) => {
    const weight = item.length + (crossesRegions(item) ? 3_000_000 : 0);
    return { a: node(item.a), z: node(item.z), weight, item };
  });
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
