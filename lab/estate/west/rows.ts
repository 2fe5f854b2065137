/** The western half of the network as its legacy database holds it. */
import type { Row, Tables } from '../database.ts';
import {
  CARDS,
  CUSTOMERS,
  DEVICES,
  LINKS,
  PORTS,
  SERVICES,
  SITES,
  type Device,
  type Link,
  type Port,
  type Service,
} from '../first-network/network.ts';
import { charPad, comma, dayMonthYear, numbering, rate } from './habits.ts';

const sites = numbering(
  SITES.filter(({ region }) => region === 'west'),
  100,
);
const devices = numbering(
  DEVICES.filter(({ region }) => region === 'west'),
  1000,
);
const cards = numbering(
  CARDS.filter(({ device }) => device.region === 'west'),
  5000,
);
const ports = numbering(
  PORTS.filter(({ card }) => card.device.region === 'west'),
  20_000,
);
const links = numbering(
  LINKS.filter(({ region }) => region === 'west'),
  700,
);
const customers = numbering(
  CUSTOMERS.filter(({ region }) => region === 'west'),
  40,
);
const services = numbering(
  SERVICES.filter(({ region }) => region === 'west'),
  9000,
);
const used = new Set([
  ...LINKS.flatMap(({ a, z }) => [a, z]),
  ...SERVICES.flatMap(({ endpoints }) => endpoints),
]);

const TYPE = { core: 'RTC', edge: 'RTA', dwdm: 'WDM', olt: 'OLT' } as const;
const CLASS = { fibre: 'FO', trunk: 'TR', access: 'AC' } as const;
const SEGMENT = { GOLD: 'ORO', SILVER: 'PLA', BRONZE: 'BRO' } as const;
const STATE = { ACTIVE: 'A', SUSPENDED: 'S', RESERVED: 'R' } as const;

export const WEST_TABLES: Tables = {
  CENTRAL: sites.all.map((site) => ({
    ID_CEN: sites.of(site),
    COD_CEN: charPad(site.code, 8),
    NOM_CEN: charPad(site.name, 30),
    PAIS: site.country,
    DIREC: site.address,
    LAT: comma(site.latitude),
    LON: comma(site.longitude),
  })),
  EQUIPO: devices.all.map(deviceRow),
  TARJETA: cards.all.map((card) => ({
    ID_TRJ: cards.of(card),
    ID_EQP: devices.of(card.device),
    RANURA: card.slot,
    MODELO: charPad(card.model, 16),
    NUM_SER: card.serial,
    ESTADO: 'ES',
  })),
  PUERTO: ports.all.map((port) => ({
    ID_PTO: ports.of(port),
    ID_TRJ: cards.of(port.card),
    NOM_PTO: charPad(port.name, 24),
    VEL: rate(port.speed),
    MAC: port.mac,
    EST_ADM: used.has(port) ? 'A' : 'C',
    EST_OPE: used.has(port) ? 'A' : 'N',
  })),
  TRAMO: links.all.map(linkRow),
  TRAMO_PORTADOR: links.all.flatMap((link) =>
    link.carriers.map((fibre) => ({ ID_TRM: links.of(link), ID_TRM_FO: links.of(fibre) })),
  ),
  CLIENTE: customers.all.map((customer) => ({
    ID_CLI: customers.of(customer),
    NOM_CLI: charPad(customer.name, 40),
    SEGM: SEGMENT[customer.tier],
  })),
  SERVICIO: services.all.map((service) => ({
    ID_SRV: services.of(service),
    REF_SRV: service.key,
    NOM_SRV: charPad(service.name, 60),
    TIPO_SRV: service.type,
    ID_CLI: customers.of(service.customer),
    EST_SRV: STATE[service.state],
    F_INI: `${service.since} 08:00:00`,
  })),
  SRV_RECURSO: services.all.flatMap(resourceRows),
  SRV_COMPUESTO: services.all.flatMap((service) =>
    service.builtFrom.map((base) => ({ ID_SRV: services.of(service), ID_SRV_BASE: services.of(base) })),
  ),
};

function deviceRow(device: Device): Row {
  return {
    ID_EQP: devices.of(device),
    NOM_EQP: charPad(device.name, 24),
    TIPO: TYPE[device.role],
    FABR: device.vendor.toUpperCase(),
    MODELO: device.model,
    VER_SW: device.software,
    NUM_SER: device.serial,
    IP_GEST: charPad(device.address, 15),
    ID_CEN: sites.of(device.site),
    ESTADO: 'ES',
    F_INST: dayMonthYear(device.installed),
    F_ACT: `${device.installed} 10:30:00`,
  };
}

/** Of a trunk into the next region the port is known only where somebody wrote it down. */
function linkRow(link: Link): Row {
  const far = link.z.card.device;
  const foreign = far.region !== 'west';
  return {
    ID_TRM: links.of(link),
    COD_CIR: charPad(link.circuit, 32),
    CLASE: CLASS[link.kind],
    CAPAC: link.capacity === null ? '' : rate(link.capacity),
    LONG_M: comma(link.length),
    ID_PTO_A: ports.of(link.a),
    ID_PTO_Z: foreign ? null : ports.of(link.z),
    EXT_EQP: foreign ? far.name.toUpperCase() : null,
    EXT_IP: foreign ? charPad(far.address, 15) : null,
    EXT_PTO: foreign && link.a.card.device.site.code === 'PAR' ? link.z.name : null,
  };
}

function resourceRows(service: Service): Row[] {
  const rows = [
    ...service.endpoints.map((port) => ({ PAPEL: 'E', ...portCells(port) })),
    ...service.working.map((link) => ({ PAPEL: 'T', ...linkCells(link) })),
    ...service.protection.map((link) => ({ PAPEL: 'R', ...linkCells(link) })),
  ];
  return rows.map((row, i) => ({ ID_SRV: services.of(service), ORDEN: i + 1, ...row }));
}

function linkCells(link: Link): Row {
  const own = link.region === 'west';
  const cells = own ? { ID_TRM: links.of(link), EXT_CIR: null } : { ID_TRM: null, EXT_CIR: link.circuit };
  return { ...cells, ID_PTO: null, EXT_IP: null, EXT_PTO: null };
}

function portCells(port: Port): Row {
  const { address, region } = port.card.device;
  const cells =
    region === 'west'
      ? { ID_PTO: ports.of(port), EXT_IP: null, EXT_PTO: null }
      : { ID_PTO: null, EXT_IP: address, EXT_PTO: port.name };
  return { ID_TRM: null, EXT_CIR: null, ...cells };
}
