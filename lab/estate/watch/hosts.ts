/** How each Zabbix names what it watches: never as the inventories do. */
import type { Device, Manager, Network } from '../network/network.ts';
import type { HostData } from '../zabbix/data.ts';

/** Something that a Zabbix watches. `device` is null for what no inventory knows. */
export interface Watched {
  /** The device's key, or a word for what is unknown. */
  readonly key: string;
  readonly device: Device | null;
  readonly host: HostData;
}

/** The domains that the western Zabbix appends to names: its own, and that of what it watches for the north. */
export const WEST_DOMAIN = 'mgmt.example';
export const NORTH_DOMAIN = 'nordnet.example';
/** What the eastern Zabbix puts before them. */
export const EAST_PREFIX = 'zbx-';

/** Known only by their management address: the name says nothing. */
const BY_ADDRESS = new Set(['LIS-CR1', 'LIS-ER1', 'BCN-OLT1', 'MAD-WDM1', 'ROM-AG2', 'OSL-OLT2']);

/** Known only by what operators wrote into the alias table: its address is one of an old loopback. */
export const ALIASES: readonly { readonly name: string; readonly device: string }[] = [
  { name: 'Marseille hub', device: 'MRS-CR1' },
];

/** What somebody watches and no inventory knows. */
const UNKNOWN: Readonly<Record<Manager, readonly Watched[]>> = {
  west: [
    { key: 'probe', device: null, host: host('lab-probe-7', 'Lab probe 7', '192.0.2.77') },
    { key: 'loaned', device: null, host: host('AMS-CR9.nordnet.example', 'On loan, rack 12', '192.0.2.78') },
  ],
  east: [
    { key: 'mux', device: null, host: host('zbx-old-mux-3', 'Old SDH multiplexer', '192.0.2.103') },
    { key: 'nobody', device: null, host: host('zbx-unbekannt', 'Nobody knows', '192.0.2.104') },
  ],
};

const ROLES = {
  core: 'core router',
  edge: 'edge router',
  agg: 'aggregation',
  wdm: 'line system',
  amp: 'amplifier',
  access: 'OLT',
  bts: 'base station',
} as const;

/** The newest base stations are in the inventory alone. */
export function isWatched({ role, key }: Device): boolean {
  return role !== 'bts' || Number(key.at(-1)) <= 3;
}

export function watchedBy(manager: Manager, network: Network): readonly Watched[] {
  const named = manager === 'west' ? westernHost : easternHost;
  const devices = network.devices.filter((device) => isWatched(device) && device.site.manager === manager);
  const watched = devices.map((device) => ({ key: device.key, device, host: named(device) }));
  return network.unit === 0 ? [...watched, ...UNKNOWN[manager]] : watched;
}

function westernHost(device: Device): HostData {
  const visible = `${device.site.name} ${ROLES[device.role]} ${device.key.slice(-1)}`;
  const alias = ALIASES.find((one) => one.device === device.key);
  if (alias) return host(alias.name, visible, '172.31.255.1');
  if (BY_ADDRESS.has(device.key)) {
    const old = `node-${device.address.split('.').slice(1).join('-')}`;
    return host(old, visible, device.address);
  }
  const domain = device.site.holder === 'north' ? NORTH_DOMAIN : WEST_DOMAIN;
  return host(`${device.name.toUpperCase()}.${domain}`, visible, device.address);
}

/** Core routers by names that nobody else uses; one core-1 by a name that two regions use. */
function easternHost(device: Device): HostData {
  const visible = `${device.site.code} ${ROLES[device.role]} ${device.key.slice(-1)}`;
  if (device.key === 'WAW-CR1') return host(device.name, visible, device.address);
  if (device.role === 'core') return host(`zbx ${visible}`, visible, device.address);
  return host(`${EAST_PREFIX}${device.name}`, visible, device.address);
}

function host(technical: string, visible: string, ip: string): HostData {
  return { host: technical, name: visible, groups: ['Transport'], interfaces: [{ ip, type: 2 }] };
}
