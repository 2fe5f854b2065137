/** What falls when something fails: of a fibre, a card, a device, a site, up to the customers. */
import type { Card, Customer, Device, Link, Network, Port, Service, Site } from './network.ts';

/** What has failed. */
export interface Failure {
  readonly links?: readonly Link[];
  readonly ports?: readonly Port[];
  readonly cards?: readonly Card[];
  readonly devices?: readonly Device[];
  readonly sites?: readonly Site[];
}

export interface Impact {
  /** What has failed itself, or stands in what has. */
  readonly devices: readonly Device[];
  readonly ports: readonly Port[];
  /** What lost an end or a carrier, carriers before what they carry: fibres, sections, channels, IP links. */
  readonly links: readonly Link[];
  /** Of those that fell, the ones whose carriers all stand: where it began. */
  readonly roots: readonly Link[];
  /** Services that do not work: an end is gone, or the working way and no whole protection. */
  readonly down: readonly Service[];
  /** Services that work on their protection. */
  readonly switched: readonly Service[];
  /** Services that work, and have lost their protection. */
  readonly exposed: readonly Service[];
  /** Whose services are down, each once. */
  readonly customers: readonly Customer[];
}

export function impactOf(network: Network, failure: Failure): Impact {
  const sites = new Set(failure.sites);
  const devices = new Set([
    ...(failure.devices ?? []),
    ...network.devices.filter((device) => sites.has(device.site)),
  ]);
  const cards = new Set([...(failure.cards ?? []), ...[...devices].flatMap((device) => device.cards)]);
  const ports = new Set([...(failure.ports ?? []), ...[...cards].flatMap((card) => card.ports)]);
  const fallen = new Set(failure.links);
  const roots: Link[] = [];
  const links = network.links.filter((link) => {
    const carriersFell = link.carriers.some((one) => fallen.has(one));
    const falls = fallen.has(link) || carriersFell || ports.has(link.a) || ports.has(link.z);
    if (falls) fallen.add(link);
    if (falls && !carriersFell) roots.push(link);
    return falls;
  });
  const down = new Set<Service>();
  const switched: Service[] = [];
  const exposed: Service[] = [];
  for (const service of network.services) {
    const { endpoints, working, protection, builtFrom } = service;
    const works = !working.some((link) => fallen.has(link));
    const spare = protection.length > 0 && !protection.some((link) => fallen.has(link));
    const cutOff = endpoints.some((port) => ports.has(port)) || builtFrom.some((one) => down.has(one));
    if (cutOff || (!works && !spare)) down.add(service);
    else if (!works) switched.push(service);
    else if (protection.length > 0 && !spare) exposed.push(service);
  }
  return {
    devices: [...devices],
    ports: [...ports],
    links,
    roots,
    down: [...down],
    switched,
    exposed,
    customers: [...new Set([...down].map(({ customer }) => customer))],
  };
}
