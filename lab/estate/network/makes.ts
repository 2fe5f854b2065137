/** What the boxes are: by whoever bought them, and by what they do. */
import type { Holder } from './sites.ts';

/** `amp` amplifies light in a hut, `wdm` is an optical terminal, `access` an OLT or MSAN, `bts` a base station. */
export const ROLES = ['core', 'edge', 'agg', 'wdm', 'amp', 'access', 'bts'] as const;
export type Role = (typeof ROLES)[number];
/** `line` faces the fibre, `client` what rides on it; boxes of one kind of card have `client` cards alone. */
export type CardUse = 'line' | 'client';

export interface CardMake {
  readonly use: CardUse;
  readonly model: string;
  readonly ports: number;
  /** Bits per second of each port. */
  readonly speed: number;
  /** `slot` counts the cards of a device from 0, `index` the ports of a card. */
  readonly portName: (slot: number, index: number) => string;
}

export interface Make {
  readonly vendor: string;
  readonly model: string;
  readonly software: string;
  readonly cards: readonly CardMake[];
}

type PortName = CardMake['portName'];
const xr =
  (speed: string): PortName =>
  (s, i) =>
    `${speed}0/${s}/0/${i}`;
const junos =
  (speed: string): PortName =>
  (s, i) =>
    `${speed}-${s}/0/${i}`;
const sros: PortName = (s, i) => `${s + 1}/1/${i + 1}`;
const eos: PortName = (s, i) => `Ethernet${s + 1}/${i + 1}`;
const huawei: PortName = (s, i) => `0/${s + 1}/${i}`;
const isam: PortName = (s, i) => `1/1/${s + 1}/${i + 1}`;
const ciena: PortName = (s, i) => `LINE-${s + 1}-${i + 1}`;
const cienaClient: PortName = (s, i) => `OTM-${s + 1}-${i + 1}`;
const pss: PortName = (s, i) => `L${s + 1}-${i + 1}`;
const pssClient: PortName = (s, i) => `OT${s + 1}-${i + 1}`;
const groove: PortName = (s, i) => `1/${s + 1}/L${i + 1}`;
const grooveClient: PortName = (s, i) => `1/${s + 1}/T${i + 1}`;
const radio: PortName = (_, i) => `ETH-${i}`;
const TN: PortName = (_, i) => `TN_${'ABC'[i]}`;

function cards(
  count: number,
  model: string,
  ports: number,
  gigabits: number,
  portName: PortName,
): CardMake[] {
  return Array.from({ length: count }, () => ({
    use: 'client',
    model,
    ports,
    speed: gigabits * 1e9,
    portName,
  }));
}

function optical(line: string, lineName: PortName, client: string, clientName: PortName): CardMake[] {
  const lines = cards(2, line, 3, 100, lineName).map((card) => ({ ...card, use: 'line' as const }));
  return [...lines, ...cards(2, client, 10, 100, clientName)];
}

function amplifier(model: string, portName: PortName): CardMake[] {
  return cards(1, model, 2, 100, portName).map((card) => ({ ...card, use: 'line' }));
}

function make(vendor: string, model: string, software: string, all: readonly CardMake[]): Make {
  return { vendor, model, software, cards: all };
}

export const MAKES: Readonly<Record<Holder, Readonly<Record<Role, Make>>>> = {
  west: {
    core: make('Cisco', 'NCS-5508', 'IOS XR 7.9.2', cards(2, 'NC55-36X100G', 8, 100, xr('HundredGigE'))),
    edge: make('Nokia', '7750 SR-12', 'SR OS 23.7.R1', cards(2, 'IOM5-e', 16, 10, sros)),
    agg: make('Cisco', 'NCS-5501', 'IOS XR 7.5.2', cards(1, 'NCS-5501-SE', 12, 10, xr('TenGigE'))),
    wdm: make('Ciena', '6500', 'REL 15.1', optical('WL5e', ciena, '4X100GC', cienaClient)),
    amp: make('Ciena', '6500-2', 'REL 15.1', amplifier('XLA', ciena)),
    access: make('Huawei', 'MA5800-X7', 'V100R021', cards(2, 'H901GPHF', 4, 10, huawei)),
    bts: make('Ericsson', 'Baseband 6630', '23.Q3', cards(1, 'TN-6630', 3, 10, TN)),
  },
  east: {
    core: make('Juniper', 'PTX10004', 'Junos 22.4R3', cards(2, 'LC1201', 8, 100, junos('et'))),
    edge: make('Cisco', 'ASR 9006', 'IOS XR 7.7.21', cards(2, 'A9K-24X10GE', 16, 10, xr('TenGigE'))),
    agg: make('Juniper', 'ACX7100', 'Junos 22.2R1', cards(1, 'ACX7100-48L', 12, 10, junos('xe'))),
    wdm: make('Nokia', '1830 PSS-16', '14.1', optical('130SCX10', pss, '4QPA4', pssClient)),
    amp: make('Nokia', '1830 PSS-8', '14.1', amplifier('A2325A', pss)),
    access: make('Nokia', '7360 ISAM FX-8', 'R6.6', cards(2, 'FGLT-D', 4, 10, isam)),
    bts: make('Nokia', 'AirScale', '22R4', cards(1, 'ASIB', 3, 10, radio)),
  },
  north: {
    core: make('Juniper', 'MX10008', 'Junos 23.2R1', cards(2, 'LC480', 8, 100, junos('et'))),
    edge: make('Arista', '7280R3', 'EOS 4.30.1F', cards(2, '7280R3-LC', 16, 10, eos)),
    agg: make('Arista', '7050X3', 'EOS 4.29.3M', cards(1, '7050X3-LC', 12, 10, eos)),
    wdm: make('Infinera', 'GX G42', 'R6.2', optical('OPSM-4', groove, 'CHM6', grooveClient)),
    amp: make('Infinera', 'GX G31', 'R6.2', amplifier('OFPM', groove)),
    access: make('Nokia', '7360 ISAM FX-16', 'R6.7', cards(2, 'FGLT-E', 4, 10, isam)),
    bts: make('Ericsson', 'Baseband 6648', '24.Q1', cards(1, 'TN-6648', 3, 10, TN)),
  },
};
