/** What joins ports: a fibre at the bottom, and on it trail by trail up to what routers exchange packets over. */
import type { CardUse } from './makes.ts';
import type { Device, Port } from './devices.ts';
import type { Holder, Region } from './sites.ts';

/**
 * `fibre`: from one optical box to the next, its light an optical transmission section (ITU-T G.872 OTS). `oms`: the multiplex section
 * between two terminals, through the amplifiers between them. `och`: a wavelength over multiplex sections. `trunk`: 100 Gbit/s
 * between routers of two places, on a wavelength. `uplink`: 10 Gbit/s of an edge router to a core router, within a place or on a
 * wavelength. `access`: what hangs below.
 */
export const LINK_KINDS = ['fibre', 'oms', 'och', 'trunk', 'uplink', 'access'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

export interface Link {
  /** The circuit id, unique over the network: FO/PAR-DIJ/001. */
  readonly circuit: string;
  readonly kind: LinkKind;
  readonly a: Port;
  readonly z: Port;
  /** Of its a end. */
  readonly region: Region;
  /** Whose inventory holds it: that of its a end. */
  readonly holder: Holder;
  /** Bits per second; null for a bare fibre. */
  readonly capacity: number | null;
  /** Metres. */
  readonly length: number;
  /** What it rides on directly, in order from a to z: all of it must work. */
  readonly carriers: readonly Link[];
  /** The fibres at the bottom of it, in order. */
  readonly fibres: readonly Link[];
}

export function deviceOf(port: Port): Device {
  return port.card.device;
}

/** Its two ends are of two inventories. */
export function crossesHolders({ a, z }: Link): boolean {
  return deviceOf(a).site.holder !== deviceOf(z).site.holder;
}

/** Its two ends are watched by two managers. */
export function crossesManagers({ a, z }: Link): boolean {
  return deviceOf(a).site.manager !== deviceOf(z).site.manager;
}

/** Whoever is first holds the link. The north’s inventory cannot write down what ends outside it, so it is never first there. */
export function oriented(a: Device, z: Device): readonly [a: Device, z: Device] {
  return a.site.holder === 'north' && z.site.holder !== 'north' ? [z, a] : [a, z];
}

type Ends = Pick<Link, 'circuit' | 'kind' | 'a' | 'z' | 'capacity' | 'carriers'>;

/** `length` of what rides on nothing; else it is that of the fibres. */
export function linkOf(ends: Ends, length: number): Link {
  const { region, holder } = deviceOf(ends.a).site;
  const link = { ...ends, region, holder };
  if (ends.kind === 'fibre') {
    const fibre: Link & { fibres: Link[] } = { ...link, length, fibres: [] };
    fibre.fibres.push(fibre);
    return fibre;
  }
  const fibres = ends.carriers.flatMap((one) => one.fibres);
  const along = fibres.reduce((metres, fibre) => metres + fibre.length, 0);
  return { ...link, length: along || length, fibres };
}

/** Gives out ports, each once. */
export class PortPool {
  readonly #taken = new Map<Device, Record<CardUse, number>>();

  /** The next port of a device's cards of that use that nobody has. */
  take(device: Device, use: CardUse = 'client'): Port {
    const taken = this.#taken.get(device) ?? { line: 0, client: 0 };
    this.#taken.set(device, taken);
    const ports = device.cards.filter((card) => card.use === use).flatMap((card) => card.ports);
    const port = ports[taken[use]++];
    if (!port) throw new Error(`${device.key} must have more ${use} ports than ${ports.length}.`);
    return port;
  }

  /** How many a device has left. */
  left(device: Device, use: CardUse = 'client'): number {
    const all = device.cards.reduce((sum, card) => sum + (card.use === use ? card.ports.length : 0), 0);
    return all - (this.#taken.get(device)?.[use] ?? 0);
  }
}
