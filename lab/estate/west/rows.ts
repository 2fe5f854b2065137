/** What the western legacy database holds: the west, and Italy, which came with an operator that was bought. */
import type { Row, Tables } from '../database.ts';
import { portsInUse } from '../network/find.ts';
import {
  type Device,
  type Link,
  type Network,
  type Port,
  type Service,
  deviceOf,
} from '../network/network.ts';
import { charPad, comma, dayMonthYear, numbering, rate } from './habits.ts';

const TYPE = {
  core: 'RTC',
  edge: 'RTA',
  agg: 'AGR',
  wdm: 'WDM',
  amp: 'AMP',
  access: 'OLT',
  bts: 'EBR',
} as const;
const CLASS = { fibre: 'FO', oms: 'MX', och: 'CO', trunk: 'TR', uplink: 'EN', access: 'AC' } as const;
const ZONE = { west: 'O', south: 'S', east: null, north: null } as const;
const SEGMENT = { GOLD: 'ORO', SILVER: 'PLA', BRONZE: 'BRO' } as const;
const STATE = { ACTIVE: 'A', SUSPENDED: 'S', RESERVED: 'R' } as const;
const NO_FAR_END = { EXT_TID: null, EXT_IP: null, EXT_PTO: null } as const;
/** Rows of a further unit are numbered above those of the one before. */
const NUMBERS_PER_UNIT = 100_000;

export function westTables(network: Network): Tables {
  const above = (base: number): number => base + network.unit * NUMBERS_PER_UNIT;
  const isOwn = (device: Device): boolean => device.site.holder === 'west';
  const sites = numbering(
    network.sites.filter(({ holder }) => holder === 'west'),
    above(100),
  );
  const devices = numbering(network.devices.filter(isOwn), above(1000));
  const cards = numbering(
    network.cards.filter(({ device }) => isOwn(device)),
    above(5000),
  );
  const ports = numbering(
    network.ports.filter((port) => isOwn(deviceOf(port))),
    above(20_000),
  );
  const links = numbering(
    network.links.filter(({ holder }) => holder === 'west'),
    above(700),
  );
  const customers = numbering(
    network.customers.filter(({ keeper }) => keeper === 'west'),
    above(40),
  );
  const services = numbering(
    network.services.filter(({ keeper }) => keeper === 'west'),
    above(9000),
  );
  const used = portsInUse(network);

  function deviceRow(device: Device): Row {
    return {
      ID_EQP: devices.of(device),
      NOM_EQP: charPad(device.name, 24),
      TID: charPad(device.tid, 20),
      TIPO: TYPE[device.role],
      FABR: device.vendor.toUpperCase(),
      MODELO: device.model,
      VER_SW: device.software,
      NUM_SER: device.serial,
      IP_GEST: charPad(device.address, 15),
      ID_CEN: sites.of(device.site),
      ZONA: ZONE[device.site.region],
      ESTADO: 'ES',
      F_INST: dayMonthYear(device.installed),
      F_ACT: `${device.installed} 10:30:00`,
    };
  }

  function linkRow(link: Link): Row {
    const foreign = !isOwn(deviceOf(link.z));
    return {
      ID_TRM: links.of(link),
      COD_CIR: charPad(link.circuit, 32),
      CLASE: CLASS[link.kind],
      CAPAC: link.capacity === null ? '' : rate(link.capacity),
      LONG_M: comma(link.length),
      ZONA: ZONE[link.region],
      ID_PTO_A: ports.of(link.a),
      ID_PTO_Z: foreign ? null : ports.of(link.z),
      ...(foreign ? farEnd(link) : NO_FAR_END),
    };
  }

  /** Of a resource: the row of this database, or what the other operator calls it. */
  function circuitCells(link: Link): Row {
    return link.holder === 'west'
      ? { ID_TRM: links.of(link), EXT_CIR: null }
      : { ID_TRM: null, EXT_CIR: link.circuit };
  }

  function portCells(port: Port): Row {
    const device = deviceOf(port);
    if (isOwn(device)) return { ID_PTO: ports.of(port), ...NO_FAR_END };
    const north = device.site.holder === 'north';
    return {
      ID_PTO: null,
      EXT_TID: north ? device.tid : null,
      EXT_IP: north ? null : device.address,
      EXT_PTO: port.name,
    };
  }

  function resourceRows(service: Service): Row[] {
    const noPort = { ID_PTO: null, ...NO_FAR_END };
    const rows = [
      ...service.endpoints.map((port) => ({ PAPEL: 'E', ID_TRM: null, EXT_CIR: null, ...portCells(port) })),
      ...service.working.map((link) => ({ PAPEL: 'T', ...circuitCells(link), ...noPort })),
      ...service.protection.map((link) => ({ PAPEL: 'R', ...circuitCells(link), ...noPort })),
    ];
    return rows.map((row, i) => ({ ID_SRV: services.of(service), ORDEN: i + 1, ...row }));
  }

  function routeRows(service: Service): Row[] {
    const legs = [
      ['T', service.working],
      ['R', service.protection],
    ] as const;
    return legs.flatMap(([leg, links]) =>
      [...new Set(links.flatMap(({ fibres }) => fibres))].map((fibre) => ({
        ID_SRV: services.of(service),
        PAPEL: leg,
        ...circuitCells(fibre),
      })),
    );
  }

  return {
    CENTRAL: sites.all.map((site) => ({
      ID_CEN: sites.of(site),
      COD_CEN: charPad(site.code, 8),
      NOM_CEN: charPad(site.name, 30),
      PAIS: site.country,
      DIREC: site.address,
      ZONA: ZONE[site.region],
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
      link.carriers.map((carrier) => {
        const { ID_TRM, EXT_CIR } = circuitCells(carrier);
        return { ID_TRM: links.of(link), ID_TRM_PORT: ID_TRM ?? null, EXT_CIR: EXT_CIR ?? null };
      }),
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
    SRV_RUTA: services.all.flatMap(routeRows),
    SRV_COMPUESTO: services.all.flatMap((service) =>
      service.builtFrom.map((base) => ({ ID_SRV: services.of(service), ID_SRV_BASE: services.of(base) })),
    ),
  };
}

/** The north is known by its target identifiers, the east by its addresses; of that the port only where somebody wrote it down. */
function farEnd(link: Link): Row {
  const far = deviceOf(link.z);
  if (far.site.holder === 'north') return { EXT_TID: far.tid, EXT_IP: null, EXT_PTO: link.z.name };
  const known = deviceOf(link.a).site.size !== 'medium';
  return { EXT_TID: null, EXT_IP: charPad(far.address, 15), EXT_PTO: known ? link.z.name : null };
}
