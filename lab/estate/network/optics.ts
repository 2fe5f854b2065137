/** Wavelengths: an optical channel between two terminals over the multiplex sections of the shortest way. */
import type { Device } from './devices.ts';
import { type Link, type PortPool, linkOf, oriented } from './links.ts';
import { type Graph, graphOf, shortestPath } from './paths.ts';

const CHANNEL_BITS_PER_SECOND = 100e9;

/** What light can take, and who asks for it. */
export class Optics {
  /** In the order in which they were lit. */
  readonly channels: Link[] = [];
  readonly #graph: Graph<Link>;
  readonly #pool: PortPool;
  readonly #counts = new Map<string, number>();

  constructor(sections: readonly Link[], pool: PortPool) {
    this.#pool = pool;
    this.#graph = graphOf(
      sections.map((item) => ({
        a: item.a.card.device.key,
        z: item.z.card.device.key,
        weight: item.length,
        item,
      })),
    );
  }

  /** The sections of the shortest way that avoids these fibres; null where there is none. */
  way(from: Device, to: Device, avoided: ReadonlySet<Link> = new Set()): Link[] | null {
    return shortestPath(
      this.#graph,
      from.key,
      to.key,
      ({ fibres }) => !fibres.some((fibre) => avoided.has(fibre)),
    );
  }

  /** Lights a channel; throws where there is no way. */
  light(one: Device, other: Device, avoided?: ReadonlySet<Link>): Link {
    const [from, to] = oriented(one, other);
    const carriers = this.way(from, to, avoided);
    if (!carriers) throw new Error(`There must be a way for light from ${from.key} to ${to.key}.`);
    const pair = `${from.site.code}-${to.site.code}`;
    const number = (this.#counts.get(pair) ?? 0) + 1;
    this.#counts.set(pair, number);
    const channel = linkOf(
      {
        circuit: `OCH/${pair}/${String(number).padStart(3, '0')}`,
        kind: 'och',
        a: this.#pool.take(from),
        z: this.#pool.take(to),
        capacity: CHANNEL_BITS_PER_SECOND,
        carriers,
      },
      0,
    );
    this.channels.push(channel);
    return channel;
  }
}
