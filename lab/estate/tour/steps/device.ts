/** The router that the tour is about, and what is asked of it. */
import { deviceCalled, linkCalled } from '../../network/find.ts';
import { NETWORK } from '../../network/network.ts';
import { CUT_FIBRE } from '../../scenarios/fibre-cut.ts';

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
