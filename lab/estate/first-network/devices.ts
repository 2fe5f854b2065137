/** What stands at the sites: routers, line systems, access nodes, with their cards and ports. */
import { randomOf } from '../network/random.ts';
import { type Region, SITES, type Site } from './sites.ts';

export type Role = 'core' | 'edge' | 'dwdm' | 'olt';

export interface Device {
  /** Stable, unique over both regions: PAR-CR1. */
  readonly key: string;
  /** What people call it; two regions own a core-1. */
  readonly name: string;
  readonly role: Role;
  readonly region: Region;
  readonly site: Site;
  readonly vendor: string;
  readonly model: string;
  readonly software: string;
  readonly serial: string;
  /** The IPv4 address it is managed at. */
  readonly address: string;
  /** YYYY-MM-DD. */
  readonly installed: string;
}

export interface Card {
  readonly device: Device;
  readonly slot: number;
  readonly model: string;
  readonly serial: string;
}

export interface Port {
  /** Unique over both regions: PAR-CR1:HundredGigE0/0/0/1. */
  readonly key: string;
  readonly card: Card;
  readonly index: number;
  /** Unique within its device. */
  readonly name: string;
  /** Bits per second. */
  readonly speed: number;
  readonly mac: string;
}

interface Make {
  readonly vendor: string;
  readonly model: string;
  readonly software: string;
  readonly card: string;
  readonly cards: number;
  readonly portsPerCard: number;
  readonly speed: number;
  readonly portName: (slot: number, index: number) => string;
}

const GIGABIT = 1e9;
const MAKES: Readonly<Record<Region, Readonly<Record<Role, Make>>>> = {
  west: {
    core: make(
      'Cisco',
      'NCS-5508',
      'IOS XR 7.9.2',
      'NC55-36X100G',
      2,
      6,
      100,
      (s, i) => `HundredGigE0/${s}/0/${i}`,
    ),
    edge: make('Nokia', '7750 SR-12', 'SR OS 23.7.R1', 'IOM5-e', 2, 10, 10, (s, i) => `${s + 1}/1/${i + 1}`),
    dwdm: make('Ciena', '6500', 'REL 15.1', 'WL5e', 2, 3, 100, (s, i) => `LINE-${s + 1}-${i + 1}`),
    olt: make('Huawei', 'MA5800-X7', 'V100R021', 'H901GPHF', 2, 4, 10, (s, i) => `0/${s + 1}/${i}`),
  },
  east: {
    core: make('Juniper', 'PTX10004', 'Junos 22.4R3', 'LC1201', 2, 6, 100, (s, i) => `et-${s}/0/${i}`),
    edge: make(
      'Cisco',
      'ASR 9006',
      'IOS XR 7.7.21',
      'A9K-24X10GE',
      2,
      10,
      10,
      (s, i) => `TenGigE0/${s}/0/${i}`,
    ),
    dwdm: make('Nokia', '1830 PSS-16', '14.1', '130SCX10', 2, 3, 100, (s, i) => `L${s + 1}-${i + 1}`),
    olt: make('Nokia', '7360 ISAM FX-8', 'R6.6', 'FGLT-D', 2, 4, 10, (s, i) => `1/1/${s + 1}/${i + 1}`),
  },
};

/** Sites with more, or with less, than one of each. */
const ROLES: Readonly<Record<string, readonly Role[]>> = {
  PAR: ['core', 'core', 'edge', 'dwdm', 'olt'],
  MAD: ['core', 'edge', 'edge', 'dwdm', 'olt'],
  BOD: ['edge', 'dwdm', 'olt'],
  OPO: ['edge', 'dwdm'],
  FRA: ['core', 'core', 'edge', 'dwdm', 'olt'],
  WAW: ['core', 'edge', 'edge', 'dwdm', 'olt'],
  PRG: ['edge', 'dwdm', 'olt'],
  KRK: ['edge', 'dwdm'],
};
const ONE_OF_EACH: readonly Role[] = ['core', 'edge', 'dwdm', 'olt'];
const ABBREVIATION: Readonly<Record<Role, string>> = { core: 'CR', edge: 'ER', dwdm: 'WDM', olt: 'OLT' };

/** Both came with operators that were bought; nobody has renamed them. */
const INHERITED_NAMES: Readonly<Record<string, string>> = { 'MAD-CR1': 'core-1', 'WAW-CR1': 'core-1' };

const random = randomOf(2);

export const DEVICES: readonly Device[] = SITES.flatMap((site, siteIndex) => {
  const counts = new Map<Role, number>();
  return (ROLES[site.code] ?? ONE_OF_EACH).map((role, i) => {
    const number = (counts.get(role) ?? 0) + 1;
    counts.set(role, number);
    const key = `${site.code}-${ABBREVIATION[role]}${number}`;
    const { vendor, model, software } = MAKES[site.region][role];
    return {
      key,
      name: INHERITED_NAMES[key] ?? key.toLowerCase(),
      role,
      region: site.region,
      site,
      vendor,
      model,
      software,
      serial: serial(vendor),
      address: `10.${site.region === 'west' ? 10 : 20}.${siteIndex + 1}.${11 + i}`,
      installed: `${2012 + Math.floor(random() * 11)}-${two(1 + random() * 12)}-${two(1 + random() * 28)}`,
    };
  });
});

export const CARDS: readonly Card[] = DEVICES.flatMap((device) => {
  const { card, cards } = makeOf(device);
  return Array.from({ length: cards }, (_, slot) => ({
    device,
    slot,
    model: card,
    serial: serial(device.vendor),
  }));
});

export const PORTS: readonly Port[] = CARDS.flatMap((card, c) => {
  const { portsPerCard, portName, speed } = makeOf(card.device);
  return Array.from({ length: portsPerCard }, (_, index) => {
    const name = portName(card.slot, index);
    const mac = ['02', '00', hex(c >> 8), hex(c), '00', hex(index)].join(':');
    return { key: `${card.device.key}:${name}`, card, index, name, speed, mac };
  });
});

function makeOf(device: Device): Make {
  return MAKES[device.region][device.role];
}

type MakeRow = readonly [
  vendor: string,
  model: string,
  software: string,
  card: string,
  cards: number,
  portsPerCard: number,
  gigabits: number,
  portName: Make['portName'],
];

function make(...[vendor, model, software, card, cards, portsPerCard, gigabits, portName]: MakeRow): Make {
  return { vendor, model, software, card, cards, portsPerCard, speed: gigabits * GIGABIT, portName };
}

function serial(vendor: string): string {
  return `${vendor.slice(0, 2).toUpperCase()}${String(Math.floor(random() * 1e9)).padStart(9, '0')}`;
}

function two(value: number): string {
  return String(Math.floor(value)).padStart(2, '0');
}

function hex(value: number): string {
  return (value & 0xff).toString(16).padStart(2, '0');
}
