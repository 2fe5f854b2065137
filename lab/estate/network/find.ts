/** Things of a network by the names that people know. Throws for what is not there. */
import type { Device, Link, Network, Port, Service, Site } from './network.ts';

export function siteCalled(network: Network, code: string): Site {
  return found('site', code, network.sites, (one) => one.code === code);
}

/** By its key: PAR-CR1. */
export function deviceCalled(network: Network, key: string): Device {
  return found('device', key, network.devices, (one) => one.key === key);
}

/** By its circuit id: FO/PAR-DIJ/001. */
export function linkCalled(network: Network, circuit: string): Link {
  return found('link', circuit, network.links, (one) => one.circuit === circuit);
}

export function serviceCalled(network: Network, key: string): Service {
  return found('service', key, network.services, (one) => one.key === key);
}

/** The end of a link on a device. */
export function endOf({ circuit, a, z }: Link, device: Device): Port {
  const port = [a, z].find((end) => end.card.device === device);
  if (!port) throw new Error(`${circuit} must end on ${device.key}.`);
  return port;
}

/** Of each port: the links that end on it, carriers before what they carry. */
export function linksByPort(network: Network): ReadonlyMap<Port, readonly Link[]> {
  const links = new Map<Port, Link[]>();
  for (const link of network.links)
    for (const port of [link.a, link.z]) {
      const here = links.get(port);
      if (here) here.push(link);
      else links.set(port, [link]);
    }
  return links;
}

/** Ports on which a link or a service ends. */
export function portsInUse({ links, services }: Network): ReadonlySet<Port> {
  return new Set([...links.flatMap(({ a, z }) => [a, z]), ...services.flatMap(({ endpoints }) => endpoints)]);
}

function found<Item>(what: string, name: string, among: readonly Item[], is: (one: Item) => boolean): Item {
  const item = among.find(is);
  if (!item) throw new Error(`A ${what} must be one of the network, but got: "${name}".`);
  return item;
}
