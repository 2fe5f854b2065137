/** The ways of packets over the IP links, and a second way that shares no fibre with a first. */
import type { Device } from './devices.ts';
import type { Link } from './links.ts';
import { type Graph, graphOf, shortestPath } from './paths.ts';

/** A hop costs as much as this many metres of fibre. */
const HOP_METRES = 100_000;

export class Routing {
  readonly #graph: Graph<Link>;
  readonly #ways = new Map<string, readonly Link[]>();
  readonly #detours = new Map<string, readonly Link[]>();

  constructor(ipLinks: readonly Link[]) {
    this.#graph = graphOf(
      ipLinks.map((item) => ({
        a: item.a.card.device.key,
        z: item.z.card.device.key,
        weight: item.length + HOP_METRES,
        item,
      })),
    );
  }

  /** The shortest way; throws where there is none. */
  way(a: Device, z: Device): readonly Link[] {
    return kept(this.#ways, a, z, () => {
      const found = shortestPath(this.#graph, a.key, z.key);
      if (!found) throw new Error(`There must be a way from ${a.key} to ${z.key}.`);
      return found;
    });
  }

  /** Of what the shortest way does not use, neither link nor fibre; empty where there is none. */
  detour(a: Device, z: Device): readonly Link[] {
    return kept(this.#detours, a, z, () => {
      const working = this.way(a, z);
      const links = new Set(working);
      const fibres = new Set(working.flatMap((link) => link.fibres));
      const mayPass = (link: Link): boolean =>
        !links.has(link) && !link.fibres.some((one) => fibres.has(one));
      return shortestPath(this.#graph, a.key, z.key, mayPass) ?? [];
    });
  }
}

function kept<Value>(among: Map<string, Value>, a: Device, z: Device, make: () => Value): Value {
  const key = `${a.key} ${z.key}`;
  const known = among.get(key);
  if (known !== undefined) return known;
  const made = make();
  among.set(key, made);
  return made;
}
