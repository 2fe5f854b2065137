/** What the eastern database holds: the east, and the Balkans, which its people look after. */
import type { Row, Tables } from '../database.ts';
import { linksByPort, portsInUse } from '../network/find.ts';
import {
  type Customer,
  type Link,
  type Network,
  type Port,
  type Service,
  deviceOf,
} from '../network/network.ts';

const FUNCTION = {
  core: 'core',
  edge: 'provider-edge',
  agg: 'aggregation',
  wdm: 'roadm',
  amp: 'ila',
  access: 'olt',
  bts: 'cell-site',
} as const;
const LAYER = {
  fibre: 'dark-fibre',
  oms: 'oms',
  och: 'wavelength',
  trunk: 'backbone',
  uplink: 'ethernet',
  access: 'access',
} as const;
const MARKET = { east: 'CE', south: 'SE', west: null, north: null } as const;
const CLASS = { GOLD: 'premium', SILVER: 'business', BRONZE: 'standard' } as const;
const STATUS = { ACTIVE: 'live', SUSPENDED: 'on-hold', RESERVED: 'ordered' } as const;

export function eastTables(network: Network): Tables {
  const isOwn = (port: Port): boolean => deviceOf(port).site.holder === 'east';
  const links = network.links.filter(({ holder }) => holder === 'east');
  const services = network.services.filter(({ keeper }) => keeper === 'east');
  const used = portsInUse(network);
  const ends = linksByPort(network);
  const accountNo = ({ number }: Customer): string =>
    `A${network.unit === 0 ? '' : network.unit}-${String(number).padStart(4, '0')}`;

  function pathRows(service: Service): Row[] {
    const rows = [
      ...service.endpoints.map((port) => ({ leg: 'uni', ...portCells(port) })),
      ...service.working.map((link) => ({ leg: 'primary', ...linkCells(link) })),
      ...service.protection.map((link) => ({ leg: 'secondary', ...linkCells(link) })),
    ];
    return rows.map((row, i) => ({ product_no: service.key, seq: (i + 1) * 10, ...row }));
  }

  return {
    site: network.sites
      .filter(({ holder }) => holder === 'east')
      .map((site) => ({
        site_code: site.code,
        display_name: site.name,
        iso_country: site.country,
        market: MARKET[site.region],
        street: site.address,
        lat: site.latitude,
        lon: site.longitude,
      })),
    node: network.devices
      .filter(({ site }) => site.holder === 'east')
      .map((device) => ({
        node_key: device.key,
        hostname: device.name,
        tid: device.tid,
        function: FUNCTION[device.role],
        vendor: device.vendor,
        model: device.model,
        os_release: device.software,
        serial_no: device.serial,
        mgmt_ipv4: device.address,
        site_code: device.site.code,
        market: MARKET[device.site.region],
        lifecycle: 'live',
        commissioned_on: device.installed,
      })),
    module: network.cards
      .filter(({ device }) => device.site.holder === 'east')
      .map((card) => ({
        node_key: card.device.key,
        slot: card.slot,
        part: card.model,
        serial_no: card.serial,
      })),
    interface: network.ports.filter(isOwn).map((port) => {
      const [link] = ends.get(port) ?? [];
      const own = link?.holder === 'east';
      return {
        node_key: deviceOf(port).key,
        ifname: port.name,
        slot: port.card.slot,
        bandwidth_bps: port.speed,
        mac: port.mac,
        admin_status: used.has(port) ? 'up' : 'down',
        oper_status: used.has(port) ? 'up' : 'down',
        circuit_ref: own ? link.circuit : null,
        far_circuit: own ? null : (link?.circuit ?? null),
      };
    }),
    trunk: links.map((link) => ({
      circuit_ref: link.circuit,
      layer: LAYER[link.kind],
      bandwidth_bps: link.capacity,
      length_km: link.length / 1000,
      market: MARKET[link.region],
      a_node: deviceOf(link.a).key,
      a_if: link.a.name,
      ...(isOwn(link.z)
        ? { z_node: deviceOf(link.z).key, z_if: link.z.name, far_tid: null, far_ip: null, far_if: null }
        : { z_node: null, z_if: null, ...farEnd(link.z) }),
    })),
    trunk_over: links.flatMap((link) =>
      link.carriers.map(({ holder, circuit }) => ({
        circuit_ref: link.circuit,
        carrier_ref: holder === 'east' ? circuit : null,
        partner_circuit: holder === 'east' ? null : circuit,
      })),
    ),
    account: network.customers
      .filter(({ keeper }) => keeper === 'east')
      .map((customer) => ({
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
    product_fibre: services.flatMap((service) => [
      ...fibreRows(service, 'primary', service.working),
      ...fibreRows(service, 'secondary', service.protection),
    ]),
    product_part: services.flatMap((service) =>
      service.builtFrom.map((part) => ({ product_no: service.key, part_no: part.key })),
    ),
  };
}

/** The north is known by its target identifiers, the west by its addresses. */
function farEnd(port: Port): Row {
  const { tid, address, site } = deviceOf(port);
  const north = site.holder === 'north';
  return { far_tid: north ? tid : null, far_ip: north ? null : address, far_if: port.name };
}

function fibreRows({ key }: Service, leg: string, links: readonly Link[]): Row[] {
  return [...new Set(links.flatMap(({ fibres }) => fibres))].map(({ circuit, holder }) => ({
    product_no: key,
    leg,
    circuit_ref: holder === 'east' ? circuit : null,
    partner_circuit: holder === 'east' ? null : circuit,
  }));
}

function linkCells({ circuit, holder }: Link): Row {
  const own = holder === 'east';
  return {
    circuit_ref: own ? circuit : null,
    node_key: null,
    ifname: null,
    partner_circuit: own ? null : circuit,
    partner_tid: null,
    partner_ip: null,
    partner_if: null,
  };
}

function portCells(port: Port): Row {
  const device = deviceOf(port);
  const own = device.site.holder === 'east';
  const { far_tid = null, far_ip = null, far_if = null } = own ? {} : farEnd(port);
  return {
    circuit_ref: null,
    node_key: own ? device.key : null,
    ifname: own ? port.name : null,
    partner_circuit: null,
    partner_tid: far_tid,
    partner_ip: far_ip,
    partner_if: far_if,
  };
}
