/** The router that the tour is about, and what is asked of it. */
import { deviceCalled, linkCalled } from '../../network/find.ts';
import { NETWORK } from '../../network/network.ts';
import { CUT_FIBRE } from '../../scenarios/fibre-cut.ts';
import { claim } from '../claim.ts';
import type { Graph } from '../graph.ts';

export const ROUTER = deviceCalled(NETWORK, 'LON-ER1');
export const FIBRE = linkCalled(NETWORK, CUT_FIBRE);

export interface Connection<Node> {
  readonly totalCount?: number | null;
  readonly complete: boolean;
  readonly edges: readonly { readonly node: Node }[];
}

export function nodesOf<Node>({ edges }: Connection<Node>): Node[] {
  return edges.map(({ node }) => node);
}

const BY_CIRCUIT = `{ resolve(keys: [{ type: CIRCUIT_ID, value: "${FIBRE.circuit}" }]) { candidates { id } } }`;

/** The id of the fibre. */
export async function fibreId(graph: Graph): Promise<string> {
  const { data } = await graph.ask<{
    readonly resolve: readonly { readonly candidates: readonly { readonly id: string }[] }[];
  }>(BY_CIRCUIT);
  const candidates = data.resolve[0]?.candidates ?? [];
  claim(candidates.length === 1, `One link must be known as ${FIBRE.circuit}`, candidates);
  return candidates[0]?.id ?? '';
}
