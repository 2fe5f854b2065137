/** How each region's Zabbix names what it watches: never as the inventory does. */
import { DEVICES, type Device, type Region } from '../first-network/network.ts';
import type { HostData } from '../zabbix/data.ts';

/** Something that a Zabbix watches. `device` is null for what no inventory knows. */
export interface Watched {
  readonly key: string;
  readonly device: Device | null;
  readonly host: HostData;
}

/** The domain that the western Zabbix appends to names. */
export const WEST_DOMAIN = 'mgmt.example';
/** What the eastern Zabbix puts before them. */
export const EAST_PREFIX = 'zbx-';

/** Known only by its management address: the name says nothing. */
const BY_ADDRESS = new Set(['LIS-CR1', 'LIS-ER1', 'BCN-OLT1', 'MAD-WDM1']);

/** Known only by what operators wrote into the alias table: its address is one of an old loopback. */
export const ALIASES: Readonly<
  Record<Region, readonly { readonly name: string; readonly device: string }[]>
> = {
  west: [{ name: 'Marseille hub', device: 'MRS-CR1' }],
  east: [],
};

const UNKNOWN: Readonly<Record<Region, readonly Watched[]>> = {
  west: [{ key: 'probe', device: null, host: host('lab-probe-7', 'Lab probe 7', '192.0.2.77') }],
  east: [{ key: 'mux', device: null, host: host('zbx-old-mux-3', 'Old SDH multiplexer', '192.0.2.103') }],
};

const ROLES = { core: 'core router', edge: 'edge router', dwdm: 'line system', olt: 'OLT' } as const;

export function watchedIn(region: Region): readonly Watched[] {
  const name = region === 'west' ? westernHost : easternHost;
  const devices = DEVICES.filter((device) => device.region === region);
  return [...devices.map((device) => ({ key: device.key, device, host: name(device) })), ...UNKNOWN[region]];
}

function westernHost(device: Device): HostData {
  const visible = `${device.site.name} ${ROLES[device.role]} ${device.key.slice(-1)}`;
  const alias = ALIASES.west.find((one) => one.device === device.key);
  if (alias) return host(alias.name, visible, '172.31.255.1');
  if (BY_ADDRESS.has(device.key)) {
    const old = `node-${device.address.split('.').slice(2).join('-')}`;
    return host(old, visible, device.address);
  }
  return host(`${device.name.toUpperCase()}.${WEST_DOMAIN}`, visible, device.address);
}

/** Core routers by names that nobody else uses; the two core-1 by a name that two regions use. */
function easternHost(device: Device): HostData {
  const visible = `${device.site.code} ${ROLES[device.role]} ${device.key.slice(-1)}`;
  if (device.name === 'core-1') return host(device.name, visible, device.address);
  if (device.role === 'core') return host(`zbx ${visible}`, visible, device.address);
  return host(`${EAST_PREFIX}${device.name}`, visible, device.address);
}

function host(technical: string, visible: string, ip: string): HostData {
  return { host: technical, name: visible, groups: ['Transport'], interfaces: [{ ip, type: 2 }] };
}
