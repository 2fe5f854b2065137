/** What the questions are about: places and devices. */
import { type Network, REGIONS, networkOf } from '#lab/estate/network/network.ts';
import type { Graph } from './graph.ts';

export interface Places {
  /** Ids, and so are the devices. */
  readonly sites: readonly string[];
  readonly devices: readonly string[];
  readonly regions: readonly string[];
}

const NETWORKS = 10;
/** About all that one network has. */
const DEVICES = 400;
const KEYS_AT_ONCE = 50;
const RESOLVE = `query ($keys: [IdentifierInput!]!) { resolve(keys: $keys) { candidates { id } } }`;

interface Resolved {
  readonly resolve: readonly { readonly candidates: readonly { readonly id: string }[] }[];
}

/** Of networks from all over the estate. */
export async function placesOf(graph: Graph, scale: number): Promise<Places> {
  const units = new Set(Array.from({ length: NETWORKS }, (_, i) => Math.floor((i * scale) / NETWORKS)));
  return placesIn(
    graph,
    [...units].map((unit) => networkOf(unit)),
  );
}

/** The places of the first network, which the estate has at every scale. */
export async function firstPlacesOf(graph: Graph): Promise<Places> {
  return placesIn(graph, [networkOf(0)]);
}

async function placesIn(graph: Graph, networks: readonly Network[]): Promise<Places> {
  const addresses = inTurn(networks.map(({ devices }) => spread(devices, DEVICES / networks.length))).map(
    ({ address }) => address,
  );
  const names = inTurn(networks.map(({ sites }) => sites)).map(({ name }) => name);
  return {
    sites: await resolved(graph, 'NAME', names),
    devices: await resolved(graph, 'MANAGEMENT_ADDRESS', addresses),
    regions: REGIONS,
  };
}

function spread<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, i) => i % step === 0);
}

/** The first of each, then the second of each: a few turns are about all of them. */
function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}

/** Those whom one is called so. */
async function resolved(graph: Graph, type: string, values: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < values.length; from += KEYS_AT_ONCE) {
    const keys = values.slice(from, from + KEYS_AT_ONCE).map((value) => ({ type, value }));
    const { data } = await graph.ask<Resolved>(RESOLVE, { keys });
    for (const { candidates } of data.resolve)
      if (candidates.length === 1) found.push(...candidates.map(({ id }) => id));
  }
  return found;
}
