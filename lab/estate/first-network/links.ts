/** What joins the devices: fibres between line systems, trunks between core routers, access links below them. */
import { DEVICES, type Device, PORTS, type Port } from './devices.ts';
import { type Edge, shortestPath } from './paths.ts';
import { type Region, distance } from './sites.ts';

export type LinkKind = 'fibre' | 'trunk' | 'access';

export interface Link {
  /** The circuit id, unique over both regions: FO/PAR-LYO/001. */
  readonly circuit: string;
  readonly kind: LinkKind;
  readonly a: Port;
  readonly z: Port;
  /** The region whose database holds it: that of its a end. */
  readonly region: Region;
  /** Bits per second; null for a bare fibre. */
  readonly capacity: number | null;
  /** Metres. */
  readonly length: number;
  /** The fibres it runs over. */
  readonly carriers: readonly Link[];
}

const WITHIN_THE_WEST = 'PAR-LYO LYO-MRS MRS-BCN BCN-MAD PAR-BOD BOD-MAD MAD-LIS LIS-OPO OPO-BOD';
const WITHIN_THE_EAST = 'FRA-BER BER-WAW WAW-KRK KRK-PRG PRG-BER PRG-VIE VIE-MUC MUC-FRA VIE-BUD BUD-KRK';
/** Held in the west, where the a end is. */
const BETWEEN_THEM = 'PAR-FRA LYO-MUC';
const FIBRES = [WITHIN_THE_WEST, WITHIN_THE_EAST, BETWEEN_THEM].join(' ').split(' ');

const TRUNKS: readonly (readonly [a: string, z: string])[] = [
  ['PAR-CR1', 'PAR-CR2'],
  ['PAR-CR1', 'LYO-CR1'],
  ['LYO-CR1', 'MRS-CR1'],
  ['MRS-CR1', 'BCN-CR1'],
  ['BCN-CR1', 'MAD-CR1'],
  ['PAR-CR2', 'MAD-CR1'],
  ['MAD-CR1', 'LIS-CR1'],
  ['LIS-CR1', 'PAR-CR2'],
  ['FRA-CR1', 'FRA-CR2'],
  ['FRA-CR1', 'BER-CR1'],
  ['BER-CR1', 'WAW-CR1'],
  ['WAW-CR1', 'VIE-CR1'],
  ['VIE-CR1', 'MUC-CR1'],
  ['MUC-CR1', 'FRA-CR2'],
  ['VIE-CR1', 'BUD-CR1'],
  ['BUD-CR1', 'WAW-CR1'],
  ['PAR-CR1', 'FRA-CR1'],
  ['LYO-CR1', 'MUC-CR1'],
];

/** Sites without a core router hang on two others. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  BOD: ['PAR-CR2', 'MAD-CR1'],
  OPO: ['LIS-CR1', 'MAD-CR1'],
  PRG: ['BER-CR1', 'VIE-CR1'],
  KRK: ['WAW-CR1', 'BUD-CR1'],
};

/** A cable is never as straight as the crow flies. */
const DETOUR = 1.25;
const WITHIN_A_SITE_METRES = 60;

const taken = new Set<string>();

export function deviceOf(key: string): Device {
  const device = DEVICES.find((one) => one.key === key);
  if (!device) throw new Error(`A device must be one of the estate, but got: "${key}".`);
  return device;
}

/** The next port of a device that nothing ends on yet. */
export function takePort(device: Device): Port {
  const port = PORTS.find((one) => one.card.device === device && !taken.has(one.key));
  if (!port) throw new Error(`${device.key} must have more ports.`);
  taken.add(port.key);
  return port;
}

const fibres = FIBRES.map((pair) => {
  const [a = '', z = ''] = pair.split('-');
  return link('fibre', `FO/${pair}/001`, deviceOf(`${a}-WDM1`), deviceOf(`${z}-WDM1`), []);
});

const fibreEdges: readonly Edge<Link>[] = fibres.map((fibre) => ({
  a: fibre.a.card.device.site.code,
  z: fibre.z.card.device.site.code,
  weight: fibre.length,
  item: fibre,
}));

const trunks = TRUNKS.map(([a, z]) => overFibres('trunk', '100GE', deviceOf(a), deviceOf(z)));

const access = DEVICES.flatMap((device): Link[] => {
  if (device.role === 'olt')
    return [overFibres('access', '10GE', device, deviceOf(`${device.site.code}-ER1`))];
  if (device.role !== 'edge') return [];
  const homes = HOMES[device.site.code] ?? [`${device.site.code}-CR1`];
  return homes.map((home) => overFibres('access', '10GE', device, deviceOf(home)));
});

export const LINKS: readonly Link[] = [...fibres, ...trunks, ...access];

export function crossesRegions({ a, z }: Link): boolean {
  return a.card.device.region !== z.card.device.region;
}

function overFibres(kind: LinkKind, speed: string, a: Device, z: Device): Link {
  const carriers = a.site === z.site ? [] : shortestPath(fibreEdges, a.site.code, z.site.code);
  return link(kind, `${speed}/${a.key}-${z.key}/001`, a, z, carriers ?? []);
}

function link(kind: LinkKind, circuit: string, a: Device, z: Device, carriers: readonly Link[]): Link {
  const [from, to] = [takePort(a), takePort(z)];
  const along = carriers.reduce((metres, fibre) => metres + fibre.length, 0);
  const direct = a.site === z.site ? WITHIN_A_SITE_METRES : distance(a.site, z.site) * DETOUR;
  return {
    circuit,
    kind,
    a: from,
    z: to,
    region: a.region,
    carriers,
    capacity: kind === 'fibre' ? null : Math.min(from.speed, to.speed),
    length: Math.round(along || direct),
  };
}
