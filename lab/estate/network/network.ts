/** The network of the estate: one coherent description, from which every system is filled. */
import { type Customer, customersOf } from './customers.ts';
import { type Card, type Device, type Port, devicesOf } from './devices.ts';
import { fibresOf, sectionsOf } from './fibres.ts';
import { ipLinksOf } from './ip-links.ts';
import { type Link, PortPool } from './links.ts';
import type { Role } from './makes.ts';
import { Optics } from './optics.ts';
import { Routing } from './routing.ts';
import type { Service } from './service.ts';
import { servicesOf } from './services.ts';
import { type Site, codeIn, sitesOf } from './sites.ts';

export type { Customer, Keeper } from './customers.ts';
export type { Card, Device, Port } from './devices.ts';
export { type Link, type LinkKind, crossesHolders, crossesManagers, deviceOf } from './links.ts';
export type { Role } from './makes.ts';
export type { Service, ServiceType } from './service.ts';
export { type Holder, type Manager, REGIONS, type Region, type Site } from './sites.ts';

export interface Network {
  /** 0 for the estate; a network of the same shape under other codes for each further number. */
  readonly unit: number;
  readonly sites: readonly Site[];
  readonly devices: readonly Device[];
  readonly cards: readonly Card[];
  readonly ports: readonly Port[];
  /** Carriers before what they carry. */
  readonly links: readonly Link[];
  readonly customers: readonly Customer[];
  readonly services: readonly Service[];
}

/** Always the same for the same unit. */
export function networkOf(unit = 0): Network {
  const sites = sitesOf(unit);
  const places = new Map(sites.map((site) => [site.code, site]));
  const siteOf = (code: string): Site => {
    const site = places.get(codeIn(unit, code));
    if (!site) throw new Error(`A site must be one of the network, but got: "${code}".`);
    return site;
  };
  const devices = devicesOf(sites, unit);
  const bySite = Map.groupBy(devices, ({ site }) => site);
  const at = (site: Site, role: Role): Device[] =>
    (bySite.get(site) ?? []).filter((one) => one.role === role);
  const opticalAt = (site: Site): Device => {
    const [box] = [...at(site, 'wdm'), ...at(site, 'amp')];
    if (!box) throw new Error(`${site.code} must have something optical.`);
    return box;
  };

  const pool = new PortPool();
  const fibres = fibresOf(siteOf, opticalAt, pool);
  const sections = sectionsOf(fibres);
  const optics = new Optics(sections, pool);
  const ipLinks = ipLinksOf({ sites, at, siteOf, sections, optics, pool });
  const customers = customersOf(unit);
  const routing = new Routing(ipLinks);
  const services = servicesOf({ unit, customers, devices, siteOf, routing, optics, pool });
  const cards = devices.flatMap((device) => device.cards);
  return {
    unit,
    sites,
    devices,
    cards,
    ports: cards.flatMap((card) => card.ports),
    links: [...fibres, ...sections, ...optics.channels, ...ipLinks],
    customers,
    services,
  };
}

/** The estate's own. */
export const NETWORK: Network = networkOf();

/** So many networks, the estate’s own first; each is made when it is asked for, and none is kept. */
export function* networksOf(scale: number): Generator<Network> {
  yield NETWORK;
  for (let unit = 1; unit < scale; unit++) yield networkOf(unit);
}
