/** What the questions are about: places and devices of networks from all over the estate. */
import { type Network, REGIONS, networkOf } from '#lab/estate/network/network.ts';
import type { Graph } from './graph.ts';

export interface Places {
  /** Ids, and so are the devices. */
  readonly sites: readonly string[];
  readonly devices: readonly string[];
  readonly regions: readonly string[];
}

const NETWORKS = 10;
const DEVICES_OF_EACH = 20;
const KEYS_AT_ONCE = 50;
const RESOLVE = `query ($keys: [IdentifierInput!]!) { resolve(keys: $keys) { candidates { id } } }`;

interface Resolved {
  readonly resolve: readonly { readonly candidates: readonly { readonly id: string }[] }[];
}

export async function placesOf(graph: Graph, scale: number): Promise<Places> {
  const units = new Set(Array.from({ length: NETWORKS }, (_, i) => Math.floor((i * scale) / NETWORKS)));
  const networks = [...units].map((unit) => networkOf(unit));
  const addresses = networks.flatMap((network) => spread(network).map(({ address }) => address));
  const names = networks.flatMap(({ sites }) => sites.map(({ name }) => name));
  return {
    sites: await resolved(graph, 'NAME', names),
    devices: await resolved(graph, 'MANAGEMENT_ADDRESS', addresses),
    regions: REGIONS,
  };
}

function spread({ devices }: Network): Network['devices'] {
  const step = Math.max(1, Math.floor(devices.length / DEVICES_OF_EACH));
  return devices.filter((_, i) => i % step === 0);
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
