/** The eastern half of the network as its database holds it. */
import type { Row, Tables } from '../database.ts';
import {
  CARDS,
  CUSTOMERS,
  DEVICES,
  LINKS,
  PORTS,
  SERVICES,
  SITES,
  crossesRegions,
  type Customer,
  type Link,
  type Port,
  type Service,
} from '../first-network/network.ts';

const FUNCTION = { core: 'core', edge: 'provider-edge', dwdm: 'roadm', olt: 'olt' } as const;
const LAYER = { fibre: 'dark-fibre', trunk: 'dwdm', access: 'ethernet' } as const;
const CLASS = { GOLD: 'premium', SILVER: 'business', BRONZE: 'standard' } as const;
const STATUS = { ACTIVE: 'live', SUSPENDED: 'on-hold', RESERVED: 'ordered' } as const;

const links = LINKS.filter(({ region }) => region === 'east');
const services = SERVICES.filter(({ region }) => region === 'east');
const fromAbroad = new Map(LINKS.filter(crossesRegions).map(({ circuit, z }) => [z, circuit]));
const used = new Set([
  ...LINKS.flatMap(({ a, z }) => [a, z]),
  ...SERVICES.flatMap(({ endpoints }) => endpoints),
]);

export const EAST_TABLES: Tables = {
  site: SITES.filter(({ region }) => region === 'east').map((site) => ({
    site_code: site.code,
    display_name: site.name,
    iso_country: site.country,
    street: site.address,
    lat: site.latitude,
    lon: site.longitude,
  })),
  node: DEVICES.filter(({ region }) => region === 'east').map((device) => ({
    node_key: device.key,
    hostname: device.name,
    function: FUNCTION[device.role],
    vendor: device.vendor,
    model: device.model,
    os_release: device.software,
    serial_no: device.serial,
    mgmt_ipv4: device.address,
    site_code: device.site.code,
    lifecycle: 'live',
    commissioned_on: device.installed,
  })),
  module: CARDS.filter(({ device }) => device.region === 'east').map((card) => ({
    node_key: card.device.key,
    slot: card.slot,
    part: card.model,
    serial_no: card.serial,
  })),
  interface: PORTS.filter(({ card }) => card.device.region === 'east').map((port) => ({
    node_key: port.card.device.key,
    ifname: port.name,
    slot: port.card.slot,
    bandwidth_bps: port.speed,
    mac: port.mac,
    admin_status: used.has(port) ? 'up' : 'down',
    oper_status: used.has(port) ? 'up' : 'down',
    far_circuit: fromAbroad.get(port) ?? null,
  })),
  trunk: links.map((link) => ({
    circuit_ref: link.circuit,
    layer: LAYER[link.kind],
    bandwidth_bps: link.capacity,
    length_km: link.length / 1000,
    a_node: link.a.card.device.key,
    a_if: link.a.name,
    z_node: link.z.card.device.key,
    z_if: link.z.name,
  })),
  trunk_over: links.flatMap((link) =>
    link.carriers.map((fibre) => ({ circuit_ref: link.circuit, fibre_ref: fibre.circuit })),
  ),
  account: CUSTOMERS.filter(({ region }) => region === 'east').map((customer) => ({
    account_no: accountNo(customer),
    legal_name: customer.name,
    service_class: CLASS[customer.tier],
  })),
  product: services.map((service) => ({
    product_no: service.key,
    label: service.name,
    family: service.type,
    account_no: accountNo(service.customer),
    status: STATUS[service.state],
    active_from: `${service.since}T00:00:00+01:00`,
  })),
  product_path: services.flatMap(pathRows),
  product_part: services.flatMap((service) =>
    service.builtFrom.map((part) => ({ product_no: service.key, part_no: part.key })),
  ),
};

function accountNo({ number }: Customer): string {
  return `A-${String(number).padStart(4, '0')}`;
}

function pathRows(service: Service): Row[] {
  const rows = [
    ...service.endpoints.map((port) => ({ leg: 'uni', ...portCells(port) })),
    ...service.working.map((link) => ({ leg: 'primary', ...linkCells(link) })),
    ...service.protection.map((link) => ({ leg: 'secondary', ...linkCells(link) })),
  ];
  return rows.map((row, i) => ({ product_no: service.key, seq: (i + 1) * 10, ...row }));
}

function linkCells({ circuit, region }: Link): Row {
  const own = region === 'east';
  return {
    circuit_ref: own ? circuit : null,
    node_key: null,
    ifname: null,
    partner_circuit: own ? null : circuit,
    partner_ip: null,
    partner_if: null,
  };
}

function portCells({ name, card: { device } }: Port): Row {
  const own = device.region === 'east';
  return {
    circuit_ref: null,
    node_key: own ? device.key : null,
    ifname: own ? name : null,
    partner_circuit: null,
    partner_ip: own ? null : device.address,
    partner_if: own ? null : name,
  };
}
