/** What stands at the sites, with its cards and ports. */
import { type CardUse, MAKES, type Role } from './makes.ts';
import { randomOf } from './random.ts';
import { type Site, type Size, codeIn } from './sites.ts';

export interface Device {
  /** Stable, unique over the network: PAR-CR1. */
  readonly key: string;
  /** What people call it; two regions own a core-1. */
  readonly name: string;
  /** Its TL1 target identifier, as transport people still write it: PARFR01CR1. */
  readonly tid: string;
  readonly role: Role;
  readonly site: Site;
  readonly vendor: string;
  readonly model: string;
  readonly software: string;
  readonly serial: string;
  /** The IPv4 address it is managed at. */
  readonly address: string;
  /** YYYY-MM-DD. */
  readonly installed: string;
  readonly cards: readonly Card[];
}

export interface Card {
  readonly device: Device;
  readonly slot: number;
  readonly use: CardUse;
  readonly model: string;
  readonly serial: string;
  readonly ports: readonly Port[];
}

export interface Port {
  /** Unique over the network: PAR-CR1:HundredGigE0/0/0/1. */
  readonly key: string;
  readonly card: Card;
  readonly index: number;
  /** Unique within its device. */
  readonly name: string;
  /** Bits per second. */
  readonly speed: number;
  readonly mac: string;
}

/** How many of each a site has. */
const EQUIPMENT: Readonly<Record<Size, Readonly<Partial<Record<Role, number>>>>> = {
  large: { core: 2, edge: 2, agg: 2, wdm: 1, access: 4, bts: 5 },
  medium: { core: 1, edge: 2, agg: 1, wdm: 1, access: 3, bts: 3 },
  small: { edge: 1, agg: 1, wdm: 1, access: 3, bts: 4 },
  hut: { amp: 1 },
};
const ABBREVIATIONS: Readonly<Record<Role, string>> = {
  core: 'CR',
  edge: 'ER',
  agg: 'AG',
  wdm: 'WDM',
  amp: 'AMP',
  access: 'OLT',
  bts: 'BTS',
};
/** Both came with operators that were bought; nobody has renamed them. */
const INHERITED: readonly string[] = ['MAD-CR1', 'WAW-CR1'];
const INHERITED_NAME = 'core-1';

/** The devices of these sites, site by site, always the same. */
export function devicesOf(sites: readonly Site[], unit: number): Device[] {
  const random = randomOf(2 + unit * 1000);
  const inherited = new Set(
    INHERITED.map((key) => key.split('-')).map(([code = '', rest]) => `${codeIn(unit, code)}-${rest}`),
  );
  let serials = 0;
  let cards = 0;

  function serial(vendor: string): string {
    const scattered = (++serials * 7919 + 104_729) % 1_000_000;
    return `${vendor.slice(0, 2).toUpperCase()}${String(unit).padStart(3, '0')}${String(scattered).padStart(6, '0')}`;
  }

  function device(site: Site, role: Role, number: number, place: number): Device {
    const key = `${site.code}-${ABBREVIATIONS[role]}${number}`;
    const { vendor, model, software, cards: makes } = MAKES[site.holder][role];
    const own: Card[] = [];
    const result: Device = {
      key,
      name: inherited.has(key) ? INHERITED_NAME : key.toLowerCase(),
      tid: `${site.code}${site.country}01${ABBREVIATIONS[role]}${number}`,
      role,
      site,
      vendor,
      model,
      software,
      serial: serial(vendor),
      address: addressOf(site, unit, place),
      installed: `${2012 + Math.floor(random() * 11)}-${two(1 + random() * 12)}-${two(1 + random() * 28)}`,
      cards: own,
    };
    makes.forEach(({ use, model: part, ports, speed, portName }, slot) => {
      const number = cards++;
      const all: Port[] = [];
      const card: Card = { device: result, slot, use, model: part, serial: serial(vendor), ports: all };
      for (let index = 0; index < ports; index++) {
        const name = portName(slot, index);
        const mac = ['02', hex(unit), hex(number >> 8), hex(number), '00', hex(index)].join(':');
        all.push({ key: `${key}:${name}`, card, index, name, speed, mac });
      }
      own.push(card);
    });
    return result;
  }

  return sites.flatMap((site) =>
    Object.entries(EQUIPMENT[site.size])
      .flatMap(([role, count]) =>
        Array.from({ length: count }, (_, i) => ({ role: role as Role, number: i + 1 })),
      )
      .map(({ role, number }, place) => device(site, role, number, place)),
  );
}

const REGION_OCTETS = { north: 30, west: 10, east: 20, south: 40 } as const;
const UNITS_PER_OCTET = 4;

/** Of the estate 10.<region>.<site>.x; further units lie above, four to an octet. */
function addressOf(site: Site, unit: number, place: number): string {
  const octets =
    unit === 0
      ? [REGION_OCTETS[site.region], site.number]
      : [64 + Math.floor(unit / UNITS_PER_OCTET), (unit % UNITS_PER_OCTET) * 50 + site.number];
  return `10.${octets.join('.')}.${11 + place}`;
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}

function hex(value: number): string {
  return (value & 0xff).toString(16).padStart(2, '0');
}
